// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { isJournalFiltered, readJournalSearch } from './filters'

test('only whole days are taken as dates', () => {
  expect(readJournalSearch({ du: '2026-10-09', au: 'hier' })).toMatchObject({ du: '2026-10-09', au: undefined })
})

test('an address without anything known shows the whole journal', () => {
  expect(isJournalFiltered(readJournalSearch({ page: '2' }))).toBe(false)
})
