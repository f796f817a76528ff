// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { finderOf } from './keywords'

const marked = (words: string[], text: string) =>
  finderOf(words)?.(text)
    ?.map((it) => (it.isFound ? `[${it.text}]` : it.text))
    .join('') ?? null

test('whole words are found whatever their case and accents', () => {
  expect(marked(['déménagement'], 'Le DEMENAGEMENT, enfin')).toBe('Le [DEMENAGEMENT], enfin')
  expect(marked(['oeuvre'], 'L’œuvre et le chef-d’Œuvre')).toBe('L’[œuvre] et le chef-d’[Œuvre]')
  expect(marked(['plan climat'], 'Un plan-climat')).toBe('Un [plan-climat]')
  expect(marked(['budget', '2027'], 'budget 2027')).toBe('[budget] [2027]')
})

test('parts of words are not', () => {
  for (const [word, text] of [
    ['plan', 'planification'],
    ['plan climat', 'plan du climat'],
    ['DSI', 'dsis'],
  ])
    expect(marked([word ?? ''], text ?? '')).toBeNull()
  expect(finderOf([])).toBeNull()
  expect(finderOf(['…'])).toBeNull()
})
