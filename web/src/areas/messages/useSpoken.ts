// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from 'react'
import type { Id, Message } from '@/api/types'
import { useFormat } from '@/lib/format'
import { announce } from '@/ui'
import { isMyOwn } from './automates'
import { excerptOf } from './excerpt'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** Gathered this long: several people writing at once are one sentence. */
const GATHER_MS = 1500
/** How many of those who wrote are named. */
const NAMED = 4

export interface Spoken {
  /** `null`: not known yet. */
  messages: readonly Message[] | null
  place: (it: Message) => number | null
  hasNewer: boolean
  /** The thread that is open beside the channel: its answers are said there, also those that show in both. */
  except?: Id | null
}

/** Says what others post while one is here: once, politely, summed up. What was there before is read, not said. */
export function useSpoken({ messages, place, hasNewer, except = null }: Spoken): void {
  const t = useTexts()
  const format = useFormat()
  const { me, nameOf } = useTalk()
  const saidUpTo = useRef<number | null>(null)
  /** What is held reaches the end, or did before a hole was found there: what comes is news, not the history. */
  const isAtEnd = useRef(false)
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
    if (news.length === 1) {
      announce(t.spoken.one(speaker(one), excerptOf(one, nameOf, t.line)))
      return
    }
    const speakers = [...new Set(news.map(speaker))]
    const others = speakers.length - NAMED
    const named = others > 1 ? [...speakers.slice(0, NAMED), t.line.others(others)] : speakers
    announce(t.spoken.many(news.length, format.list(named)))
  }
  useEffect(() => {
    if (messages === null) return
    const last = messages.at(-1)
    const end = last ? (place(last) ?? 0) : 0
    const from = saidUpTo.current
    const wasAtEnd = isAtEnd.current
    // A hole at the end is found before what fills it comes.
    isAtEnd.current = !hasNewer || (wasAtEnd && end === from)
    if (hasNewer && isAtEnd.current) return
    saidUpTo.current = Math.max(end, from ?? 0)
    // What was just opened, or a page of the history, is no news.
    if (from === null || !wasAtEnd || !isAtEnd.current || end <= from) return
    const news = messages.filter(
      (it) =>
        (place(it) ?? 0) > from && !isMyOwn(it, me.id) && !it.retracted_at && (except === null || it.thread !== except),
    )
    if (news.length === 0) return
    waiting.current.push(...news)
    timer.current ??= setTimeout(() => speak.current(), GATHER_MS)
  }, [messages, place, hasNewer, except, me.id])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )
}
