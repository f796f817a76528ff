// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server to pass a message on. See `queries.ts`.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '@/api/client'
import { newDraft } from '@/api/draft'
import type { Id, Message } from '@/api/types'
import { hearPosted, putChannel } from './cache'
import { keys } from './keys'

/** How my projects are called: channels of several look alike. */
export const projectNames = queryOptions({
  queryKey: keys.projectNames,
  queryFn: async ({ signal }): Promise<ReadonlyMap<Id, string>> => {
    const list = await answer(api.GET('/projects', { params: { query: { state: 'active', limit: 200 } }, signal }))
    return new Map(list.items.map((it) => [it.id, it.name]))
  },
  staleTime: 60_000,
})

export interface Forwarding {
  message: Id
  /** A channel, or the person with whom a conversation is opened. */
  to: Id
  comment: string
}

/** Passes a message on; pressed twice, it is passed on once. */
export function useForward() {
  const cache = useQueryClient()
  const [draft] = useState(newDraft)
  return useMutation({
    mutationFn: async ({ message, to, comment }: Forwarding): Promise<Message> => {
      let channel = to
      if (to.startsWith('acc_')) {
        const opened = await answer(api.POST('/me/conversations', { body: { people: [to] } }))
        putChannel(cache, opened)
        channel = opened.id
      }
      return answer(
        api.POST('/channels/{channel}/forwards', {
          params: { path: { channel } },
          body: { draft, message, ...(comment === '' ? {} : { comment }) },
        }),
      )
    },
    onSuccess: (message) => hearPosted(cache, { message, people: [] }),
  })
}
