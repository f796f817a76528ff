// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server about what happened while one was away. See `queries.ts`.

import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { CatchUp, Instant } from '@/api/types'
import { keepCards } from './cache'
import { keys } from './keys'

/** Asked again each time one comes back to it; in between it stays as it is read. */
export const caughtUp = (since: Instant) =>
  queryOptions({
    queryKey: keys.catchUp(since),
    queryFn: async ({ signal, client }): Promise<CatchUp> => {
      const all = await answer(api.GET('/me/catch-up', { params: { query: { since } }, signal }))
      keepCards(client, all.people)
      return all
    },
    staleTime: 0,
    refetchOnWindowFocus: 'always',
  })
