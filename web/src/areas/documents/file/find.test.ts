// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { placesOf } from './find'

test.each([
  ['Les guichets de l’Hôtel', 'hotel', ['Hôtel']],
  ['Réunion, réunion, REUNION', 'réunion', ['Réunion', 'réunion', 'REUNION']],
  ['la  salle\ndes fêtes', 'salle des', ['salle\ndes']],
  ['cœur', 'cœur', ['cœur']],
  ['aaaa', 'aa', ['aa', 'aa']],
  ['rien', '  ', []],
])('%j has %j', (text, query, found) => {
  expect(placesOf(text, query).map(([from, to]) => text.slice(from, to))).toEqual(found)
})
