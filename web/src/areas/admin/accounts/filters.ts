// SPDX-License-Identifier: EUPL-1.2
// The filters of the accounts list as they stand in the address: a pasted link opens the same list.

import type { AdminAccount, Id } from '@/api/types'
import { oneOf, text } from '@/lib/useAddress'

export type AccountStatus = AdminAccount['status']
export type AccountRole = AdminAccount['role']
export type AccountSort = 'name' | '-last_active_at' | 'created_at'

export const STATUSES: readonly AccountStatus[] = ['active', 'invited', 'deactivated']
export const ROLES: readonly AccountRole[] = ['member', 'branch_admin', 'instance_admin', 'external']
export const SORTS: readonly AccountSort[] = ['name', '-last_active_at', 'created_at']

export interface AccountFilters {
  q?: string | undefined
  organisation?: Id | undefined
  status?: AccountStatus | undefined
  role?: AccountRole | undefined
  sort?: AccountSort | undefined
}

export interface AccountSearch {
  q?: string | undefined
  structure?: Id | undefined
  etat?: AccountStatus | undefined
  role?: AccountRole | undefined
  tri?: AccountSort | undefined
  /** The account whose sheet is open beside the list. */
  compte?: Id | undefined
}

/** Reads an address: what is unknown is left out rather than refused, because links are typed and grow old. */
export function readAccountSearch(search: Record<string, unknown>): AccountSearch {
  return {
    q: text(search.q),
    structure: text(search.structure),
    etat: oneOf(STATUSES, search.etat),
    role: oneOf(ROLES, search.role),
    tri: oneOf(SORTS, search.tri),
    compte: text(search.compte),
  }
}

export function filtersOf(search: AccountSearch): AccountFilters {
  return {
    q: search.q,
    organisation: search.structure,
    status: search.etat,
    role: search.role,
    sort: search.tri,
  }
}

export const isFiltered = (search: AccountSearch): boolean =>
  [search.q, search.structure, search.etat, search.role].some((it) => it !== undefined)
