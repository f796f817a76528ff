// SPDX-License-Identifier: EUPL-1.2
// The lines of a list of messages: days, the mark of what is new, messages, what has not left yet. Pure.

import type { Id, Message } from '@/api/types'
import { isMyOwn } from './automates'
import type { Waiting } from './outbox'

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  /** The beginning of the channel. */
  | { kind: 'start'; key: string }
  | { kind: 'label'; key: string; count: number }
  | { kind: 'message'; key: string; message: Message; isFirst: boolean }
  | { kind: 'waiting'; key: string; waiting: Waiting; isFirst: boolean }

/** Messages of one author that follow each other within this time stand under one name. */
const GROUP_MS = 5 * 60_000

export interface RowsOf {
  messages: readonly Message[]
  waiting: readonly Waiting[]
  /** What comes after this place is new; `null`: nothing is. */
  newAfter: number | null
  me: Id
  /** The day of an instant where the person is: « 2026-10-08 ». */
  dayOf: (at: string) => string
  place: (message: Message) => number | null
  hasStart: boolean
  hasDays?: boolean
}

export function rowsOf({ messages, waiting, newAfter, me, dayOf, place, hasStart, hasDays = true }: RowsOf): Row[] {
  const rows: Row[] = hasStart ? [{ kind: 'start', key: 'start' }] : []
  let day = ''
  let before: Message | null = null
  let isMarked = false
  for (const message of messages) {
    const today = dayOf(message.posted_at)
    let isBroken = before === null
    if (today !== day) {
      if (hasDays) rows.push({ kind: 'day', key: `day:${today}`, at: message.posted_at })
      day = today
      isBroken = true
    }
    const own = place(message)
    // What one wrote oneself is never new.
    if (newAfter !== null && !isMarked && own !== null && own > newAfter && !isMyOwn(message, me)) {
      rows.push({ kind: 'new', key: 'new' })
      isMarked = true
      isBroken = true
    }
    rows.push({ kind: 'message', key: keyOf(message), message, isFirst: isBroken || !follows(before, message) })
    before = message
  }
  // Of mine: a draft is told to all who read, and anyone may post under that of another.
  const posted = new Set(messages.filter((it) => isMyOwn(it, me)).map((it) => it.draft))
  let isAfterWaiting = false
  for (const it of waiting) {
    // Its answer came by the socket before it came to the one who sent it.
    if (posted.has(it.draft)) continue
    const at = new Date(it.at).toISOString()
    const isSame =
      isAfterWaiting || (before !== null && isMyOwn(before, me) && it.quotes === null && isNear(before.posted_at, at))
    rows.push({ kind: 'waiting', key: keyOf({ author: me, draft: it.draft }), waiting: it, isFirst: !isSame })
    isAfterWaiting = true
  }
  return rows
}

/**
 * The author and the draft: what waits and what was posted are one line, which keeps its place and its focus. A draft alone
 * is its author's to choose, also as that of another.
 */
export const keyOf = ({ author, draft }: Pick<Message, 'author' | 'draft'>): string => `${author}:${draft}`

const isNear = (a: string, b: string) => Date.parse(b) - Date.parse(a) < GROUP_MS

function follows(before: Message | null, it: Message): boolean {
  return (
    before !== null &&
    before.author === it.author &&
    before.automate?.name === it.automate?.name &&
    before.kind === it.kind &&
    it.kind === 'text' &&
    !it.quotes &&
    !before.retracted_at &&
    isNear(before.posted_at, it.posted_at)
  )
}
