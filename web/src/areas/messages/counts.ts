// SPDX-License-Identifier: EUPL-1.2
// What the frame shows of messages: who waits for an answer, and where something is new.

import { useQuery } from '@tanstack/react-query'
import type { Channel, Id } from '@/api/types'
import { myChannels } from './mine'

export interface Count {
  /** Messages that name me; in conversations, all that is unread. */
  mentions: number
  isUnread: boolean
}

/** What calls the person in a channel: messages that name them; in a conversation whatever is unread, unless it is muted. */
export const callsOf = (it: Channel): number =>
  it.kind === 'direct' && !it.is_muted ? Math.max(it.unread, it.mentions) : it.mentions

/** By project; conversations under `null`. */
export function countsOf(channels: readonly Channel[]): ReadonlyMap<Id | null, Count> {
  const counts = new Map<Id | null, Count>()
  for (const it of channels) {
    const place = it.project ?? null
    const before = counts.get(place) ?? { mentions: 0, isUnread: false }
    counts.set(place, {
      mentions: before.mentions + callsOf(it),
      isUnread: before.isUnread || (it.unread > 0 && !it.is_muted && !it.archived_at),
    })
  }
  return counts
}

let last: ReadonlyMap<Id | null, Count> = new Map()

/** The same object for as long as it says the same: the frame is not drawn again for each message that comes. */
function steadyCountsOf(channels: readonly Channel[]): ReadonlyMap<Id | null, Count> {
  const now = countsOf(channels)
  const isSame = ([place, it]: [Id | null, Count]) => {
    const before = last.get(place)
    return before?.mentions === it.mentions && before.isUnread === it.isUnread
  }
  if (now.size !== last.size || ![...now].every(isSame)) last = now
  return last
}

/** Until the channels are known, nothing is new. */
export function useMessageCounts(): ReadonlyMap<Id | null, Count> {
  return useQuery({ ...myChannels, select: steadyCountsOf }).data ?? NONE
}

/** Everything that calls the person, over all places: the number of the tab and of the application's icon. */
export const allCalls = (counts: ReadonlyMap<Id | null, Count>): number =>
  [...counts.values()].reduce((sum, it) => sum + it.mentions, 0)

const NONE: ReadonlyMap<Id | null, Count> = new Map()
