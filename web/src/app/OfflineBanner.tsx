// SPDX-License-Identifier: EUPL-1.2
// Under the header: what can still be done without a connection, and when the next attempt comes.

import { CloudOff } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { announce, Button } from '@/ui'
import { retryNow, useConnection } from '../api/live'
import s from './OfflineBanner.module.css'
import { noticeOf } from './offline'
import { useAppTexts } from './texts'

export function OfflineBanner() {
  const t = useAppTexts()
  const connection = useConnection()
  const hasNetwork = useHasNetwork()
  const isDown = connection.phase === 'waiting' || connection.phase === 'connecting' || connection.phase === 'resuming'
  const lostAt = useRef<number | null>(null)
  const now = useNow(isDown)
  if (!isDown) lostAt.current = null
  else lostAt.current ??= now

  const notice = noticeOf(connection, hasNetwork, lostAt.current, now)
  const isShown = notice.kind === 'offline'
  const wasShown = useRef(false)
  useEffect(() => {
    if (wasShown.current && connection.phase === 'live') announce(t.offline.back)
    wasShown.current = isShown
  }, [isShown, connection.phase, t])

  if (!isShown) return null
  return (
    <div className={s.banner} data-banner>
      <CloudOff size={18} strokeWidth={1.75} aria-hidden="true" />
      {/* The countdown stays out of the status: a number that changes each second must not be read out. */}
      <p className={s.text} role="status">
        <b>{notice.hasNetwork ? t.offline.unreachable : t.offline.title}</b> {t.offline.text}
      </p>
      <span className={s.when}>{notice.seconds === null ? t.offline.trying : t.offline.retryIn(notice.seconds)}</span>
      <Button size="sm" onPress={retryNow}>
        {t.offline.retry}
      </Button>
    </div>
  )
}

function useHasNetwork(): boolean {
  return useSyncExternalStore(
    (tell) => {
      addEventListener('online', tell)
      addEventListener('offline', tell)
      return () => {
        removeEventListener('online', tell)
        removeEventListener('offline', tell)
      }
    },
    () => navigator.onLine,
  )
}

/** The time, once a second while someone looks at a countdown. */
function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isRunning) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  return now
}
