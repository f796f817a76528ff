// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import { pick, present, step } from './selection'

const KEYS = ['a', 'b', 'c', 'd', 'e']

test('a range goes from the last one picked, either way', () => {
  expect([...pick(new Set(['b']), KEYS, 'd', true, 'b')]).toEqual(['b', 'c', 'd'])
  expect([...pick(new Set(KEYS), KEYS, 'b', false, 'd')]).toEqual(['a', 'e'])
  expect([...pick(new Set(), KEYS, 'd', true, 'gone')]).toEqual(['d'])
})

test('what has gone is no longer selected', () => {
  const selected = new Set(['a', 'b'])
  expect(present(selected, new Set(KEYS))).toBe(selected)
  expect([...present(selected, new Set(['b']))]).toEqual(['b'])
})

describe('arrows among seven cards by three, with rows below', () => {
  const to = (key: string, at: number) => step(key, at, 7, 3, 10)
  test.each([
    ['ArrowRight', 0, 1],
    ['ArrowLeft', 0, null],
    ['ArrowRight', 6, null],
    ['ArrowDown', 0, 3],
    ['ArrowDown', 4, 6],
    ['ArrowDown', 6, 7],
    ['ArrowUp', 7, 6],
    ['ArrowUp', 1, null],
    ['ArrowDown', 9, null],
    ['ArrowLeft', 8, null],
    ['End', 2, 9],
    ['Home', 9, 0],
  ])('%s from %d leads to %s', (key, from, there) => expect(to(key, from)).toBe(there))
})
