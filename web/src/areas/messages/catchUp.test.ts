// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, test } from 'vitest'
import { fridayBefore, lastVisit, noteVisit, readCatchUpSearch, sinceOf } from './catchUp'

const PARIS = 'Europe/Paris'
const HOUR = 3_600_000

beforeEach(() => localStorage.clear())

test('Friday is the last one before today', () => {
  expect(fridayBefore('2026-10-12')).toBe('2026-10-09')
  expect(fridayBefore('2026-10-10')).toBe('2026-10-09')
  expect(fridayBefore('2026-10-09')).toBe('2026-10-02')
  expect(fridayBefore('2026-10-15')).toBe('2026-10-09')
})

test('days begin at midnight where the person is, also where clocks change', () => {
  const now = new Date('2026-10-26T08:00:00Z')
  expect(sinceOf('matin', now, PARIS, null).toISOString()).toBe('2026-10-25T23:00:00.000Z')
  expect(sinceOf('hier', now, PARIS, null).toISOString()).toBe('2026-10-24T22:00:00.000Z')
  expect(sinceOf('vendredi', now, PARIS, null).toISOString()).toBe('2026-10-22T22:00:00.000Z')
  expect(sinceOf('2026-10-01', now, 'Indian/Reunion', null).toISOString()).toBe('2026-09-30T20:00:00.000Z')
})

test('without a visit that is known it is yesterday', () => {
  const now = new Date('2026-10-12T08:00:00Z')
  expect(sinceOf('visite', now, PARIS, null)).toEqual(sinceOf('hier', now, PARIS, null))
  expect(sinceOf('visite', now, PARIS, new Date(5)).getTime()).toBe(5)
})

test('a visit ends where one is away for hours, each person by herself', () => {
  expect(lastVisit('acc_a', 10 * HOUR)).toBeNull()
  noteVisit('acc_a', 10 * HOUR)
  noteVisit('acc_a', 11 * HOUR)
  expect(lastVisit('acc_a', 11 * HOUR)).toBeNull()
  // Also before this visit is noted, by this window or another.
  expect(lastVisit('acc_a', 20 * HOUR)?.getTime()).toBe(11 * HOUR)
  noteVisit('acc_a', 20 * HOUR)
  noteVisit('acc_a', 21 * HOUR)
  expect(lastVisit('acc_a', 21 * HOUR)?.getTime()).toBe(11 * HOUR)
  expect(lastVisit('acc_b')).toBeNull()
  localStorage.setItem('plano.visits.acc_b', '{"now":"x"}')
  expect(lastVisit('acc_b')).toBeNull()
})

test('an address says a choice or a day, and nothing else', () => {
  expect(readCatchUpSearch({ depuis: 'vendredi' })).toEqual({ depuis: 'vendredi' })
  expect(readCatchUpSearch({ depuis: '2026-10-01' })).toEqual({ depuis: '2026-10-01' })
  for (const other of ['2026-99-01', 'lundi', 7, undefined])
    expect(readCatchUpSearch({ depuis: other })).toEqual({ depuis: undefined })
})
