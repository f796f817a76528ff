// SPDX-License-Identifier: EUPL-1.2
// The field of the search, the same before its palette has come and in it: what is typed goes on where it was.

import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import s from './SearchPalette.module.css'
import { useAppTexts } from './texts'

/** `children`: what stands behind the field. */
export function SearchField({ children, ...props }: ComponentProps<'input'>) {
  const t = useAppTexts()
  return (
    <div className={s.top}>
      <Search size={20} strokeWidth={1.75} aria-hidden="true" />
      <input
        className={s.field}
        type="text"
        aria-label={t.palette.field}
        placeholder={t.palette.placeholder}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        {...props}
      />
      {children}
    </div>
  )
}
