// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, test } from 'vitest'
import { makeFormats } from './format'

const NBSP = '\u00a0'
const NARROW = '\u202f'
/** Tests are written with ordinary spaces; what they check has none that breaks where it must not. */
const plain = (text: string) => text.replaceAll(NBSP, ' ').replaceAll(NARROW, ' ')

// Thursday 8 October 2026, 16:20 in Paris.
const now = () => new Date('2026-10-08T14:20:00Z')
const fr = makeFormats('fr', 'Europe/Paris', now)
const en = makeFormats('en', 'Europe/London', now)

describe('French dates', () => {
  test('near ones have a name', () => {
    expect(fr.day('2026-10-08')).toBe('Aujourd’hui')
    expect(fr.day('2026-10-09')).toBe('Demain')
    expect(fr.day('2026-10-07')).toBe('Hier')
  })

  test('others are short, with the year when it is another', () => {
    expect(plain(fr.day('2026-10-16'))).toBe('Ven. 16 oct.')
    expect(plain(fr.day('2027-01-08'))).toBe('Ven. 8 janv. 2027')
    expect(fr.day('2026-10-16')).not.toContain(' ')
  })

  test('a day is the same day in every time zone', () => {
    expect(plain(makeFormats('fr', 'Pacific/Noumea', now).date('2026-10-09'))).toBe('9 oct. 2026')
    expect(plain(makeFormats('fr', 'America/Cayenne', now).date('2026-10-09'))).toBe('9 oct. 2026')
  })

  test('an instant is a day where the person is', () => {
    const lateInParis = '2026-10-08T23:30:00Z'
    expect(fr.day(lateInParis)).toBe('Demain')
    expect(makeFormats('fr', 'America/Cayenne', now).day(lateInParis)).toBe('Aujourd’hui')
  })

  test('in full', () => {
    expect(fr.longDate('2026-10-08')).toBe('Jeudi 8 octobre 2026')
    expect(fr.fullDateTime('2026-10-08T07:30:00Z')).toBe(`Jeudi 8 octobre 2026 à 9${NBSP}h${NBSP}30`)
  })
})

describe('hours', () => {
  test('are written the French way, and do not break', () => {
    expect(fr.time('2026-10-08T07:30:00Z')).toBe(`9${NBSP}h${NBSP}30`)
    expect(fr.time('2026-10-08T07:00:00Z')).toBe(`9${NBSP}h`)
    expect(fr.time('2026-10-07T22:05:00Z')).toBe(`0${NBSP}h${NBSP}05`)
    expect(fr.dateTime('2026-10-07T07:30:00Z')).toBe(`Hier, 9${NBSP}h${NBSP}30`)
  })

  test('are written the English way', () => {
    expect(plain(en.time('2026-10-08T08:30:00Z'))).toBe('9:30 am')
    expect(plain(en.day('2026-10-16'))).toBe('Fri 16 Oct')
  })
})

test('the recent past is counted, up to a day', () => {
  expect(fr.relative('2026-10-08T14:19:40Z')).toBe('À l’instant')
  // The clock of the server may be a little ahead.
  expect(fr.relative('2026-10-08T14:20:20Z')).toBe('À l’instant')
  expect(plain(fr.relative('2026-10-08T14:18:00Z'))).toBe('Il y a 2 min')
  expect(plain(fr.relative('2026-10-08T11:10:00Z'))).toBe('Il y a 3 h')
  expect(fr.relative('2026-10-07T09:00:00Z')).toBe('Hier')
  expect(plain(fr.relative('2026-09-25T09:00:00Z'))).toBe('Ven. 25 sept.')
  expect(en.relative('2026-10-08T14:18:00Z')).toBe(`2${NBSP}min ago`)
})

test('sizes are read at a glance', () => {
  expect(fr.bytes(0)).toBe(`0${NBSP}o`)
  expect(fr.bytes(999)).toBe(`999${NBSP}o`)
  expect(fr.bytes(1_800_000)).toBe(`1,8${NBSP}Mo`)
  expect(fr.bytes(999_950)).toBe(`1${NBSP}Mo`)
  expect(fr.bytes(24_300_000)).toBe(`24${NBSP}Mo`)
  expect(en.bytes(1_800_000)).toBe(`1.8${NBSP}MB`)
})

test('numbers, shares and lists', () => {
  expect(plain(fr.number(4000))).toBe('4 000')
  expect(fr.number(4000)).not.toContain(' ')
  expect(fr.percent(0.456)).toBe(`46${NBSP}%`)
  expect(en.percent(0.456)).toBe('46%')
  expect(fr.list(['Camille', 'Idriss', 'Solène'])).toBe('Camille, Idriss et Solène')
  expect(fr.list(['Camille', 'Idriss'], 'or')).toBe('Camille ou Idriss')
})

test('names are in the order of the dictionary', () => {
  expect(['Zoé', 'Élodie', 'Emile', 'Lot 10', 'Lot 9'].sort(fr.compare)).toEqual([
    'Élodie',
    'Emile',
    'Lot 9',
    'Lot 10',
    'Zoé',
  ])
})
