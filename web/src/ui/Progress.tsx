// SPDX-License-Identifier: EUPL-1.2

import { useFormat } from '@/lib/format'
import s from './Progress.module.css'

export interface ProgressProps {
  label: string
  /** Without it, how long is not known. */
  value?: number
  max?: number
  /** At the right: « 1 200 sur 4 000 ». The percentage unless given. */
  detail?: string
  isLabelHidden?: boolean
}

export function Progress({ label, value, max = 100, detail, isLabelHidden }: ProgressProps) {
  const format = useFormat()
  const share = value === undefined ? undefined : Math.min(1, Math.max(0, max === 0 ? 1 : value / max))
  const said = detail ?? (share === undefined ? undefined : format.percent(share))
  return (
    <div className={s.progress}>
      {!isLabelHidden && (
        <div className={s.words} aria-hidden="true">
          <span>{label}</span>
          <span className={s.detail}>{said}</span>
        </div>
      )}
      <progress
        className={s.bar}
        aria-label={label}
        aria-valuetext={said}
        max={1}
        {...(share === undefined ? {} : { value: share })}
      />
    </div>
  )
}
