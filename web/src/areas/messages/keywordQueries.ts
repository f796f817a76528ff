// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server about the words of which one is told. See `queries.ts`.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { keys } from './keys'

export const keywords = queryOptions({
  queryKey: keys.keywords,
  queryFn: async ({ signal }) => (await answer(api.GET('/me/keywords', { signal }))).words,
  // Kept true by the socket.
  staleTime: 10 * 60_000,
})

export function useSetKeywords() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (words: string[]) => answer(api.PUT('/me/keywords', { body: { words } })),
    onSuccess: ({ words }) => cache.setQueryData(keys.keywords, words),
  })
}
