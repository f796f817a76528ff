// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server about polls. See `queries.ts`.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '@/api/client'
import { newDraft } from '@/api/draft'
import type { Id, NewPoll } from '@/api/types'
import { hearPosted, keepCards } from './cache'
import { keys } from './keys'

/** What I chose: nobody else's frames say it. */
export const myVote = (channel: Id, message: Id) =>
  queryOptions({
    queryKey: keys.vote(channel, message),
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/messages/{message}/poll/vote', { params: { path: { message } }, signal }))).options,
    staleTime: 5 * 60_000,
  })

/** Who chose what, of a poll with names. */
export const votesOf = (channel: Id, message: Id) =>
  queryOptions({
    queryKey: keys.votes(channel, message),
    queryFn: async ({ signal, client }) => {
      const all = await answer(api.GET('/messages/{message}/poll/votes', { params: { path: { message } }, signal }))
      keepCards(client, all.people)
      return all.options
    },
  })

/** Shown at once; asked for again if it is refused. */
export function useVote(channel: Id, message: Id) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (options: number[]) =>
      answer(api.PUT('/messages/{message}/poll/vote', { params: { path: { message } }, body: { options } })),
    onSuccess: (_, options) => {
      cache.setQueryData<number[]>(keys.vote(channel, message), options)
      void cache.invalidateQueries({ queryKey: keys.votes(channel, message) })
    },
    onError: () => cache.invalidateQueries({ queryKey: keys.vote(channel, message) }),
  })
}

export function useClosePoll() {
  return useMutation({
    mutationFn: (message: Id) => answer(api.PUT('/messages/{message}/poll/closure', { params: { path: { message } } })),
  })
}

/** Puts a poll; pressed twice, it is put once. */
export function usePutPoll(channel: Id) {
  const cache = useQueryClient()
  const [draft] = useState(newDraft)
  return useMutation({
    mutationFn: (poll: Omit<NewPoll, 'draft'>) =>
      answer(api.POST('/channels/{channel}/polls', { params: { path: { channel } }, body: { draft, ...poll } })),
    onSuccess: (message) => hearPosted(cache, { message, people: [] }),
  })
}
