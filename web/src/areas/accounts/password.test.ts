// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { adviseOn } from './password'

const kind = (password: string, about: string[] = [], min = 12) => adviseOn(password, min, about)?.kind ?? null

test('an empty field gets no advice', () => {
  expect(kind('')).toBeNull()
})

test('says how many characters are missing, counted as people count', () => {
  expect(adviseOn('courgette', 12, [])).toEqual({ kind: 'missing', characters: 3 })
  expect(adviseOn('🐝🐝🐝🐝', 12, [])).toEqual({ kind: 'missing', characters: 8 })
  expect(kind('courgette vélo', [], 16)).toBe('missing')
})

test('repetitions, runs of the keyboard and very common words are named', () => {
  expect(kind('aaaaaaaaaaaaaaa')).toBe('repeated')
  expect(kind('abcabcabcabcabc')).toBe('repeated')
  expect(kind('azertyuiopqsd')).toBe('sequence')
  expect(kind('1234567890123')).toBe('sequence')
  expect(kind('motdepasse2026')).toBe('common')
})

test('one’s own name or address is named, unless enough stands beside it', () => {
  expect(kind('camille.rovere1', ['Camille', 'Rovère', 'camille.rovere@rivemont.example'])).toBe('personal')
  expect(kind('camille lave la grande passoire bleue', ['Camille'])).toBe('strong')
})

test('a phrase is accepted, a longer one is praised', () => {
  expect(kind('tuile velours 9')).toBe('fair')
  expect(kind('quatre hiboux sous la pluie')).toBe('strong')
})
