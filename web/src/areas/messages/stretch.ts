// SPDX-License-Identifier: EUPL-1.2
// A stretch: messages of a channel (or answers of a thread) that follow each other without a hole. Pure.

import type { Answers, HeardMessage, Id, Message, Messages, Reaction } from '@/api/types'

export interface Stretch {
  /** Oldest first. */
  items: readonly Message[]
  hasOlder: boolean
  hasNewer: boolean
}

/** Place in the channel; an answer that shows in its thread only has none there. */
export const placeInChannel = (it: Message): number | null => it.seq ?? null
export const placeInThread = (it: Message): number | null => it.thread_seq ?? null
type Place = typeof placeInChannel

export const stretchOf = (page: Messages): Stretch => ({
  items: page.items,
  hasOlder: page.has_older,
  hasNewer: page.has_newer,
})

/** In the order of the letters, so that two sayings of the same are the same text. */
const ofMine = ({ count, emoji, people }: Reaction, is_mine: boolean): Reaction => ({ count, emoji, is_mine, people })

/** What is told to all does not say which signs are mine: they are those I had. What I change is said to me apart. */
export function withMine(known: Message, said: Message): Message {
  if (said.reactions.every((it) => typeof it.is_mine === 'boolean')) return said
  const mine = new Set(known.reactions.flatMap((it) => (it.is_mine ? it.emoji : [])))
  return { ...said, reactions: said.reactions.map((it) => ofMine(it, it.is_mine ?? mine.has(it.emoji))) }
}

/** The message with these signs as mine, and no others. */
export function signedWith(message: Message, mine: readonly string[]): Message {
  if (message.reactions.every((it) => it.is_mine === mine.includes(it.emoji))) return message
  return { ...message, reactions: message.reactions.map((it) => ofMine(it, mine.includes(it.emoji))) }
}

/** The newer of two sayings about the same message: frames and answers may cross on the way. */
function newer(known: Message, told: Message): Message {
  const said = withMine(known, told)
  const by = Number(said.etag) - Number(known.etag)
  if (by !== 0) return by > 0 ? said : known
  return JSON.stringify(known) === JSON.stringify(said) ? known : said
}

/** Puts messages in their place, each once: by its id. */
export function merged(known: readonly Message[], said: readonly Message[], place: Place): readonly Message[] {
  if (said.length === 0) return known
  const byId = new Map(known.map((it) => [it.id, it]))
  let isChanged = false
  for (const it of said) {
    const before = byId.get(it.id)
    const next = before ? newer(before, it) : it
    if (next === before) continue
    isChanged = true
    byId.set(it.id, next)
  }
  if (!isChanged) return known
  return [...byId.values()].sort((a, b) => (place(a) ?? 0) - (place(b) ?? 0))
}

export const withOlder = (held: Stretch, page: Messages, place: Place): Stretch => ({
  items: merged(held.items, page.items, place),
  hasOlder: page.has_older,
  hasNewer: held.hasNewer,
})

export const withNewer = (held: Stretch, page: Messages, place: Place): Stretch => ({
  items: merged(held.items, page.items, place),
  hasOlder: held.hasOlder,
  hasNewer: page.has_newer,
})

/** A message that was just posted. Where the held stretch does not reach the end, there is a hole before it: it is not put. */
export function posted(held: Stretch, message: Message, place: Place): Stretch {
  const isHeld = held.items.some((it) => it.id === message.id)
  if (place(message) === null && !isHeld) return held
  if (held.hasNewer && !isHeld) return held
  const last = held.items.at(-1)
  const own = place(message)
  if (!isHeld && last && own !== null) {
    const end = place(last) ?? 0
    // Frames come in order: a leap means that something between was missed. It is fetched with the next page.
    if (own > end + 1) return { ...held, hasNewer: true }
    // Older than all that is held, or of a place that the page already covered: nothing new.
    if (own < (place(held.items[0] ?? last) ?? 0)) return held
  }
  const items = merged(held.items, [message], place)
  return items === held.items ? held : { ...held, items }
}

/** A message that is otherwise now. */
export function changed(held: Stretch, message: Message): Stretch {
  let isChanged = false
  const items = held.items.map((it) => {
    if (it.id !== message.id) return it
    const next = newer(it, message)
    if (next !== it) isChanged = true
    return next
  })
  return isChanged ? { ...held, items } : held
}

/** What the thread of a message is now. Told with each answer; the count only grows. */
export function answered(held: Stretch, root: Id, answers: Answers | null): Stretch {
  let isChanged = false
  const items = held.items.map((it) => {
    if (it.id !== root || answers === null) return it
    const before = it.answers
    if (before && (before.count > answers.count || JSON.stringify(before) === JSON.stringify(answers))) return it
    isChanged = true
    return { ...it, answers }
  })
  return isChanged ? { ...held, items } : held
}

/** One frame, into the stretch of its channel. */
export function heardInChannel(held: Stretch, { message, root }: HeardMessage, isNew: boolean): Stretch {
  const next = isNew ? posted(held, message, placeInChannel) : changed(held, message)
  return root ? answered(next, root.id, root.answers) : next
}
