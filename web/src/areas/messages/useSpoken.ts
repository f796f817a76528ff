// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from 'react'
import type { Message } from '@/api/types'
import { useFormat } from '@/lib/format'
import { announce } from '@/ui'
import { isMyOwn } from './automates'
import { excerptOf } from './excerpt'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** Gathered this long: several people writing at once are one sentence. */
const GATHER_MS = 1500

/** Says what others post while one is here: once, politely, summed up. What was there before is read, not said. */
export function useSpoken(
  messages: readonly Message[],
  place: (it: Message) => number | null,
  hasNewer: boolean,
): void {
  const t = useTexts()
  const format = useFormat()
  const { me, nameOf } = useTalk()
  const saidUpTo = useRef<number | null>(null)
  const waiting = useRef<Message[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const speak = useRef(() => {})
  speak.current = () => {
    timer.current = null
    const news = waiting.current
    waiting.current = []
    const [one] = news
    if (!one) return
    const speaker = (it: Message) => it.automate?.name ?? nameOf(it.author)
    if (news.length === 1) announce(t.spoken.one(speaker(one), excerptOf(one, nameOf, t.line)))
    else announce(t.spoken.many(news.length, format.list([...new Set(news.map(speaker))])))
  }
  useEffect(() => {
    const last = messages.at(-1)
    const end = last ? (place(last) ?? 0) : 0
    const from = saidUpTo.current
    // What was just opened, or a leap in the history, is no news.
    if (from === null || hasNewer) {
      saidUpTo.current = end
      return
    }
    if (end <= from) return
    saidUpTo.current = end
    const news = messages.filter((it) => (place(it) ?? 0) > from && !isMyOwn(it, me.id) && !it.retracted_at)
    // A whole page at once is the history, not somebody speaking.
    if (news.length === 0 || news.length > 20) return
    waiting.current.push(...news)
    timer.current ??= setTimeout(() => speak.current(), GATHER_MS)
  }, [messages, place, hasNewer, me.id])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )
}
