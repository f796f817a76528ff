// SPDX-License-Identifier: EUPL-1.2
import type { Day, Id, Instant } from '@/api/types'
import { beginOf, dayAfter, isDay } from '@/lib/days'
import { text } from '@/lib/useAddress'

export interface JournalFilters {
  q?: string | undefined
  kind?: string | undefined
  account?: Id | undefined
  /** Not before. */
  from?: Instant | undefined
  /** Before. */
  to?: Instant | undefined
}

export interface JournalSearch {
  q?: string | undefined
  nature?: string | undefined
  compte?: Id | undefined
  du?: Day | undefined
  au?: Day | undefined
}

export function readJournalSearch(search: Record<string, unknown>): JournalSearch {
  return {
    q: text(search.q),
    nature: text(search.nature),
    compte: text(search.compte),
    du: day(search.du),
    au: day(search.au),
  }
}

/** What is asked of the server, which compares instants: the days are those of `zone`, and the last one is whole. */
export function journalFiltersOf(search: JournalSearch, zone: string): JournalFilters {
  return {
    q: search.q,
    kind: search.nature,
    account: search.compte,
    from: search.du && beginOf(search.du, zone),
    to: search.au && beginOf(dayAfter(search.au), zone),
  }
}

export const isJournalFiltered = (search: JournalSearch): boolean =>
  Object.values(search).some((it) => it !== undefined)

function day(value: unknown): Day | undefined {
  return isDay(value) ? value : undefined
}
