// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import { type Key, readKey, SEQUENCE_MS, takesText } from './shortcuts'

const press = (key: string, more: Partial<Key> = {}): Key => ({
  key,
  ctrl: false,
  alt: false,
  shift: false,
  isTyping: false,
  isModal: false,
  ...more,
})

test('Ctrl K opens search from anywhere, a field included, single keys off or on', () => {
  for (const isTyping of [true, false])
    for (const single of [true, false])
      expect(readKey(press('k', { ctrl: true, isTyping }), null, 0, single).command).toBe('search')
})

describe('single letters', () => {
  test('G then A, N, P goes', () => {
    const { pending } = readKey(press('g'), null, 100, true)
    expect(pending).toEqual({ at: 100 })
    expect(readKey(press('a'), pending, 200, true).command).toBe('home')
    expect(readKey(press('n'), pending, 200, true).command).toBe('notifications')
    expect(readKey(press('p'), pending, 200, true).command).toBe('projects')
  })

  test('G is forgotten after a while, and by another letter', () => {
    expect(readKey(press('a'), { at: 0 }, SEQUENCE_MS + 1, true).command).toBeNull()
    expect(readKey(press('x'), { at: 0 }, 10, true)).toEqual({ command: null, pending: null })
  })

  test('never act in a field, in a dialog, with a modifier, or once switched off', () => {
    for (const more of [{ isTyping: true }, { isModal: true }, { ctrl: true }, { alt: true }])
      expect(readKey(press('n', more), null, 0, true)).toEqual({ command: null, pending: null })
    expect(readKey(press('n'), null, 0, false).command).toBeNull()
    expect(readKey(press('?', { shift: true }), null, 0, false).command).toBeNull()
  })

  test('? shows the list, shifted or not', () => {
    expect(readKey(press('?', { shift: true }), null, 0, true).command).toBe('list')
    expect(readKey(press('?'), null, 0, true).command).toBe('list')
  })
})

test('F6 and Shift F6 cycle the regions', () => {
  expect(readKey(press('F6'), null, 0, false).command).toBe('nextRegion')
  expect(readKey(press('F6', { shift: true }), null, 0, false).command).toBe('previousRegion')
})

test('text fields and lists take letters; buttons and checkboxes do not', () => {
  const make = (html: string) => {
    const holder = document.createElement('div')
    holder.innerHTML = html
    return holder.firstElementChild
  }
  for (const html of [
    '<input>',
    '<input type="search">',
    '<textarea></textarea>',
    '<select></select>',
    '<div role="listbox"></div>',
  ])
    expect(takesText(make(html))).toBe(true)
  for (const html of ['<button></button>', '<input type="checkbox">', '<div></div>', '<a href="/"></a>'])
    expect(takesText(make(html))).toBe(false)
})
