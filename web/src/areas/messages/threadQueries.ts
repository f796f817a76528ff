// SPDX-License-Identifier: EUPL-1.2
// What the server says of the threads that one follows.

import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { FollowedThread, FollowedThreads, Id } from '@/api/types'
import { keepCards } from './cache'
import { keys } from './keys'

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
export const lastAnswers = (cache: QueryClient, { root, read_seq, unread }: FollowedThread) => {
  const last = read_seq + unread
  return queryOptions({
    queryKey: keys.lastAnswers(root.channel, root.id, last),
    queryFn: async ({ signal }) => {
      const page = await answer(
        api.GET('/messages/{message}/answers', {
          params: { path: { message: root.id }, query: { after: Math.max(0, last - LAST), limit: LAST } },
          signal,
        }),
      )
      keepCards(cache, page.people)
      return page.items
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** How many followed threads have something new, in a project (its channels' ids) or everywhere (`null`). */
export const unreadThreads = ({ items }: FollowedThreads, channels: ReadonlySet<Id> | null): number =>
  items.filter((it) => it.unread > 0 && (channels === null || channels.has(it.root.channel))).length
