// SPDX-License-Identifier: EUPL-1.2
import type { ReactNode } from 'react'
import css from './admin.module.css'

/** A table that may be wider than the page scrolls by itself, by keyboard too: hence the place in the tab order. */
export function Scroller(props: { label: string; children: ReactNode }) {
  return (
    <section className={css.scroller} tabIndex={0} aria-label={props.label}>
      {props.children}
    </section>
  )
}
