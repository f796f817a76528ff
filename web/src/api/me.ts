// SPDX-License-Identifier: EUPL-1.2
// The two answers every area needs: who is signed in, and which installation this is.

import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { answer, api } from './client'
import type { Instance, Me } from './types'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answer(api.GET('/me', { signal })),
  staleTime: 5 * 60_000,
})

export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: ({ signal }) => answer(api.GET('/instance', { signal })),
  staleTime: 60 * 60_000,
})

/** Who is signed in. Only inside the signed-in frame, which has loaded it before drawing anything. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

export const useInstance = (): Instance | undefined => useQuery(instanceQuery).data
