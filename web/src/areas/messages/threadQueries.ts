// SPDX-License-Identifier: EUPL-1.2
// What the server says of threads: of those that one follows, and of the answers of one.

import { keepPreviousData, type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { answer, api } from '@/api/client'
import type { FollowedThread, FollowedThreads, Id, Message, Messages } from '@/api/types'
import { keepCards } from './cache'
import { keys } from './keys'
import { askedAgain, PAGE, replaceHeld } from './queries'
import { merged, placeInThread, type Stretch, withNewer } from './stretch'

/** The server answers with at most this many, those with the latest answers first. */
export const THREADS_MAX = 200
/** Answers shown under each. */
const LAST = 2

export const followedThreads = (cache: QueryClient) =>
  queryOptions({
    queryKey: keys.threads,
    queryFn: async ({ signal }): Promise<FollowedThreads> => {
      const threads = await answer(api.GET('/me/threads', { signal }))
      keepCards(cache, threads.people)
      return threads
    },
    // Answers are heard; what one reads or follows in another window is not said by any frame.
    refetchOnWindowFocus: 'always',
  })

/** The last answers of a thread, as they were when it had so many. */
export const lastAnswers = (cache: QueryClient, { root, last_seq: last }: FollowedThread) => {
  return queryOptions({
    queryKey: keys.lastAnswers(root.channel, root.id, last),
    queryFn: async ({ signal }) => {
      return (await answersOf(cache, root.id, Math.max(0, last - LAST), LAST, signal)).items
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** How many followed threads have something new, in a project (its channels' ids) or everywhere (`null`). */
export const unreadThreads = ({ items }: FollowedThreads, channels: ReadonlySet<Id> | null): number =>
  items.filter((it) => it.unread > 0 && (channels === null || channels.has(it.root.channel))).length

/** How many answers of a thread one has not read; of those that one does not follow it is not known. */
export function useUnreadIn(root: Id): number {
  const cache = useQueryClient()
  const select = useCallback(
    (it: FollowedThreads) => it.items.find((each) => each.root.id === root)?.unread ?? 0,
    [root],
  )
  // Asked for by the frame, which counts them.
  return useQuery({ ...followedThreads(cache), enabled: false, select }).data ?? 0
}

/** A thread opens with at most this many answers, the most that are given at once. */
const OPENING = 200
/** Answers shown above the one at which a thread opens. */
const ABOVE = 20

async function answersOf(
  cache: QueryClient,
  message: Id,
  after: number,
  limit: number,
  signal?: AbortSignal,
): Promise<Messages> {
  const page = await answer(
    api.GET('/messages/{message}/answers', {
      params: { path: { message }, query: { after, limit } },
      ...(signal ? { signal } : {}),
    }),
  )
  keepCards(cache, page.people)
  return page
}

/** After which answer a thread is asked for: its last ones, and what one comes for (`null`: its end) with some before it. */
export const threadFrom = (count: number, wanted: number | null): number =>
  Math.max(0, Math.min(count - PAGE, wanted === null ? Number.POSITIVE_INFINITY : wanted - 1 - ABOVE))

/** Whether what is held reaches what one comes for. */
export const holds = ({ items, hasOlder, hasNewer }: Stretch, wanted: number | null): boolean => {
  const [first] = items
  const last = items.at(-1)
  if (wanted === null || !first || !last) return !hasNewer
  return (!hasOlder || (placeInThread(first) ?? 0) <= wanted) && (!hasNewer || wanted <= (placeInThread(last) ?? 0))
}

/** The answers of a thread that are held: from this place on at first, then what was held. */
export const threadOf = (cache: QueryClient, channel: Id, root: Id, from: number) => {
  const queryKey = keys.thread(channel, root)
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<Stretch> => {
      const held = cache.getQueryData<Stretch>(queryKey)
      const pageAfter = (after: number) => answersOf(cache, root, after, OPENING, signal)
      if (held && held.items.length > 0)
        return await askedAgain(held, placeInThread, () => cache.getQueryData<Stretch>(queryKey), pageAfter)
      const { items, has_newer } = await pageAfter(from)
      return { items, hasOlder: from > 0, hasNewer: has_newer }
    },
    meta: { mergesWhatIsHeard: true },
    // What is merged keeps what has not changed; compared place by place, a page before it would have all of it new.
    structuralSharing: false,
    staleTime: 5 * 60_000,
  })
}

/** One more page at an end of the answers that are held. */
export async function loadMoreAnswers(
  cache: QueryClient,
  channel: Id,
  root: Id,
  end: 'older' | 'newer',
): Promise<void> {
  const queryKey = keys.thread(channel, root)
  const edgeOf = (it: Stretch | undefined) => {
    const edge = end === 'older' ? it?.items[0] : it?.items.at(-1)
    return edge && placeInThread(edge)
  }
  const edge = edgeOf(cache.getQueryData<Stretch>(queryKey))
  if (typeof edge !== 'number') return
  const put = (change: (held: Stretch) => Stretch) =>
    // Another part is held since: this page does not follow it.
    cache.setQueryData<Stretch>(queryKey, (now) => (now && edgeOf(now) === edge ? change(now) : now))
  if (end === 'newer') {
    const page = await answersOf(cache, root, edge, PAGE)
    put((held) => withNewer(held, page, placeInThread))
    return
  }
  // What comes before is asked for by the place after which it stands: places follow each other, but where answers were
  // cleared.
  let size = PAGE
  let older: readonly Message[] = []
  let from = edge - 1
  while (older.length === 0 && from > 0) {
    const before = from
    from = Math.max(0, before - size)
    const { items } = await answersOf(cache, root, from, before - from)
    older = items.filter((it) => (placeInThread(it) ?? 0) < edge)
    size = OPENING
  }
  put((held) => ({ ...held, items: merged(held.items, older, placeInThread), hasOlder: from > 0 }))
}

/** Another part of the thread instead of what is held: from this place on, or (`null`) its end. */
export async function loadAnswersAt(cache: QueryClient, channel: Id, root: Id, from: number | null): Promise<void> {
  const count = () => cache.getQueryData<Message>(keys.one(channel, root))?.answers?.count ?? 0
  const before = count()
  await replaceHeld(
    cache,
    keys.thread(channel, root),
    async () => {
      const start = from ?? threadFrom(before, null)
      let page = await answersOf(cache, root, start, OPENING)
      let items: readonly Message[] = page.items
      // Where answers were cleared, their number says less than the place of the last one.
      while (from === null && page.has_newer) {
        page = await answersOf(cache, root, placeInThread(items.at(-1) as Message) ?? 0, OPENING)
        items = merged(items, page.items, placeInThread)
      }
      return { items, hasOlder: start > 0, hasNewer: page.has_newer }
    },
    // What was posted while this was on its way was heard for another part.
    (next) => ({ ...next, hasNewer: next.hasNewer || count() > before }),
  )
}
