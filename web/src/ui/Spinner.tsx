// SPDX-License-Identifier: EUPL-1.2

import s from './Spinner.module.css'

/** Turns only while something is really under way. Beside words that say what: it says nothing itself. */
export function Spinner({ size = 16 }: { size?: number }) {
  return (
    <svg className={s.spinner} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeOpacity=".3" strokeWidth="2" />
      <path d="M8 1.8a6.2 6.2 0 0 1 6.2 6.2" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
