// SPDX-License-Identifier: EUPL-1.2
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api/client'

/** Longest answer that fits in the palette without scrolling for long. */
const SEARCH_LIMIT = 8

export const searchFor = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => answer(api.GET('/search', { params: { query: { q, limit: SEARCH_LIMIT } }, signal })),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
