// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server about messages that do not stay. See `queries.ts`.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { Id } from '@/api/types'
import { putChannel } from './cache'
import { keys } from './keys'

/** How many messages would go: all of them, or those older than so many days. Never an answer of before: others write. */
export const historyOf = (channel: Id, days: number | null) =>
  queryOptions({
    queryKey: keys.history(channel, days),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/channels/{channel}/history', {
          params: { path: { channel }, query: days === null ? {} : { older_than_days: days } },
          signal,
        }),
      ),
    staleTime: 0,
    gcTime: 0,
  })

/** What is on the screen goes when the server says so to all. */
export function useClearHistory() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (channel: Id) => answer(api.DELETE('/channels/{channel}/history', { params: { path: { channel } } })),
    onSuccess: (channel) => putChannel(cache, channel),
  })
}

export function useSetExpiry() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, days }: { channel: Id; days: number | null }) =>
      answer(api.PUT('/channels/{channel}/expiry', { params: { path: { channel } }, body: { days } })),
    onSuccess: (channel) => putChannel(cache, channel),
  })
}
