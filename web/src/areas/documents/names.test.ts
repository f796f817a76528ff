// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import { corrected, numbered, parted } from './names'

describe('a name that some system cannot have', () => {
  test.each([
    ['CR 10:30.txt', 'CR 10-30.txt'],
    ['a/b\\c', 'a-b-c'],
    ['rapport. ', 'rapport'],
    [' plan.pdf', 'plan.pdf'],
    ['NUL.txt', '_NUL.txt'],
    ['facture\u202efdp.exe', 'facturefdp.exe'],
    ['...', '_'],
    ['e\u0301te\u0301.odt', 'été.odt'],
  ])('%j becomes %j', (name, better) => {
    expect(corrected(name)).toBe(better)
  })

  test('is cut before its ending, between two characters', () => {
    const name = corrected(`${'é'.repeat(200)}.pdf`)
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255)
    expect(name).toMatch(/^é+\.pdf$/)
  })

  test('that every system can have stays as it is', () => {
    for (const name of ['Plan d’implantation – hall v3.pdf', '.profil', 'a  b', 'com.txt'])
      expect(corrected(name)).toBe(name)
  })
})

test('the second of a name has a number before its ending, the third the next', () => {
  expect(numbered('plan.pdf', 2)).toBe('plan (2).pdf')
  expect(numbered('plan (2).pdf', 3)).toBe('plan (3).pdf')
  expect(numbered('.profil', 2)).toBe('.profil (2)')
  expect(numbered('Devis', 2)).toBe('Devis (2)')
})

test('a name has its ending after its last dot, unless it begins with it', () => {
  expect(parted('a.tar.gz')).toEqual(['a.tar', '.gz'])
  expect(parted('.profil')).toEqual(['.profil', ''])
})
