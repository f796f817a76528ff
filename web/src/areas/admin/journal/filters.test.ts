// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { isJournalFiltered, journalFiltersOf, readJournalSearch } from './filters'

test('only whole days are taken as dates', () => {
  expect(readJournalSearch({ du: '2026-10-09', au: 'hier' })).toMatchObject({ du: '2026-10-09', au: undefined })
})

test('an address without anything known shows the whole journal', () => {
  expect(isJournalFiltered(readJournalSearch({ page: '2' }))).toBe(false)
})

test('days are asked for as the instants at which they begin where the person is, the last one whole', () => {
  const search = readJournalSearch({ du: '2026-10-24', au: '2026-10-25' })
  // The night between them the clocks of Paris went back an hour.
  expect(journalFiltersOf(search, 'Europe/Paris')).toMatchObject({
    from: '2026-10-23T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
  })
  expect(journalFiltersOf(search, 'America/Guadeloupe')).toMatchObject({
    from: '2026-10-24T04:00:00.000Z',
    to: '2026-10-26T04:00:00.000Z',
  })
})

test('without days, no instant is asked for', () => {
  expect(journalFiltersOf(readJournalSearch({}), 'Europe/Paris')).toMatchObject({ from: undefined, to: undefined })
})
