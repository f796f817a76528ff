// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { askedBefore, isLike } from './Composer'
import { emojiLike } from './emoji'
import fr from './fr'
import { continued, indented, isInCode, linked, linkedTo, listed, wrapped } from './writing'

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

const after = (text: string) => continued({ text, from: text.length, to: text.length })?.text

test('the next line of a list or a quotation begins as this one does', () => {
  expect(after('- un')).toBe('- un\n- ')
  expect(after('  * un')).toBe('  * un\n  * ')
  expect(after('9. un')).toBe('9. un\n10. ')
  expect(after('1) un')).toBe('1) un\n2) ')
  expect(after('- [x] fait')).toBe('- [x] fait\n- [ ] ')
  expect(after('> dit')).toBe('> dit\n> ')
  expect(after('> - dit')).toBe('> - dit\n> - ')
  for (const text of ['un', '-un', '1.5 million', '', '```\n- un']) expect(after(text), text).toBeUndefined()
  // In the middle, what follows goes along.
  expect(continued({ text: '- un deux', from: 5, to: 5 })).toEqual({ text: '- un \n- deux', from: 8, to: 8 })
})

test('an empty point ends the list, and then the quotation it stands in', () => {
  expect(after('- un\n- ')).toBe('- un\n')
  expect(after('> - un\n> - ')).toBe('> - un\n> ')
  expect(after('> un\n> ')).toBe('> un\n')
})

test('an address pasted makes a link of words, and of nothing else', () => {
  const over = (text: string, pasted: string) => linkedTo({ text, from: 0, to: text.length }, pasted)?.text
  expect(over('page', ' https://ville.example ')).toBe('[page](https://ville.example)')
  expect(over('page', 'mailto:a@ville.example')).toBe('[page](mailto:a@ville.example)')
  for (const [text, pasted] of [
    ['page', 'ville.example'],
    ['page', 'https://ville.example et plus'],
    ['', 'https://ville.example'],
    ['https://a.example', 'https://b.example'],
    ['deux\nlignes', 'https://ville.example'],
    ['[a]', 'https://ville.example'],
  ] as const)
    expect(over(text, pasted), text).toBeUndefined()
  expect(linkedTo({ text: '```\npage', from: 4, to: 8 }, 'https://ville.example')).toBeNull()
})

test('a block of code is open from its mark to the same mark', () => {
  const isOpen = (text: string) => isInCode(text, text.length)
  for (const text of ['```', '```sql', '```\na', '~~~\n```', '```\n~~~', '````\n```', '> ```\n> a'])
    expect(isOpen(text), text).toBe(true)
  for (const text of ['a', '```a```', '```\na\n```', '`a', '~~~\na\n~~~\nb', '```\n`````'])
    expect(isOpen(text), text).toBe(false)
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
