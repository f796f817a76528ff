// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import type { ImportFault } from '@/api/types'
import { csvOf, FILE_MAX_BYTES, faultCounts, faultyLines, filterFaults, progressOf, unsuitable } from './file'

test('a file is refused before it is sent when it cannot succeed', () => {
  expect(unsuitable({ name: 'agents.xlsx', size: 10 })).toBe('not_csv')
  expect(unsuitable({ name: 'agents.csv', size: 0 })).toBe('empty')
  expect(unsuitable({ name: 'agents.csv', size: FILE_MAX_BYTES + 1 })).toBe('too_large')
  expect(unsuitable({ name: 'AGENTS.CSV', size: FILE_MAX_BYTES })).toBeNull()
})

test('the example opens in a spreadsheet: mark, semicolons, quotes doubled, formulas inert', () => {
  expect(
    csvOf([
      ['nom', 'fonction'],
      ['L’Huillier "dit" Max', 'a;b'],
      ['=1+1', ''],
    ]),
  ).toBe('\uFEFFnom;fonction\r\n"L’Huillier ""dit"" Max";"a;b"\r\n\'=1+1;\r\n')
})

const faults: ImportFault[] = [
  { line: 3, column: 'email', code: 'email.invalid', value: 'camille@' },
  { line: 30, column: 'organisation', code: 'organisation.unknown', value: 'Voirie 3' },
  { line: 31, column: 'email', code: 'email.invalid', value: '' },
]

test('a number finds its line, not every line that begins like it', () => {
  expect(filterFaults(faults, { q: '3' }).map((it) => it.line)).toEqual([3, 30])
  expect(filterFaults(faults, { q: 'voirie' }).map((it) => it.line)).toEqual([30])
  expect(filterFaults(faults, { code: 'email.invalid', q: '31' }).map((it) => it.line)).toEqual([31])
})

test('kinds of fault are counted, the most frequent first', () => {
  expect(faultCounts(faults)).toEqual([
    { code: 'email.invalid', count: 2 },
    { code: 'organisation.unknown', count: 1 },
  ])
})

test('progress counts accounts to create, not lines', () => {
  expect(progressOf({ created: 50, valid: 200 })).toBe(0.25)
  expect(progressOf({ created: 0, valid: 0 })).toBe(1)
  expect(faultyLines({ lines: 4000, valid: 3960, existing: 3 })).toBe(37)
})
