// SPDX-License-Identifier: EUPL-1.2
// What is left of an answer without what stands in a channel, or was said in it up to a place. Pure.

import type { Id } from '@/api/types'

interface Standing {
  id?: unknown
  channel?: unknown
  kind?: unknown
  seq?: unknown
  message?: unknown
  root?: unknown
  last?: unknown
}

const isObject = (it: unknown): it is Standing => typeof it === 'object' && it !== null

const standsAt = (it: unknown, channel: Id): boolean => isObject(it) && it.channel === channel

/** What is this channel or stands in it. */
export const inChannel =
  (channel: Id) =>
  (it: Standing): boolean =>
    it.id === channel || standsAt(it, channel) || standsAt(it.message, channel) || standsAt(it.root, channel)

/** What speaks of a message of this channel up to this place. Decisions stay; of answers the place is not known. */
export const clearedIn = (channel: Id, seq: number) => {
  const isGone = (it: unknown): boolean =>
    standsAt(it, channel) &&
    isObject(it) &&
    typeof it.kind === 'string' &&
    it.kind !== 'decision' &&
    (typeof it.seq !== 'number' || it.seq <= seq)
  return (it: Standing): boolean => isGone(it) || isGone(it.message) || isGone(it.root) || isGone(it.last)
}

/** Without the lines, of whatever list in it, that go; the same value if there are none. */
export function without<T>(value: T, goes: (it: Standing) => boolean): T {
  if (Array.isArray(value)) {
    const left = value.filter((it) => !isObject(it) || !goes(it))
    const next = left.map((it) => without(it, goes))
    return (next.length === value.length && next.every((it, at) => it === value[at]) ? value : next) as T
  }
  // Maps, dates: nothing of ours stands in them.
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value
  const before = Object.entries(value)
  const after = before.map(([key, it]) => [key, without(it, goes)] as const)
  return after.some(([, it], at) => it !== before[at]?.[1]) ? (Object.fromEntries(after) as T) : value
}
