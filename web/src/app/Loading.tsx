// SPDX-License-Identifier: EUPL-1.2
import { Spinner } from '@/ui'
import s from './Loading.module.css'
import { useAppTexts } from './texts'

/** Shown after 300 ms, when a screen's script or its first answer is late. */
export function Loading() {
  const t = useAppTexts()
  return (
    <div className={s.loading} role="status">
      <Spinner />
      <span>{t.loading}</span>
    </div>
  )
}
