// SPDX-License-Identifier: EUPL-1.2
// What the server finds among messages: apart from `queries.ts`, because the shell's search asks it too.

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { FoundMessages, Id, Instant } from '@/api/types'
import { keys } from './keys'

/** Results asked for at once. */
const PAGE = 20

export interface Filters {
  q?: string | undefined
  author?: Id | undefined
  channel?: Id | undefined
  project?: Id | undefined
  from?: Instant | undefined
  to?: Instant | undefined
  has_link?: true | undefined
}

/** Something is asked for; to the server, a project alone is not. */
export const isAsked = ({ q, author, channel, from, to, has_link }: Filters): boolean =>
  (q ?? '') !== '' || has_link === true || [author, channel, from, to].some((it) => it !== undefined)

const given = (filters: Filters) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Filters]?: NonNullable<Filters[Key]>
  }

export const foundBy = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: [...keys.found, filters],
    queryFn: ({ pageParam, signal }): Promise<FoundMessages> =>
      answer(
        api.GET('/messages', {
          params: {
            query: { ...given(filters), limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as Id | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: isAsked(filters),
    placeholderData: keepPreviousData,
    // What may be found changes with what is said and with who may read it: opened again, it is asked again.
    staleTime: 0,
  })

/** The few newest, for the search over everything, or over one project. */
export const newestFound = (q: string, limit: number, isOn: boolean, project: Id | null = null) =>
  queryOptions({
    queryKey: [...keys.found, 'newest', q, project],
    queryFn: ({ signal }): Promise<FoundMessages> =>
      answer(api.GET('/messages', { params: { query: { q, limit, ...(project && { project }) } }, signal })),
    enabled: isOn,
    staleTime: 30_000,
  })
