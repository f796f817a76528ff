// SPDX-License-Identifier: EUPL-1.2

import type { ReactNode } from 'react'
import s from './VisuallyHidden.module.css'

/** Said by a screen reader, not shown. */
export function VisuallyHidden({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <span className={s.hidden} id={id}>
      {children}
    </span>
  )
}
