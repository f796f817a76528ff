// SPDX-License-Identifier: EUPL-1.2
// From the days that people choose to the instants that the server compares.

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
  return (
    Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`) -
    Math.floor(at / 1000) * 1000
  )
}
