// SPDX-License-Identifier: EUPL-1.2
import type { Day, Id } from '@/api/types'
import { text } from '@/lib/useAddress'

export interface JournalFilters {
  q?: string | undefined
  kind?: string | undefined
  account?: Id | undefined
  from?: Day | undefined
  to?: Day | undefined
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

export function journalFiltersOf(search: JournalSearch): JournalFilters {
  return { q: search.q, kind: search.nature, account: search.compte, from: search.du, to: search.au }
}

export const isJournalFiltered = (search: JournalSearch): boolean =>
  Object.values(search).some((it) => it !== undefined)

function day(value: unknown): Day | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
}
