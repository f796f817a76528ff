// SPDX-License-Identifier: EUPL-1.2
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fold } from './live'
import { groups, organisations, settings, waitingRequests } from './queries'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function cacheWith(...keys: (readonly unknown[])[]) {
  const cache = new QueryClient()
  for (const key of keys) cache.setQueryData(key, {})
  return cache
}
const isStale = (cache: QueryClient, key: readonly unknown[]) => cache.getQueryState(key)?.isInvalidated

test('a change of accounts is asked again wherever accounts are counted, and nowhere else', () => {
  const cache = cacheWith(organisations.queryKey, groups.queryKey, settings.queryKey, waitingRequests.queryKey)
  fold('accounts', cache)
  vi.advanceTimersByTime(1000)
  expect(isStale(cache, organisations.queryKey)).toBe(true)
  expect(isStale(cache, groups.queryKey)).toBe(true)
  expect(isStale(cache, settings.queryKey)).toBe(false)
  expect(isStale(cache, waitingRequests.queryKey)).toBe(false)
})

test('an import that announces thousands of accounts asks once, not thousands of times', () => {
  const cache = cacheWith(organisations.queryKey)
  const invalidate = vi.spyOn(cache, 'invalidateQueries')
  for (let i = 0; i < 4000; i++) fold('accounts', cache)
  vi.advanceTimersByTime(1000)
  expect(invalidate).toHaveBeenCalledTimes(3)
})

test('what changes after the pause is asked again too', () => {
  const cache = cacheWith(waitingRequests.queryKey)
  fold('requests', cache)
  vi.advanceTimersByTime(1000)
  cache.setQueryData(waitingRequests.queryKey, { items: [], next: null, waiting: 1, oldest_asked_at: null })
  fold('requests', cache)
  vi.advanceTimersByTime(1000)
  expect(isStale(cache, waitingRequests.queryKey)).toBe(true)
})
