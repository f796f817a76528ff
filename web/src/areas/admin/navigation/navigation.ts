// SPDX-License-Identifier: EUPL-1.2
// The sidebar of the administration. The frame draws it; what stands in it is decided here.

import { useQuery } from '@tanstack/react-query'
import {
  Building2,
  Contact,
  FileUp,
  Inbox,
  ListRestart,
  type LucideIcon,
  ScrollText,
  SlidersHorizontal,
  Users,
} from 'lucide-react'
import type { Me } from '@/api/types'
import { waitingRequests } from '../queries'
import type fr from './fr'

export type AdminPath =
  | '/administration/comptes'
  | '/administration/demandes'
  | '/administration/import'
  | '/administration/structures'
  | '/administration/groupes'
  | '/administration/journal'
  | '/administration/travaux'
  | '/administration/reglages'

export interface AdminNavigationItem {
  href: AdminPath
  /** A key of `useNavigationTexts()`. */
  label: Exclude<keyof typeof fr, 'waiting' | 'label'>
  icon: LucideIcon
  /** Which number stands beside the label: see `useAdminCounters`. */
  counter: keyof AdminCounters | null
}

/** What this person may open. Jobs and settings are about the whole installation: a branch has neither. */
export function adminNavigation(me: Pick<Me, 'can' | 'is_instance_admin'>): AdminNavigationItem[] {
  if (!me.can.administer) return []
  return ITEMS.filter((it) => me.is_instance_admin || !INSTANCE_ONLY.has(it.href))
}

export interface AdminCounters {
  requests: number
}

/** The numbers of the sidebar, kept true by the live socket. */
export function useAdminCounters(): AdminCounters {
  const waiting = useQuery(waitingRequests)
  return { requests: waiting.data?.waiting ?? 0 }
}

const ITEMS: readonly AdminNavigationItem[] = [
  { href: '/administration/comptes', label: 'accounts', icon: Users, counter: null },
  { href: '/administration/demandes', label: 'requests', icon: Inbox, counter: 'requests' },
  { href: '/administration/import', label: 'import', icon: FileUp, counter: null },
  { href: '/administration/structures', label: 'organisations', icon: Building2, counter: null },
  { href: '/administration/groupes', label: 'groups', icon: Contact, counter: null },
  { href: '/administration/journal', label: 'journal', icon: ScrollText, counter: null },
  { href: '/administration/travaux', label: 'jobs', icon: ListRestart, counter: null },
  { href: '/administration/reglages', label: 'settings', icon: SlidersHorizontal, counter: null },
]

const INSTANCE_ONLY: ReadonlySet<AdminPath> = new Set(['/administration/travaux', '/administration/reglages'])
