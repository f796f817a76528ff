// SPDX-License-Identifier: EUPL-1.2
// Days without hours: YYYY-MM-DD texts, compared and counted without any time zone.

import type { Day } from '@/api/types'

const DAY = 86_400_000

const at = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const text = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

/** Today where the person is. */
export function today(now = new Date(), timeZone?: string): Day {
  // Swedish writes days as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
}

/** Whole days from one to the other; negative when `to` is before. */
export const daysBetween = (from: Day, to: Day): number => Math.round((at(to) - at(from)) / DAY)

/** The same day some months later, or the last day of that month when it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return text(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}
