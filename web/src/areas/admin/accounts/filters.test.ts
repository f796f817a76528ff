// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { filtersOf, isFiltered, readAccountSearch } from './filters'

test('an address is read back as the filters it was made from', () => {
  const search = readAccountSearch({
    q: 'rovère',
    structure: 'org_1',
    etat: 'invited',
    role: 'external',
    tri: 'created_at',
  })
  expect(filtersOf(search)).toEqual({
    q: 'rovère',
    organisation: 'org_1',
    status: 'invited',
    role: 'external',
    sort: 'created_at',
  })
})

test('what an old link says and the list does not know is left out', () => {
  expect(readAccountSearch({ etat: 'suspendu', role: 7, tri: 'email', q: '   ', other: 'x' })).toEqual({
    q: undefined,
    structure: undefined,
    etat: undefined,
    role: undefined,
    tri: undefined,
    compte: undefined,
  })
})

test('sorting or opening a sheet is not filtering', () => {
  expect(isFiltered(readAccountSearch({ tri: 'name', compte: 'acc_1' }))).toBe(false)
  expect(isFiltered(readAccountSearch({ etat: 'active' }))).toBe(true)
})
