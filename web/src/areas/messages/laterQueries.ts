// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server about what one keeps for later. See `queries.ts`.

import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, ifMatch } from '@/api/client'
import type { Id, NewScheduledMessage, ScheduledMessage, ScheduledMessagePatch } from '@/api/types'
import { hearKept, keepCards, markIn } from './cache'
import { keys } from './keys'

export const marks = queryOptions({
  queryKey: keys.marks,
  queryFn: async ({ signal }) => (await answer(api.GET('/me/message-marks', { signal }))).items,
  // Kept true by the socket.
  staleTime: 5 * 60_000,
})

export const savedMessages = infiniteQueryOptions({
  queryKey: keys.saved,
  queryFn: async ({ pageParam, signal, client }) => {
    const page = await answer(
      api.GET('/me/saved-messages', {
        params: { query: { limit: 50, ...(pageParam === null ? {} : { after: pageParam }) } },
        signal,
      }),
    )
    keepCards(client, page.people)
    return { items: page.items, next: page.next ?? null }
  },
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
})

export const reminders = queryOptions({
  queryKey: keys.reminders,
  queryFn: async ({ signal, client }) => {
    const list = await answer(api.GET('/me/reminders', { signal }))
    keepCards(client, list.people)
    return list.items
  },
})

export const scheduledMessages = queryOptions({
  queryKey: keys.scheduled,
  queryFn: async ({ signal }) => (await answer(api.GET('/me/scheduled-messages', { signal }))).items,
  staleTime: 5 * 60_000,
})

/** Shown at once; asked for again if it is refused. */
export function useSave() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ message, isSaved }: { message: Id; isSaved: boolean }) => {
      const it = { params: { path: { message } } }
      return isSaved
        ? answer(api.PUT('/messages/{message}/saved', it))
        : answer(api.DELETE('/messages/{message}/saved', it))
    },
    onMutate: ({ message, isSaved }) => hearKept(cache, { ...markIn(cache, message), is_saved: isSaved }),
    onError: () => cache.invalidateQueries({ queryKey: keys.marks }),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.saved }),
  })
}

/** `null`: not any more. */
export function useRemind() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ message, at }: { message: Id; at: string | null }) => {
      const params = { path: { message } }
      return at === null
        ? answer(api.DELETE('/messages/{message}/reminder', { params }))
        : answer(api.PUT('/messages/{message}/reminder', { params, body: { remind_at: at } }))
    },
    onSuccess: (_, { message, at }) => hearKept(cache, { ...markIn(cache, message), remind_at: at }),
  })
}

export function useSchedule() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, body }: { channel: Id; body: NewScheduledMessage }) =>
      answer(api.POST('/channels/{channel}/scheduled-messages', { params: { path: { channel } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.scheduled }),
  })
}

export function useChangeScheduled() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ scheduled, patch }: { scheduled: ScheduledMessage; patch: ScheduledMessagePatch }) =>
      answer(
        api.PATCH('/scheduled-messages/{scheduled}', {
          params: { path: { scheduled: scheduled.id }, header: ifMatch(scheduled) },
          body: patch,
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.scheduled }),
  })
}

export function useCancelScheduled() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (scheduled: Id) =>
      answer(api.DELETE('/scheduled-messages/{scheduled}', { params: { path: { scheduled } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.scheduled }),
  })
}

export function useSendScheduled() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (scheduled: Id) =>
      answer(api.PUT('/scheduled-messages/{scheduled}/sending', { params: { path: { scheduled } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.scheduled }),
  })
}
