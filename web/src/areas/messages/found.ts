// SPDX-License-Identifier: EUPL-1.2
// What the server finds among messages: apart from `queries.ts`, because the shell's search asks it too.

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { Day, FoundMessages, Id, Instant } from '@/api/types'

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

/** Something is asked for; dates and a project alone are not. */
export const isAsked = (filters: Filters): boolean =>
  (filters.q ?? '') !== '' || filters.author !== undefined || filters.has_link === true

const given = (filters: Filters) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Filters]?: NonNullable<Filters[Key]>
  }

export const foundBy = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['messages', 'found', filters],
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

/** The few newest, for the search over everything. */
export const newestFound = (q: string, limit: number, isOn: boolean) =>
  queryOptions({
    queryKey: ['messages', 'found', 'newest', q],
    queryFn: ({ signal }): Promise<FoundMessages> =>
      answer(api.GET('/messages', { params: { query: { q, limit } }, signal })),
    enabled: isOn,
    staleTime: 30_000,
  })

/** When a day begins in a time zone. */
export function beginOf(day: Day, zone: string): Instant {
  const wall = Date.parse(`${day}T00:00:00Z`)
  // What the zone is ahead differs on the days when clocks change: asked again where the first answer leads.
  const first = wall - aheadAt(wall, zone)
  return new Date(wall - aheadAt(first, zone)).toISOString()
}

export function dayAfter(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** By how much the clocks of a zone are ahead of UTC, in milliseconds. */
function aheadAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((it) => it.type === type)?.value ?? '00'
  return (
    Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`) -
    Math.floor(at / 1000) * 1000
  )
}
