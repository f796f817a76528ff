// SPDX-License-Identifier: EUPL-1.2
// The moments one chooses for later, where the person is: hours are those of his clock on that day.

export type MomentId = 'hour' | 'evening' | 'tomorrow' | 'monday'

export interface Moment {
  id: MomentId
  at: Date
}

const HOUR_MS = 3_600_000
const MORNING = '09:00'
const EVENING = '18:00'
/** Closer than this, the evening is no other moment than in an hour. */
const BEFORE_EVENING_MS = 90 * 60_000

const makers = new Map<string, Intl.DateTimeFormat>()

function partsOf(at: Date, zone: string): { day: string; time: string } {
  let maker = makers.get(zone)
  if (!maker) {
    maker = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    makers.set(zone, maker)
  }
  const parts = Object.fromEntries(maker.formatToParts(at).map((it) => [it.type, it.value]))
  return {
    // Of a year that is being typed, « 2 » stands on the way to « 2026 ».
    day: `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
  }
}

/** The day and the hour that a clock in `zone` shows: « 2026-10-09 », « 09:30 ». */
export function clockOf(at: Date, zone: string): { day: string; time: string } {
  const { day, time } = partsOf(at, zone)
  return { day, time: time.slice(0, 5) }
}

/**
 * The instant at which a clock in `zone` shows this. An hour that is shown twice is the first; one that is leapt over is
 * as long after the leap.
 */
export function instantOf(day: string, time: string, zone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  const aheadAt = (instant: number) => {
    const shown = partsOf(new Date(instant), zone)
    return Date.parse(`${shown.day}T${shown.time}Z`) - Math.floor(instant / 1000) * 1000
  }
  // The zone's offset a day before and a day after: where they differ, the clock changes in between.
  const [before, after] = [aheadAt(asUtc - 24 * HOUR_MS), aheadAt(asUtc + 24 * HOUR_MS)]
  const candidates = [asUtc - before, asUtc - after]
  const isShown = (it: number) => aheadAt(it) === asUtc - it
  return new Date(candidates.find(isShown) ?? asUtc - before)
}

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10)

/** What is offered at this moment, the soonest first. */
export function momentsAt(now: Date, zone: string): Moment[] {
  const { day } = clockOf(now, zone)
  // 0: Sunday.
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const tomorrow = plusDays(day, 1)
  const monday = plusDays(day, (8 - weekday) % 7 || 7)
  const evening = instantOf(day, EVENING, zone)
  const moments: Moment[] = [{ id: 'hour', at: new Date(Math.ceil((now.getTime() + HOUR_MS) / 60_000) * 60_000) }]
  if (evening.getTime() - now.getTime() > BEFORE_EVENING_MS) moments.push({ id: 'evening', at: evening })
  moments.push({ id: 'tomorrow', at: instantOf(tomorrow, MORNING, zone) })
  if (monday !== tomorrow) moments.push({ id: 'monday', at: instantOf(monday, MORNING, zone) })
  return moments
}
