// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import { clockOf, instantOf, momentsAt } from './moments'

const PARIS = 'Europe/Paris'
const at = (day: string, time: string, zone = PARIS) => instantOf(day, time, zone).toISOString()
const offered = (now: string, zone = PARIS) =>
  momentsAt(new Date(now), zone).map((it) => {
    const { day, time } = clockOf(it.at, zone)
    return `${it.id} ${day} ${time}`
  })

describe('an hour of the clock', () => {
  test('is that of the zone, in summer and in winter', () => {
    expect(at('2026-07-01', '09:00')).toBe('2026-07-01T07:00:00.000Z')
    expect(at('2026-12-01', '09:00')).toBe('2026-12-01T08:00:00.000Z')
    expect(at('2026-12-01', '09:00', 'Pacific/Noumea')).toBe('2026-11-30T22:00:00.000Z')
    expect(at('2026-12-01', '09:00', 'America/Cayenne')).toBe('2026-12-01T12:00:00.000Z')
    expect(at('2026-12-01', '09:00', 'Asia/Kolkata')).toBe('2026-12-01T03:30:00.000Z')
  })
  test('that the clock leaps over is as long after the leap', () => {
    expect(at('2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(clockOf(instantOf('2026-03-29', '02:30', PARIS), PARIS).time).toBe('03:30')
  })
  test('that is shown twice is the first', () => {
    expect(at('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z')
  })
  test('on the day of a change is that of the clock', () => {
    expect(at('2026-10-25', '09:00')).toBe('2026-10-25T08:00:00.000Z')
    expect(at('2026-03-29', '09:00')).toBe('2026-03-29T07:00:00.000Z')
  })
})

describe('what is offered', () => {
  test('on a Thursday morning', () => {
    expect(offered('2026-10-08T07:12:30Z')).toEqual([
      'hour 2026-10-08 10:13',
      'evening 2026-10-08 18:00',
      'tomorrow 2026-10-09 09:00',
      'monday 2026-10-12 09:00',
    ])
  })
  test('late in the day has no evening, on a Sunday no Monday beside tomorrow', () => {
    expect(offered('2026-10-11T15:00:00Z')).toEqual(['hour 2026-10-11 18:00', 'tomorrow 2026-10-12 09:00'])
  })
  test('on a Monday is the next one', () => {
    expect(offered('2026-10-12T08:00:00Z').at(-1)).toBe('monday 2026-10-19 09:00')
  })
  test('over the night in which the clock changes is nine o’clock all the same', () => {
    expect(offered('2026-10-24T20:00:00Z')).toEqual([
      'hour 2026-10-24 23:00',
      'tomorrow 2026-10-25 09:00',
      'monday 2026-10-26 09:00',
    ])
  })
  test('follows the person’s day, not ours', () => {
    expect(offered('2026-10-08T20:00:00Z', 'Pacific/Noumea')[2]).toBe('tomorrow 2026-10-10 09:00')
  })
})

test('a year that is only begun is a year', () => {
  for (const day of ['0002-12-01', '0020-12-01', '0202-12-01']) {
    const { day: shown, time } = clockOf(instantOf(day, '09:00', 'Europe/Paris'), 'Europe/Paris')
    expect([shown, time]).toEqual([day, '09:00'])
  }
})
