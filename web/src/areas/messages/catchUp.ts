// SPDX-License-Identifier: EUPL-1.2
// Since when one catches up: the choices, what each means on the person's clock, and when one was last here.

import type { Day, Id } from '@/api/types'
import { isDay } from '@/lib/days'
import { oneOf } from '@/lib/useAddress'
import { clockOf, instantOf } from './moments'

export const CHOICES = ['visite', 'matin', 'hier', 'vendredi'] as const
export type Choice = (typeof CHOICES)[number]

/** What the address says: a choice, or a day. */
export interface CatchUpSearch {
  depuis?: Choice | Day | undefined
}

export const readCatchUpSearch = (search: Record<string, unknown>): CatchUpSearch => ({
  depuis: oneOf(CHOICES, search.depuis) ?? (isDay(search.depuis) ? search.depuis : undefined),
})

const DAY_MS = 86_400_000
const FRIDAY = 5

const daysBefore = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10)

/** The Friday before this day: on a Friday, that of the week before. */
export function fridayBefore(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return daysBefore(day, (weekday - FRIDAY + 7) % 7 || 7)
}

/** The moment that is meant. Days begin at midnight where the person is. */
export function sinceOf(depuis: Choice | Day, now: Date, zone: string, visit: Date | null): Date {
  const today = clockOf(now, zone).day
  const start = (day: Day) => instantOf(day, '00:00', zone)
  switch (depuis) {
    case 'visite':
      return visit ?? start(daysBefore(today, 1))
    case 'matin':
      return start(today)
    case 'hier':
      return start(daysBefore(today, 1))
    case 'vendredi':
      return start(fridayBefore(today))
    default:
      return start(depuis)
  }
}

/** Away for longer than this, one comes back: it is another visit. */
const AWAY_MS = 2 * 3_600_000

interface Visits {
  /** Last seen here. */
  now: number
  /** When the visit before this one ended. */
  before: number | null
}

const keyOf = (account: Id) => `plano.visits.${account}`

function read(account: Id): Visits | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(account)) ?? 'null') as Partial<Visits> | null
    return typeof kept?.now === 'number'
      ? { now: kept.now, before: typeof kept.before === 'number' ? kept.before : null }
      : null
  } catch {
    return null
  }
}

/** When the visit before the one of now ended, whether this one is noted already or not. */
function endBefore(account: Id, now: number): number | null {
  const kept = read(account)
  return kept && now - kept.now > AWAY_MS ? kept.now : (kept?.before ?? null)
}

/** The person is here, on this device. */
export function noteVisit(account: Id, now = Date.now()): void {
  try {
    localStorage.setItem(keyOf(account), JSON.stringify({ now, before: endBefore(account, now) } satisfies Visits))
  } catch {
    // Without it the choice is not offered.
  }
}

/** When the visit before this one ended, on this device. */
export function lastVisit(account: Id, now = Date.now()): Date | null {
  const before = endBefore(account, now)
  return before === null ? null : new Date(before)
}
