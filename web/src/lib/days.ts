// SPDX-License-Identifier: EUPL-1.2
// From the days that people choose to the instants that the server compares.

/** Whether this is a day (« 2026-10-09 ») that is in the calendar: an address may hold anything. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isInCalendar(value)

function isInCalendar(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.getUTCFullYear() > 0 && at.toISOString().startsWith(day)
}

/** When a day (« 2026-10-09 ») begins in a time zone, as an instant (RFC 3339, UTC). */
export function beginOf(day: string, zone: string): string {
  const wall = Date.parse(`${day}T00:00:00Z`)
  // What the zone is ahead differs on the days when clocks change: asked again where the first answer leads.
  const first = wall - aheadAt(wall, zone)
  return new Date(wall - aheadAt(first, zone)).toISOString()
}

export function dayAfter(day: string): string {
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
  // Of a year that is being typed, « 2 » stands on the way to « 2026 ».
  const year = of('year').padStart(4, '0')
  return (
    Date.parse(`${year}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`) -
    Math.floor(at / 1000) * 1000
  )
}
