// SPDX-License-Identifier: EUPL-1.2
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ask, askInRest, askInTurn } from './asking'
import { keys } from './keys'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** How often the list of channels was asked for. */
function aCache() {
  const cache = new QueryClient()
  const asked = vi.spyOn(cache, 'invalidateQueries')
  const count = () => asked.mock.calls.filter(([it]) => it?.queryKey === keys.mine).length
  return { cache, count }
}

test('a burst is one question', () => {
  const { cache, count } = aCache()
  for (let n = 0; n < 5; n++) ask(cache)
  vi.advanceTimersByTime(200)
  expect(count()).toBe(1)
  ask(cache)
  vi.advanceTimersByTime(200)
  expect(count()).toBe(2)
})

test('whoever reads on asks once, when he rests', () => {
  const { cache, count } = aCache()
  for (let n = 0; n < 10; n++) {
    askInRest(cache)
    vi.advanceTimersByTime(2000)
  }
  expect(count()).toBe(0)
  vi.advanceTimersByTime(1500)
  expect(count()).toBe(1)
})

test('of those who heard the same at once, each asks within two seconds', () => {
  const { cache, count } = aCache()
  askInTurn(cache)
  askInTurn(cache)
  vi.advanceTimersByTime(2200)
  expect(count()).toBe(1)
})
