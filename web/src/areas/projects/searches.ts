// SPDX-License-Identifier: EUPL-1.2
// The filters of this area's lists as they stand in the address: a pasted link opens the same list.

import type { Id, Role } from '@/api/types'
import { oneOf, text } from '@/lib/useAddress'
import { ROLES } from './levels'

export interface ProjectSearch {
  q?: string | undefined
  etat?: 'archives' | undefined
  role?: Role | undefined
  structure?: Id | undefined
}

export const readProjectSearch = (search: Record<string, unknown>): ProjectSearch => ({
  q: text(search.q),
  etat: oneOf(['archives'], search.etat),
  role: oneOf(ROLES, search.role),
  structure: text(search.structure),
})

export const EXTERNALS = 'externes'
export const MEMBER_SORTS = ['person', 'role', 'ends'] as const

export interface MemberSearch {
  q?: string | undefined
  role?: Role | typeof EXTERNALS | undefined
  tri?: (typeof MEMBER_SORTS)[number] | undefined
  ordre?: 'decroissant' | undefined
}

export const readMemberSearch = (search: Record<string, unknown>): MemberSearch => ({
  q: text(search.q),
  role: oneOf([...ROLES, EXTERNALS], search.role),
  tri: oneOf(MEMBER_SORTS, search.tri),
  ordre: oneOf(['decroissant'], search.ordre),
})
