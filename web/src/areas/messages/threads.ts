// SPDX-License-Identifier: EUPL-1.2
// The threads that one follows, and what frames make of them. Pure.

import type { FollowedThread, FollowedThreads, HeardMessage, Id, Message } from '@/api/types'
import { isMyOwn } from './automates'

/** One thread, otherwise than before; the same list if it is not in it. */
function change(held: FollowedThreads, root: Id, how: (it: FollowedThread) => FollowedThread): FollowedThreads {
  let isChanged = false
  const items = held.items.map((it) => {
    if (it.root.id !== root) return it
    const next = how(it)
    if (next !== it) isChanged = true
    return next
  })
  return isChanged ? { ...held, items } : held
}

/**
 * An answer was posted. `'ask'`: a thread that was not followed may be now, which only the server knows: who answers
 * follows, and who began a thread follows it from its first answer on.
 */
export function answered(
  held: FollowedThreads,
  { message, root }: HeardMessage,
  me: Id,
  isScheduled: boolean | null = false,
): FollowedThreads | 'ask' {
  const seq = message.thread_seq
  if (!message.thread || typeof seq !== 'number') return held
  const known = held.items.find((it) => it.root.id === message.thread)
  const isMine = isMyOwn(message, me)
  if (!known) return isMine || seq === 1 ? 'ask' : held
  if (seq <= known.last_seq) return held
  // Written for later, it says nothing of how far its author has read.
  if (isScheduled === null && known.unread > 0) return 'ask'
  const isHere = isMine && isScheduled !== true
  const more = seq - known.last_seq - (isMine ? 1 : 0)
  const next: FollowedThread = {
    root: root?.answers ? { ...known.root, answers: root.answers } : known.root,
    read_seq: isHere ? seq : known.read_seq,
    last_seq: seq,
    // A subtraction, not a count: exact also where a frame was missed.
    unread: isHere ? 0 : known.unread + more,
  }
  return { ...held, items: [next, ...held.items.filter((it) => it !== known)] }
}

/** The message that began a thread is otherwise, or its thread is settled or open again. */
export const changedRoot = (held: FollowedThreads, message: Message): FollowedThreads =>
  change(held, message.id, (it) =>
    Number(message.etag) < Number(it.root.etag)
      ? it
      : { ...it, root: { ...message, answers: message.answers ?? it.root.answers } },
  )

/** Read up to here. Going back is "unread from there". `isSure`: as of a channel. */
export function readUpTo(held: FollowedThreads, root: Id, seq: number): { threads: FollowedThreads; isSure: boolean } {
  let isSure = true
  const threads = change(held, root, (it) => {
    const read_seq = Math.min(seq, it.last_seq)
    if (read_seq === it.read_seq) return it
    const most = it.last_seq - read_seq
    const isForward = read_seq > it.read_seq
    const unread = isForward ? Math.min(it.unread, most) : most
    isSure = unread === 0 || (isForward && it.unread === it.last_seq - it.read_seq)
    return { ...it, read_seq, unread }
  })
  return { threads, isSure }
}

export type ThreadFilter = 'all' | 'unread' | 'resolved'

/** Those that a filter shows; the one that is open stays, although it is read by being open. */
export function shownThreads(
  items: readonly FollowedThread[],
  filter: ThreadFilter,
  open: Id | null,
): readonly FollowedThread[] {
  if (filter === 'all') return items
  return items.filter(
    (it) => it.root.id === open || (filter === 'unread' ? it.unread > 0 : Boolean(it.root.answers?.resolved_at)),
  )
}
