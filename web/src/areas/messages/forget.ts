// SPDX-License-Identifier: EUPL-1.2
// What is left of an answer without what stands in a channel. Pure.

import type { Id } from '@/api/types'

interface Standing {
  id?: unknown
  channel?: unknown
  message?: { channel?: unknown }
  root?: { channel?: unknown }
}

const isObject = (it: unknown): it is object => typeof it === 'object' && it !== null

function standsIn(it: unknown, channel: Id): boolean {
  if (!isObject(it)) return false
  const { id, channel: own, message, root } = it as Standing
  return id === channel || own === channel || message?.channel === channel || root?.channel === channel
}

/** Without the lines, of whatever list in it, that are this channel or stand in it; the same value if there are none. */
export function without<T>(value: T, channel: Id): T {
  if (Array.isArray(value)) {
    const left = value.filter((it) => !standsIn(it, channel))
    const next = left.map((it) => without(it, channel))
    return (next.length === value.length && next.every((it, at) => it === value[at]) ? value : next) as T
  }
  // Maps, dates: nothing of ours stands in them.
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value
  const before = Object.entries(value)
  const after = before.map(([key, it]) => [key, without(it, channel)] as const)
  return after.some(([, it], at) => it !== before[at]?.[1]) ? (Object.fromEntries(after) as T) : value
}
