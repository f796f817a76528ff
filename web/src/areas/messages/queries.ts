// SPDX-License-Identifier: EUPL-1.2
// Everything the messages area asks of the server, beside `mine.ts` and `found.ts`: the only files of the area that name paths.

import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, ifMatch } from '@/api/client'
import { newDraft } from '@/api/draft'
import { useMe } from '@/api/me'
import type {
  Channel,
  ChannelKind,
  ChannelPatch,
  Id,
  KeptSo,
  Member,
  Message,
  Messages,
  MyThread,
  NewMessage,
  Page,
  Person,
  ThreadAttention,
} from '@/api/types'
import { ask, askInRest } from './asking'
import {
  type Cards,
  channelIn,
  dropChannel,
  hearChanged,
  hearPosted,
  hearRead,
  hearThreadKept,
  hearThreadRead,
  isLeftUnsure,
  isThreadLeftUnsure,
  keepCards,
  putChannel,
} from './cache'
import { keys } from './keys'
import { myChannels } from './mine'
import { merged, placeInChannel, type Stretch, stretchOf, withNewer, withOlder } from './stretch'

/** Messages asked for at once. */
export const PAGE = 50
/** What is held of a channel is asked for again after an absence, up to this many pages of the longest kind. */
const REFETCH_PAGES = 2
const REFETCH_PAGE = 200

/** Cards of people met so far; only ever written here, never asked for as a whole. */
export const cards = queryOptions<Cards>({
  queryKey: keys.cards,
  queryFn: () => ({}),
  initialData: {},
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  enabled: false,
})

export const nothing: Stretch = { items: [], hasOlder: false, hasNewer: false }

type Part = { before: number } | { after: number } | { around: number } | Record<string, never>

async function partOf(
  cache: QueryClient,
  channel: Id,
  part: Part,
  limit = PAGE,
  signal?: AbortSignal,
): Promise<Messages> {
  const page = await answer(
    api.GET('/channels/{channel}/messages', {
      params: { path: { channel }, query: { limit, ...part } },
      ...(signal ? { signal } : {}),
    }),
  )
  keepCards(cache, page.people)
  return page
}

/** What is held, asked for again from its first message on. */
export async function askedAgain(
  held: Stretch,
  place: (it: Message) => number | null,
  heldNow: () => Stretch | undefined,
  pageAfter: (after: number) => Promise<Messages>,
): Promise<Stretch> {
  const endOf = (it: Stretch) => place(it.items.at(-1) as Message) ?? 0
  const first = place(held.items[0] as Message) ?? 0
  const end = endOf(held)
  let next: Stretch = { items: [], hasOlder: held.hasOlder, hasNewer: true }
  for (let page = 0; page < REFETCH_PAGES && next.hasNewer; page++) {
    const { items, has_newer } = await pageAfter(next.items.length === 0 ? first - 1 : endOf(next))
    next = { ...next, items: merged(next.items, items, place), hasNewer: has_newer }
    // In the middle of the history only what was held is needed.
    if (next.items.length === 0 || (held.hasNewer && endOf(next) >= end)) break
  }
  // What came by the socket meanwhile: the newer of two sayings holds.
  const last = next.items.length === 0 ? 0 : endOf(next)
  const answered = new Set(next.items.map((it) => it.id))
  const before = new Set(held.items)
  const heard = (heldNow()?.items ?? []).filter(
    (it) => !before.has(it) && (answered.has(it.id) || (!next.hasNewer && (place(it) ?? 0) > last)),
  )
  return { ...next, items: merged(next.items, heard, place) }
}

/**
 * The stretch of a channel on screen. The first time it begins where `around` says, or at the end; after an absence
 * (the socket says so) what is held is asked for again from its first message on.
 */
export const stretchIn = (cache: QueryClient, channel: Id, around: number | null) =>
  queryOptions({
    queryKey: keys.stretch(channel),
    queryFn: async ({ signal }): Promise<Stretch> => {
      const held = cache.getQueryData<Stretch>(keys.stretch(channel))
      const first = held?.items[0]?.seq
      if (!held || typeof first !== 'number')
        return stretchOf(await partOf(cache, channel, around === null ? {} : { around }, PAGE, signal))
      return await askedAgain(
        held,
        placeInChannel,
        () => cache.getQueryData<Stretch>(keys.stretch(channel)),
        (after) => partOf(cache, channel, { after }, REFETCH_PAGE, signal),
      )
    },
    meta: { mergesWhatIsHeard: true },
    // What is merged keeps what has not changed; compared place by place, a page before it would have all of it new.
    structuralSharing: false,
    // Kept true by the socket; a channel left for a while is asked for again.
    staleTime: 5 * 60_000,
  })

/** So many messages after what is read: the history begins at the first unread one, otherwise at its end, which holds it. */
const NEAR_END = 40

/** Where the history of a channel begins on screen: around this place, or (`null`) at its end. */
export const beginningOf = ({ unread, read_seq, last_seq }: Pick<Channel, 'unread' | 'read_seq' | 'last_seq'>) =>
  // Few may be unread among many that are one's own.
  unread > 0 && last_seq - read_seq > NEAR_END ? read_seq : null

/** Asks for a channel that is about to be opened: the pointer or the focus is on its link. */
export const warmChannel = (cache: QueryClient, channel: Channel): Promise<void> =>
  cache.prefetchQuery(stretchIn(cache, channel.id, beginningOf(channel)))

/** One more page at an end of what is held. */
export async function loadMore(cache: QueryClient, channel: Id, end: 'older' | 'newer'): Promise<void> {
  const held = cache.getQueryData<Stretch>(keys.stretch(channel))
  const edge = end === 'older' ? held?.items[0]?.seq : held?.items.at(-1)?.seq
  if (!held || typeof edge !== 'number') return
  const page = await partOf(cache, channel, end === 'older' ? { before: edge } : { after: edge })
  cache.setQueryData<Stretch>(keys.stretch(channel), (now) => {
    // Another part is held since: this page does not follow it.
    if (!now || edge !== (end === 'older' ? now.items[0]?.seq : now.items.at(-1)?.seq)) return now
    return end === 'older' ? withOlder(now, page, placeInChannel) : withNewer(now, page, placeInChannel)
  })
}

/** Another part of the channel instead of what is held: its end, or around a message. */
export async function loadAt(cache: QueryClient, channel: Id, around: number | null): Promise<void> {
  await replaceHeld(
    cache,
    keys.stretch(channel),
    async () => stretchOf(await partOf(cache, channel, around === null ? {} : { around })),
    (next) => {
      // What was posted while this was on its way was heard for another part.
      const end = channelIn(cache, channel)?.last_seq ?? 0
      return { ...next, hasNewer: next.hasNewer || end > (next.items.at(-1)?.seq ?? 0) }
    },
  )
}

/** Asks for another part than the one that is held. */
export async function replaceHeld(
  cache: QueryClient,
  queryKey: readonly string[],
  ask: () => Promise<Stretch>,
  made: (next: Stretch) => Stretch,
): Promise<void> {
  const wasAsked = cache.isFetching({ queryKey, exact: true }) > 0
  await cache.cancelQueries({ queryKey })
  const next = await ask().catch((error) => {
    // What is held stays, and with it the reason for which it was being asked for.
    if (wasAsked) void cache.invalidateQueries({ queryKey, exact: true })
    throw error
  })
  // The socket, after an absence, has what is held asked for again: for the part that was held before. It would be put
  // over this one.
  const isAskedAgain = cache.isFetching({ queryKey, exact: true }) > 0
  if (isAskedAgain) await cache.cancelQueries({ queryKey })
  cache.setQueryData<Stretch>(queryKey, made(next))
  if (isAskedAgain) void cache.invalidateQueries({ queryKey, exact: true })
}

export const messageOf = (channel: Id, message: Id) =>
  queryOptions({
    queryKey: keys.one(channel, message),
    queryFn: ({ signal }) => answer(api.GET('/messages/{message}', { params: { path: { message } }, signal })),
  })

/** How far I have read a thread: asides keep it true, but those of an absence are never said again. */
export const myThread = (channel: Id, root: Id) =>
  queryOptions({
    queryKey: keys.myThread(channel, root),
    queryFn: ({ signal }) =>
      answer(api.GET('/messages/{message}/thread', { params: { path: { message: root } }, signal })),
    staleTime: 0,
    refetchOnMount: 'always',
  })

export const pinsOf = (cache: QueryClient, channel: Id) =>
  queryOptions({
    queryKey: keys.pins(channel),
    queryFn: async ({ signal }) => {
      const page = await answer(api.GET('/channels/{channel}/pins', { params: { path: { channel } }, signal }))
      keepCards(cache, page.people)
      return page.items
    },
  })

/** What was decided in a project, the last first, as far as I read its channels. */
export const decisionsOf = (cache: QueryClient, project: Id) =>
  infiniteQueryOptions({
    queryKey: keys.decisions(project),
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 30, ...(pageParam === null ? {} : { before: pageParam }) }
      const page = await answer(
        api.GET('/projects/{project}/decisions', { params: { path: { project }, query }, signal }),
      )
      keepCards(cache, page.people)
      return page
    },
    initialPageParam: null as Id | null,
    getNextPageParam: (last: Messages) => (last.has_older ? (last.items.at(-1)?.id ?? null) : null),
  })

/** What a message said before, the oldest first: it may have been edited without end. */
export const versionsOf = (message: Message) =>
  infiniteQueryOptions({
    queryKey: keys.versions(message.id, message.etag),
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === null ? {} : { after: pageParam }
      return answer(
        api.GET('/messages/{message}/versions', { params: { path: { message: message.id }, query }, signal }),
      )
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.has_newer ? (last.items.at(-1)?.version ?? null) : null),
  })

export const peopleOf = (channel: Id) =>
  queryOptions({
    queryKey: keys.people(channel),
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/channels/{channel}/people', { params: { path: { channel } }, signal }))).items,
  })

/** So many readers of a channel are known at once; of more, those are asked for whose name begins as is typed. */
export const READERS_MAX = 200

/** Who reads a channel, by themselves or by a group: who can be named in it. */
export const readersIn = (cache: QueryClient, channel: Id, typed = '') =>
  queryOptions({
    queryKey: keys.readers(channel, typed),
    queryFn: async ({ signal }): Promise<Person[]> => {
      const query = { limit: typed === '' ? READERS_MAX : 20, ...(typed === '' ? {} : { q: typed }) }
      const { items } = await answer(
        api.GET('/channels/{channel}/readers', { params: { path: { channel }, query }, signal }),
      )
      keepCards(cache, items)
      return items
    },
    staleTime: 5 * 60_000,
  })

/** Who is in a project, people and groups. */
export const membersIn = (cache: QueryClient, project: Id) =>
  queryOptions({
    queryKey: keys.members(project),
    queryFn: async ({ signal }): Promise<Member[]> => {
      const items: Member[] = []
      let after: string | null = null
      do {
        const page: Page<Member> = await answer(
          api.GET('/projects/{project}/members', {
            params: { path: { project }, query: { limit: 200, ...(after === null ? {} : { after }) } },
            signal,
          }),
        )
        items.push(...page.items)
        after = page.next
      } while (after !== null)
      keepCards(
        cache,
        items.flatMap((it) => it.person ?? []),
      )
      return items
    },
    staleTime: 5 * 60_000,
  })

export const peopleLike = (q: string, project?: Id) =>
  queryOptions({
    queryKey: ['people', 'search', q, project ?? null],
    queryFn: async ({ signal }): Promise<Person[]> =>
      (
        await answer(
          api.GET('/people', { params: { query: { q, limit: 8, ...(project ? { project } : {}) } }, signal }),
        )
      ).items,
  })

/** Posts under a draft key: sent again, it is posted once. */
export async function post(cache: QueryClient, channel: Id, body: NewMessage): Promise<Message> {
  const message = await answer(api.POST('/channels/{channel}/messages', { params: { path: { channel } }, body }))
  hearPosted(cache, { message, people: [] })
  if (message.thread) void askWhetherFollowed(cache, channel, message.thread)
  return message
}

/** Who answers follows the thread, unless they have chosen otherwise: that is the server's to say. How far it is read stays. */
async function askWhetherFollowed(cache: QueryClient, channel: Id, root: Id): Promise<void> {
  if (cache.getQueryData<MyThread>(keys.myThread(channel, root))?.attention !== 'unfollowed') return
  const now = await answer(api.GET('/messages/{message}/thread', { params: { path: { message: root } } })).catch(
    () => null,
  )
  if (now) hearThreadKept(cache, channel, root, now.attention)
}

/** How far one has read. Said here at once; the server tells one's other windows. */
export async function mark(cache: QueryClient, channel: Id, seq: number): Promise<void> {
  const isUnsure = hearRead(cache, channel, seq)
  // Also while the page goes away.
  await answer(api.PUT('/channels/{channel}/read', { params: { path: { channel } }, body: { seq }, keepalive: true }))
  if (isUnsure) ask(cache)
  else if (isLeftUnsure(cache, channel)) askInRest(cache)
}

/** As [`mark`], of a thread. */
export async function markThread(cache: QueryClient, root: Id, read_seq: number): Promise<void> {
  const isUnsure = hearThreadRead(cache, root, read_seq)
  // Also while the page goes away.
  await answer(
    api.PUT('/messages/{message}/thread', { params: { path: { message: root } }, body: { read_seq }, keepalive: true }),
  )
  if (isUnsure) ask(cache)
  else if (isThreadLeftUnsure(cache, root)) askInRest(cache)
}

export function useKeepThread() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ root, attention }: { channel: Id; root: Id; attention: ThreadAttention }) =>
      answer(api.PUT('/messages/{message}/thread', { params: { path: { message: root } }, body: { attention } })),
    onSuccess: (_, { channel, root, attention }) => {
      hearThreadKept(cache, channel, root, attention)
      return cache.invalidateQueries({ queryKey: keys.threads })
    },
  })
}

/** A thread read to its end, without having opened it. Shown at once; asked for again if it is refused. */
export function useReadThread() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ root, seq }: { root: Id; seq: number }) => markThread(cache, root, seq),
    onError: () => cache.invalidateQueries({ queryKey: keys.threads }),
  })
}

export function useResolve() {
  return useMutation({
    mutationFn: ({ root, isResolved }: { root: Id; isResolved: boolean }) => {
      const it = { params: { path: { message: root } } }
      return isResolved
        ? answer(api.PUT('/messages/{message}/resolution', it))
        : answer(api.DELETE('/messages/{message}/resolution', it))
    },
  })
}

export function useEdit() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ message, body }: { message: Message; body: string }) =>
      answer(
        api.PATCH('/messages/{message}', {
          params: { path: { message: message.id }, header: ifMatch(message) },
          body: { body },
        }),
      ),
    onSuccess: (message) => hearChanged(cache, { message, people: [] }),
  })
}

export function useRetract() {
  return useMutation({
    mutationFn: (message: Id) => answer(api.DELETE('/messages/{message}', { params: { path: { message } } })),
  })
}

export function usePin() {
  return useMutation({
    mutationFn: ({ message, isPinned }: { message: Id; isPinned: boolean }) => {
      const it = { params: { path: { message } } }
      return isPinned
        ? answer(api.PUT('/messages/{message}/pin', it))
        : answer(api.DELETE('/messages/{message}/pin', it))
    },
  })
}

export interface Sign {
  message: Message
  emoji: string
  isOn: boolean
  me: Id
}

/** Shown at once; taken back if it is refused. */
export function useReact() {
  const cache = useQueryClient()
  const show = (sign: Sign) => hearChanged(cache, { message: signed(sign), people: [] })
  return useMutation({
    mutationFn: ({ message, emoji, isOn }: Sign) => {
      const it = { params: { path: { message: message.id, emoji } } }
      return isOn
        ? answer(api.PUT('/messages/{message}/reactions/{emoji}', it))
        : answer(api.DELETE('/messages/{message}/reactions/{emoji}', it))
    },
    onMutate: show,
    onError: (_, { message }) => hearChanged(cache, { message, people: [] }),
  })
}

/** The message with one's sign, or without it. */
export function signed({ message, emoji, isOn, me }: Sign): Message {
  const before = message.reactions.find((it) => it.emoji === emoji)
  const was = before?.is_mine ?? false
  const count = (before?.count ?? 0) + Number(isOn) - Number(was)
  const others = before?.people.filter((it) => it !== me) ?? []
  // Of a sign that many gave, the first ones are named: I come after them.
  const people = isOn && others.length === count - 1 ? [...others, me] : others
  const next = { emoji, count, is_mine: isOn, people }
  const reactions = before
    ? message.reactions.map((it) => (it === before ? next : it)).filter((it) => it.count > 0)
    : isOn
      ? [...message.reactions, next]
      : message.reactions
  return { ...message, reactions }
}

export interface ChannelToMake {
  project: Id
  kind: ChannelKind
  name: string
  topic: string
  people: Id[]
  requires_threads: boolean
}

export function useCreateChannel() {
  const cache = useQueryClient()
  // The same for as long as the dialog is open: pressed twice, it is one channel.
  const [draft] = useState(newDraft)
  return useMutation({
    mutationFn: ({ project, topic, ...channel }: ChannelToMake) =>
      answer(
        api.POST('/projects/{project}/channels', {
          params: { path: { project } },
          body: { draft, ...channel, ...(topic.trim() === '' ? {} : { topic }) },
        }),
      ),
    onSuccess: (channel) => putChannel(cache, channel),
  })
}

export function useOpenConversation() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (people: Id[]) => answer(api.POST('/me/conversations', { body: { people } })),
    onSuccess: (channel) => putChannel(cache, channel),
  })
}

export function useEditChannel() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, patch }: { channel: Pick<Channel, 'id' | 'etag'>; patch: ChannelPatch }) =>
      answer(
        api.PATCH('/channels/{channel}', {
          params: { path: { channel: channel.id }, header: ifMatch(channel) },
          body: patch,
        }),
      ),
    onSuccess: (channel) => putChannel(cache, channel),
  })
}

export function useArchiveChannel() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, isClosed }: { channel: Id; isClosed: boolean }) => {
      const it = { params: { path: { channel } } }
      return isClosed
        ? answer(api.PUT('/channels/{channel}/archive', it))
        : answer(api.DELETE('/channels/{channel}/archive', it))
    },
    onSuccess: (channel) => putChannel(cache, channel),
  })
}

export function useKeepChannel() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, kept }: { channel: Id; kept: KeptSo }) =>
      answer(api.PUT('/channels/{channel}/mine', { params: { path: { channel } }, body: kept })),
    onSuccess: (channel) => putChannel(cache, channel),
  })
}

/** Who says who is in a private channel and how it works. */
export function useChannelManager() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, who, isManager }: { channel: Id; who: Id; isManager: boolean }) => {
      const params = { path: { channel, who } }
      return isManager
        ? answer(api.PUT('/channels/{channel}/managers/{who}', { params }))
        : answer(api.DELETE('/channels/{channel}/managers/{who}', { params }))
    },
    onSettled: (_, __, { channel }) => cache.invalidateQueries({ queryKey: keys.people(channel) }),
  })
}

/** Out of a conversation of several people, for good. */
export function useLeaveConversation() {
  const cache = useQueryClient()
  const { account: me } = useMe()
  return useMutation({
    mutationFn: (channel: Id) =>
      answer(api.DELETE('/channels/{channel}/people/{who}', { params: { path: { channel, who: me.id } } })),
    onSuccess: (_, channel) => dropChannel(cache, channel),
  })
}

/** Out of a private channel. Whether one stays in it through a group is the server's to say: `true` if so. */
export function useLeaveChannel() {
  const cache = useQueryClient()
  const { account: me } = useMe()
  return useMutation({
    mutationFn: async (channel: Id): Promise<boolean> => {
      await answer(api.DELETE('/channels/{channel}/people/{who}', { params: { path: { channel, who: me.id } } }))
      const mine = await cache.fetchQuery({ ...myChannels, staleTime: 0 }).catch(() => [])
      const isStillIn = mine.some((it) => it.id === channel)
      if (!isStillIn) dropChannel(cache, channel)
      return isStillIn
    },
    onSettled: (_, __, channel) => cache.invalidateQueries({ queryKey: keys.people(channel) }),
  })
}

/** Out of the list, until something is said in it. */
export function useHideConversation() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (channel: Id) => answer(api.PUT('/channels/{channel}/hidden', { params: { path: { channel } } })),
    onSuccess: (_, channel) => {
      cache.setQueryData<Channel[]>(keys.mine, (list) => list?.filter((it) => it.id !== channel))
      void cache.invalidateQueries({ queryKey: keys.conversations })
    },
  })
}

/** Into the list again. */
export function useShowConversation() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (channel: Channel) =>
      answer(api.DELETE('/channels/{channel}/hidden', { params: { path: { channel: channel.id } } })),
    onSuccess: (_, channel) => {
      putChannel(cache, { ...channel, is_hidden: false })
      void cache.invalidateQueries({ queryKey: keys.conversations })
    },
  })
}

/** A channel that is not in my list: a conversation that is too old for it, or that I have put away. */
export const channelOf = (channel: Id) =>
  queryOptions({
    queryKey: keys.channel(channel),
    queryFn: ({ signal }) => answer(api.GET('/channels/{channel}', { params: { path: { channel } }, signal })),
  })

/** All conversations of mine, those with the latest words first. */
export const conversations = infiniteQueryOptions({
  queryKey: keys.conversations,
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: 30, ...(pageParam === null ? {} : { after: pageParam }) }
    return answer(api.GET('/me/conversations', { params: { query }, signal }))
  },
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next ?? null,
})

export function useChannelPerson() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, who, isIn }: { channel: Id; who: Id; isIn: boolean }) => {
      const params = { path: { channel, who } }
      return isIn
        ? answer(api.PUT('/channels/{channel}/people/{who}', { params }))
        : answer(api.DELETE('/channels/{channel}/people/{who}', { params }))
    },
    onSettled: (_, __, { channel }) => cache.invalidateQueries({ queryKey: keys.people(channel) }),
  })
}
