// SPDX-License-Identifier: EUPL-1.2
// What goes on wherever one is: every channel is heard, so that counters are true everywhere; what waits is sent.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { onReturn, useConnection, useTopics } from '@/api/live'
import { useMe } from '@/api/me'
import { noteVisit } from './catchUp'
import { keywords } from './keywordQueries'
import { listenToMessages } from './live'
import { myChannels } from './mine'
import { outboxOf } from './outbox'
import { send } from './sending'

/** The server hears this many topics of one window; some are the projects'. */
const HEARD_MAX = 220
/** The server lets a window say 200 things at once and 20 a second after: the rest joins little by little. */
const AT_ONCE = 120
const EACH_SECOND = 10
/** That the person is here is noted on the device this often. */
const NOTED_EVERY_MS = 60_000

// Nothing is heard of channels before they are joined, which is done here: the folds need not come any earlier.
listenToMessages()

export function Background() {
  const { account: me } = useMe()
  const channels = useQuery(myChannels).data
  // The words of which one is told are sought in every message: they are here before the first one is drawn.
  useQuery(keywords)
  const [many, setMany] = useState(AT_ONCE)
  // The busiest first, should there be more than can be heard. The order of joining does not change what is heard.
  const wanted = useMemo(
    () =>
      [...(channels ?? [])]
        .sort((a, b) => Date.parse(b.last_posted_at ?? '1970-01-01') - Date.parse(a.last_posted_at ?? '1970-01-01'))
        .slice(0, HEARD_MAX)
        .map((it) => `channel:${it.id}`)
        .sort(),
    [channels],
  )
  const hasMore = wanted.length > many
  useEffect(() => {
    if (!hasMore) return
    const timer = setInterval(() => setMany((now) => now + EACH_SECOND), 1000)
    return () => clearInterval(timer)
  }, [hasMore])
  const key = wanted.slice(0, many).join(' ')
  const topics = useMemo(() => (key === '' ? [] : key.split(' ')), [key])
  useTopics(topics)

  useEffect(() => {
    const note = () => {
      if (document.visibilityState === 'visible') noteVisit(me.id)
    }
    note()
    const timer = setInterval(note, NOTED_EVERY_MS)
    document.addEventListener('visibilitychange', note)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', note)
    }
  }, [me.id])

  const outbox = outboxOf(me.id, send)
  const { phase } = useConnection()
  useEffect(() => {
    if (phase === 'live') outbox.sendAll()
  }, [phase, outbox])
  useEffect(() => onReturn(() => outbox.sendAll()), [outbox])
  return null
}
