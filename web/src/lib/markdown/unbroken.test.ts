// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { unbroken } from './unbroken'

test('a sign stays with its word, a quotation with its marks, a number whole', () => {
  for (const [typed, shown] of [
    ['Qui vient ?', 'Qui vient\u202f?'],
    [' ? et !', '\u202f? et\u202f!'],
    ['Oui ; non : « peut-être »', 'Oui\u202f; non\u00a0: «\u00a0peut-être\u00a0»'],
    ['18 400 € et 1 234 567 lignes', '18\u202f400\u00a0€ et 1\u202f234\u202f567 lignes'],
    ['12,5 % de 40 pages', '12,5\u00a0% de 40 pages'],
  ] as const)
    expect(unbroken(typed)).toBe(shown)
})

test('all else is as it was typed', () => {
  for (const text of ['', 'one two', 'a? b!', '01 23 45 67 89', 'en 2026 et 2027', 'a  b', 'fin. Début'])
    expect(unbroken(text)).toBe(text)
})
