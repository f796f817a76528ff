// SPDX-License-Identifier: EUPL-1.2
// Writes channels and messages into the query cache. Writing the same thing twice changes nothing the second time, and
// nothing that was never loaded is made up.

import type { QueryClient } from '@tanstack/react-query'
import type {
  Channel,
  FollowedThreads,
  HeardMessage,
  Id,
  Me,
  Message,
  MessageMark,
  MyThread,
  Person,
  ScheduledMessage,
  ThreadAttention,
} from '@/api/types'
import { isMyOwn } from './automates'
import { forgetEdit, forgetEditsUpTo } from './drafts'
import { clearedIn, inChannel, without } from './forget'
import { keys } from './keys'
import { mentionsMe } from './mentions'
import { changed, heardInChannel, placeInThread, posted, type Stretch, signedWith, withMine } from './stretch'
import { answered, changedRoot, readUpTo as readThreadUpTo } from './threads'

export type Cards = Readonly<Record<Id, Person>>

const meIn = (cache: QueryClient): Id | undefined => cache.getQueryData<Me>(['me'])?.account.id

/** Keeps the cards of people, as last said. */
export function keepCards(cache: QueryClient, people: readonly Person[]): void {
  if (people.length === 0) return
  const known = cache.getQueryData<Cards>(keys.cards) ?? {}
  const news = people.filter((it) => JSON.stringify(known[it.id]) !== JSON.stringify(it))
  if (news.length === 0) return
  cache.setQueryData<Cards>(keys.cards, { ...known, ...Object.fromEntries(news.map((it) => [it.id, it])) })
}

/** A posted message: in its channel, its thread, and on the counter. */
export function hearPosted(cache: QueryClient, heard: HeardMessage): void {
  const { message } = heard
  keepCards(cache, heard.people)
  cache.setQueryData<Stretch>(keys.stretch(message.channel), (held) => held && heardInChannel(held, heard, true))
  if (message.thread) {
    const thread = keys.thread(message.channel, message.thread)
    cache.setQueryData<Stretch>(thread, (held) => held && posted(held, message, placeInThread))
    if (heard.root) answerRoot(cache, message.channel, heard.root)
    hearAnswer(cache, heard)
    askKept(cache, message.thread)
  }
  count(cache, message)
  if (message.kind === 'decision') void cache.invalidateQueries({ queryKey: keys.allDecisions })
}

function hearAnswer(cache: QueryClient, heard: HeardMessage): void {
  const me = meIn(cache)
  const held = cache.getQueryData<FollowedThreads>(keys.threads)
  if (!held || me === undefined) return
  const isScheduled = isMyOwn(heard.message, me) ? wasScheduled(cache, heard.message) : false
  const next = answered(held, heard, me, isScheduled)
  if (next === 'ask') void cache.invalidateQueries({ queryKey: keys.threads })
  else cache.setQueryData<FollowedThreads>(keys.threads, next)
}

/** How far a thread is read, here or in another window. `true` if what is left of it has to be asked for. */
export function hearThreadRead(cache: QueryClient, root: Id, seq: number): boolean {
  cache.setQueriesData<MyThread>(
    { predicate: ({ queryKey }) => queryKey[0] === keys.all[0] && queryKey[1] === 'my-thread' && queryKey[3] === root },
    (held) => held && (held.read_seq === seq ? held : { ...held, read_seq: seq }),
  )
  let isSure = true
  cache.setQueryData<FollowedThreads>(keys.threads, (held) => {
    if (!held) return held
    const next = readThreadUpTo(held, root, seq)
    isSure = next.isSure
    return next.threads
  })
  return !isSure
}

/** Whether I am told of a thread's answers. */
export function hearThreadKept(cache: QueryClient, channel: Id, root: Id, attention: ThreadAttention): void {
  cache.setQueryData<MyThread>(keys.myThread(channel, root), (held) => held && { ...held, attention })
}

function answerRoot(cache: QueryClient, channel: Id, root: NonNullable<HeardMessage['root']>): void {
  cache.setQueryData<Message>(keys.one(channel, root.id), (it) =>
    it && root.answers && (it.answers?.count ?? 0) <= root.answers.count ? { ...it, answers: root.answers } : it,
  )
}

/** A message that was edited, taken away, pinned, answered with a sign, settled. */
export function hearChanged(cache: QueryClient, heard: HeardMessage): void {
  const { message } = heard
  keepCards(cache, heard.people)
  cache.setQueryData<Stretch>(keys.stretch(message.channel), (held) => held && heardInChannel(held, heard, false))
  const threads = cache.getQueriesData<Stretch>({ queryKey: ['messages', 'thread', message.channel] })
  for (const [key] of threads) cache.setQueryData<Stretch>(key, (held) => held && changed(held, message))
  cache.setQueryData<Message>(keys.one(message.channel, message.id), (it) =>
    it && Number(it.etag) <= Number(message.etag) ? withMine(it, message) : it,
  )
  cache.setQueryData<FollowedThreads>(keys.threads, (held) => held && changedRoot(held, message))
  if (message.thread) void cache.invalidateQueries({ queryKey: keys.allLastAnswers(message.channel, message.thread) })
  void cache.invalidateQueries({ queryKey: keys.pins(message.channel) })
  if (message.kind === 'decision') void cache.invalidateQueries({ queryKey: keys.allDecisions })
  askKept(cache, message.id)
  if (message.kind === 'poll') askVotes(cache, message.id)
  // Taken away, it is kept no more, nor written again.
  if (message.retracted_at) {
    hearKept(cache, { message: message.id, is_saved: false, remind_at: null })
    const me = meIn(cache)
    if (me !== undefined) forgetEdit(me, message.id)
  }
}

/** The signs that I answered a message with, here or in another window. */
export function hearSigned(cache: QueryClient, heard: { channel: Id; message: Id; mine: readonly string[] }): void {
  const { channel, message, mine } = heard
  const put = (held: Stretch): Stretch => {
    const items = held.items.map((it) => (it.id === message ? signedWith(it, mine) : it))
    return items.some((it, at) => it !== held.items[at]) ? { ...held, items } : held
  }
  cache.setQueryData<Stretch>(keys.stretch(channel), (held) => held && put(held))
  const threads = cache.getQueriesData<Stretch>({ queryKey: ['messages', 'thread', channel] })
  for (const [key] of threads) cache.setQueryData<Stretch>(key, (held) => held && put(held))
  cache.setQueryData<Message>(keys.one(channel, message), (it) => it && signedWith(it, mine))
}

/** How I keep a message. */
export const markIn = (cache: QueryClient, message: Id): MessageMark =>
  cache.getQueryData<MessageMark[]>(keys.marks)?.find((it) => it.message === message) ?? {
    message,
    is_saved: false,
    remind_at: null,
  }

/** I keep a message otherwise than before, here or in another window. */
export function hearKept(cache: QueryClient, mark: MessageMark): void {
  cache.setQueryData<MessageMark[]>(keys.marks, (list) => {
    if (!list) return list
    const others = list.filter((it) => it.message !== mark.message)
    if (!mark.is_saved && (mark.remind_at ?? null) === null) return others.length === list.length ? list : others
    return [...others, mark].sort((a, b) => (a.message < b.message ? -1 : 1))
  })
  askLists(cache)
}

/** Asks for the lists of what I keep, if this message is in them. */
function askKept(cache: QueryClient, message: Id): void {
  if (cache.getQueryData<MessageMark[]>(keys.marks)?.some((it) => it.message === message)) askLists(cache)
}

/** Asks for the lists of messages that I keep: some of them read otherwise, or are mine to read no more. */
export function askLists(cache: QueryClient): void {
  void cache.invalidateQueries({ queryKey: keys.saved })
  void cache.invalidateQueries({ queryKey: keys.reminders })
}

/** Asks again what was chosen in a poll. */
export function askVotes(cache: QueryClient, message: Id): void {
  void cache.invalidateQueries({
    predicate: ({ queryKey }) =>
      queryKey[0] === keys.all[0] && (queryKey[1] === 'vote' || queryKey[1] === 'votes') && queryKey[3] === message,
  })
}

/** As far as the server counts them: beyond, it is "99+". */
const MENTIONS_MAX = 100

/**
 * The counter of a channel after a message. One's own never counts, because whoever posts has read what stands there; but
 * of what was written for later and posted at its time nobody knows whether its author has read anything.
 */
export function counted(channel: Channel, message: Message, me: Id, isScheduled = false): Channel {
  const { seq } = message
  // Of an answer that shows in its thread only, the channel's counter says nothing.
  if (seq === null || seq === undefined || seq <= channel.last_seq) return channel
  const isMine = isMyOwn(message, me)
  const heard = { ...channel, last_seq: seq, last_posted_at: message.posted_at }
  if (isMine && !isScheduled) return { ...heard, read_seq: seq, unread: 0, mentions: 0 }
  const names = !isMine && mentionsMe(message.body, me)
  return {
    ...heard,
    unread: channel.unread + (seq - channel.last_seq) - (isMine ? 1 : 0),
    mentions: Math.min(channel.mentions + (names ? 1 : 0), MENTIONS_MAX),
  }
}

/** Whether I wrote it for later; `null`: that is not known here. */
function wasScheduled(cache: QueryClient, { draft }: Message): boolean | null {
  const known = cache.getQueryState<ScheduledMessage[]>(keys.scheduled)
  if (known?.data?.some((it) => it.draft === draft)) return true
  return known?.data && !known.isInvalidated ? false : null
}

function count(cache: QueryClient, message: Message): void {
  const me = meIn(cache) ?? ''
  const isScheduled = isMyOwn(message, me) ? wasScheduled(cache, message) : false
  let isUnsure = false
  const one = (it: Channel) => {
    if (it.id !== message.channel) return it
    const next = counted(it, message, me, isScheduled === true)
    // It may have been written for later: then what was unread still is.
    isUnsure ||= isScheduled === null && next !== it && it.unread > 0
    return next
  }
  const list = cache.setQueryData<Channel[]>(keys.mine, (held) => held?.map(one))
  cache.setQueryData<Channel>(keys.channel(message.channel), (it) => it && one(it))
  // A conversation that was too old for the list: with this it is among the newest.
  if (isUnsure || (list && !list.some((it) => it.id === message.channel)))
    void cache.invalidateQueries({ queryKey: keys.mine })
  if (isUnsure) void cache.invalidateQueries({ queryKey: keys.channel(message.channel) })
}

/**
 * How far one has read, here or in another window; going back is "unread from there". `isSure`: not the server alone knows
 * what is unread now. It is not, where something of what stands between was taken away or is one's own: then this is the most
 * that it can be.
 */
export function readUpTo(channel: Channel, seq: number): { channel: Channel; isSure: boolean } {
  const { last_seq, mentions } = channel
  const read_seq = Math.min(seq, last_seq)
  if (read_seq === channel.read_seq) return { channel, isSure: true }
  const most = last_seq - read_seq
  const isForward = read_seq > channel.read_seq
  const unread = isForward ? Math.min(channel.unread, most) : most
  // How many of those still unread name me is the server's to say, unless none is left.
  const isSure = unread === 0 || (isForward && mentions === 0 && isEachUnread(channel))
  return { channel: { ...channel, read_seq, unread, mentions: Math.min(mentions, unread) }, isSure }
}

/** Of what stands after the last that I read, nothing was taken away, cleared or written by me. */
const isEachUnread = ({ last_seq, read_seq, unread }: Channel) => unread === last_seq - read_seq

/** `true` if what is left, or what of it names me, is not known here and has to be asked for. */
export function hearRead(cache: QueryClient, id: Id, seq: number): boolean {
  let isUnsure = false
  cache.setQueryData<Channel[]>(keys.mine, (list) =>
    list?.map((it) => {
      if (it.id !== id) return it
      const { channel, isSure } = readUpTo(it, seq)
      isUnsure = !isSure
      return channel
    }),
  )
  // One that is too old for the list.
  cache.setQueryData<Channel>(keys.channel(id), (it) => it && readUpTo(it, seq).channel)
  return isUnsure
}

/** Whether what is left unread of a channel may be less than is shown, or name me less often: read in steps, it is asked for. */
export function isLeftUnsure(cache: QueryClient, id: Id): boolean {
  const it = channelIn(cache, id)
  return it !== undefined && it.unread > 0 && (it.mentions > 0 || !isEachUnread(it))
}

/** As [`isLeftUnsure`], of a thread. */
export function isThreadLeftUnsure(cache: QueryClient, root: Id): boolean {
  const it = cache.getQueryData<FollowedThreads>(keys.threads)?.items.find((each) => each.root.id === root)
  return it !== undefined && it.unread > 0 && it.unread !== it.last_seq - it.read_seq
}

/** It was heard before that it was taken away. */
function isKnownGone(cache: QueryClient, { id, channel, thread }: Message): boolean {
  const held = [keys.stretch(channel), ...(thread ? [keys.thread(channel, thread)] : [])]
  return held.some((key) =>
    cache.getQueryData<Stretch>(key)?.items.some((it) => it.id === id && Boolean(it.retracted_at)),
  )
}

/** `true` if a message that is otherwise now was unread: taken away, it is so no more, which the server counts. */
export function isLessUnread(cache: QueryClient, message: Message): boolean {
  if (!message.retracted_at) return false
  const me = meIn(cache) ?? ''
  if (isMyOwn(message, me) || isKnownGone(cache, message)) return false
  const { seq, thread, thread_seq } = message
  if (typeof seq === 'number' && seq > (channelIn(cache, message.channel)?.read_seq ?? seq)) return true
  const followed = cache.getQueryData<FollowedThreads>(keys.threads)?.items.find((it) => it.root.id === thread)
  return followed !== undefined && (thread_seq ?? 0) > followed.read_seq
}

/** A channel as it is now, also one that is too old for the list. */
export const channelIn = (cache: QueryClient, id: Id): Channel | undefined =>
  cache.getQueryData<Channel[]>(keys.mine)?.find((it) => it.id === id) ?? cache.getQueryData<Channel>(keys.channel(id))

/** A message, wherever it is held: alone, in its channel, in a thread. */
export const heldMessage = (cache: QueryClient, channel: Id, id: Id): Message | undefined =>
  cache.getQueryData<Message>(keys.one(channel, id)) ??
  [keys.stretch(channel), ['messages', 'thread', channel]]
    .flatMap((queryKey) => cache.getQueriesData<Stretch>({ queryKey }))
    .flatMap(([, held]) => held?.items ?? [])
    .find((it) => it.id === id)

/** A channel as the server answered to this person. */
export function putChannel(cache: QueryClient, channel: Channel): void {
  cache.setQueryData<Channel[]>(keys.mine, (list) => {
    if (!list) return list
    return list.some((it) => it.id === channel.id)
      ? list.map((it) => (it.id === channel.id ? channel : it))
      : [...list, channel]
  })
}

/** Takes lines out of every list that is held, but for what I wrote for later: that is my own, and says why it does not leave. */
function takeOut(cache: QueryClient, goes: Parameters<typeof without>[1]): void {
  for (const [key, held] of cache.getQueriesData({ queryKey: keys.all })) {
    if (key[1] === keys.scheduled[1]) continue
    const left = without(held, goes)
    if (left !== held) cache.setQueryData(key, left)
  }
}

/** What was said in a channel up to this place is gone, but for decisions: from the screen at once, and whatever else is held of it. */
export function hearCleared(cache: QueryClient, channel: Id, seq: number): void {
  takeOut(cache, clearedIn(channel, seq))
  const me = meIn(cache)
  if (me !== undefined) forgetEditsUpTo(me, channel, seq)
  void cache.invalidateQueries({ queryKey: keys.stretch(channel) })
  void cache.invalidateQueries({ queryKey: keys.channel(channel) })
  // Threads, single messages, pins, texts of before: shown no longer until they are asked for again.
  void cache.resetQueries({
    predicate: ({ queryKey }) =>
      queryKey[0] === keys.all[0] &&
      (queryKey[1] === keys.allVersions[1] || (queryKey.includes(channel) && !STAYS.has(String(queryKey[1])))),
  })
  for (const queryKey of [keys.marks, keys.allDecisions, keys.allCatchUp, keys.found])
    void cache.invalidateQueries({ queryKey })
  askLists(cache)
}

/** Of a channel that was cleared: what does not speak of its messages. */
const STAYS: ReadonlySet<string> = new Set(['stretch', 'channel', 'people', 'automates'])

/** Forgets a channel that is no longer mine to read, so that nothing of it stays readable in this tab. */
export function dropChannel(cache: QueryClient, channel: Id): void {
  cache.removeQueries({
    predicate: (query) => {
      const [area, what] = query.queryKey
      if (area !== keys.all[0] || (what === keys.channel(channel)[1] && query.isActive())) return false
      return query.queryKey.includes(channel) || what === keys.allVersions[1]
    },
  })
  takeOut(cache, inChannel(channel))
  // Where it is on screen without being in the list, it is asked for again: what is only forgotten goes on being shown.
  void cache.resetQueries({ queryKey: keys.channel(channel) })
}
