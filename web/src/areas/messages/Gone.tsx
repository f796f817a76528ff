// SPDX-License-Identifier: EUPL-1.2
import { useFormat } from '@/lib/format'
import { type SteadyChannel, useTalk } from './talk'
import { useTexts } from './texts'

/** At the beginning of a channel: what is no longer there, and what will not stay. */
export function Gone({ channel }: { channel: SteadyChannel }) {
  const t = useTexts()
  const format = useFormat()
  const { me, personOf } = useTalk()
  const { cleared_at, cleared_by, expires_after_days } = channel
  const by = cleared_by === me.id ? me : personOf(cleared_by ?? '')
  if (!cleared_at && !expires_after_days) return null
  return (
    <div role="note" aria-label={t.clear.about}>
      {expires_after_days && <p>{t.expiry.start(expires_after_days)}</p>}
      {cleared_at && <p>{t.clear.line(by?.name ?? t.line.someone, format.dateTime(cleared_at))}</p>}
    </div>
  )
}
