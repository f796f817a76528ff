// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { askedBefore, isLike } from './Composer'
import { emojiLike } from './emoji'
import fr from './fr'
import { indented, linked, listed, wrapped } from './writing'

test('a mark goes around the selection, and away again', () => {
  const on = wrapped({ text: 'un mot ici', from: 3, to: 6 }, '**')
  expect(on).toEqual({ text: 'un **mot** ici', from: 5, to: 8 })
  expect(wrapped(on, '**')).toEqual({ text: 'un mot ici', from: 3, to: 6 })
})

test('several lines of code stand in a block', () => {
  expect(wrapped({ text: 'a\nb', from: 0, to: 3 }, '`').text).toBe('```\na\nb\n```')
})

test('each selected line becomes one of a list, and none again', () => {
  const on = listed({ text: 'a\nb', from: 0, to: 3 })
  expect(on.text).toBe('- a\n- b')
  expect(indented(on, '- ').text).toBe('a\nb')
})

test('a link takes the selection, its address is next to be typed', () => {
  const { text, from, to } = linked({ text: 'voir page', from: 5, to: 9 })
  expect(text).toBe('voir [page](https://)')
  expect(text.slice(from, to)).toBe('https://')
})

test('an @ asks for people, at the beginning of a word only', () => {
  expect(askedBefore('Bonjour @ma', 11)).toMatchObject({ sign: '@', query: 'ma', from: 8 })
  expect(askedBefore('a@ma', 4)).toBeNull()
  expect(askedBefore('il est 9:30', 11)).toBeNull()
  expect(askedBefore('bravo :fe', 9)).toMatchObject({ sign: ':', query: 'fe' })
})

test('words typed in any order find a name, without accents', () => {
  expect(isLike('Maëlle Kervadec', 'kerv mae')).toBe(true)
  expect(isLike('Maëlle Kervadec', 'aelle')).toBe(false)
  expect(emojiLike(fr.emoji.names, 'fete')).toContain('🎉')
})
