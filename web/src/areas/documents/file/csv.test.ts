// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { ROWS_MAX, readSheet } from './csv'

test.each([
  [
    'a;b\n1;2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    '\uFEFFLieu,Prix\r\nHall,"1,5"\r\n',
    [
      ['Lieu', 'Prix'],
      ['Hall', '1,5'],
    ],
  ],
  [
    'a\tb\n"dit ""oui"""\t"deux\nlignes"',
    [
      ['a', 'b'],
      ['dit "oui"', 'deux\nlignes'],
    ],
  ],
  [
    'a;;c\n;;',
    [
      ['a', '', 'c'],
      ['', '', ''],
    ],
  ],
  ['seul', [['seul']]],
  ['', []],
])('%j', (text, rows) => expect(readSheet(text).rows).toEqual(rows))

test('a long one is cut', () => {
  const { rows, isCut } = readSheet('a;b\n'.repeat(ROWS_MAX + 5))
  expect(rows).toHaveLength(ROWS_MAX)
  expect(isCut).toBe(true)
})
