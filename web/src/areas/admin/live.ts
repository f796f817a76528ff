// SPDX-License-Identifier: EUPL-1.2
// `admin.changed` names a subject, never its content: what is on screen about it is asked again.

import type { QueryClient } from '@tanstack/react-query'
import { onEvent } from '@/api/live'
import { instanceQuery } from '@/api/me'
import type { LiveEvents } from '@/api/types'
import { type AdminSubject, subjectKey } from './keys'

type Changed = LiveEvents['admin.changed']['what']

/** A change of one subject shows in others: an account moved changes the counters of two organisations. */
const SHOWS_IN: Record<Changed, readonly AdminSubject[]> = {
  accounts: ['accounts', 'organisations', 'groups'],
  requests: ['requests'],
  // Its name stands on all of these.
  organisations: ['organisations', 'accounts', 'requests', 'groups', 'imports'],
  groups: ['groups'],
  imports: ['imports'],
  jobs: ['jobs'],
  settings: ['settings'],
}

/** An import announces thousands of accounts. The lists are asked again at most this often, and once at the end. */
const SETTLE_MS = 800

let changed = new Set<AdminSubject>()
let timer: ReturnType<typeof setTimeout> | null = null

export function fold(what: Changed, cache: QueryClient): void {
  for (const subject of SHOWS_IN[what] ?? []) changed.add(subject)
  if (timer === null) timer = setTimeout(() => settle(cache), SETTLE_MS)
}

function settle(cache: QueryClient): void {
  const subjects = changed
  changed = new Set()
  timer = null
  if (subjects.has('settings')) void cache.invalidateQueries({ queryKey: instanceQuery.queryKey })
  for (const subject of subjects) void cache.invalidateQueries({ queryKey: subjectKey(subject) })
}

/** Listens for as long as the tab lives; called once, when the signed-in frame starts. */
export function listenToAdmin(): void {
  onEvent('admin.changed', ({ what }, { cache }) => fold(what, cache))
}
