// SPDX-License-Identifier: EUPL-1.2
import { expect, test, vi } from 'vitest'
import { patiently } from './patiently'

test('what cannot be loaded is asked for again until it comes', async () => {
  vi.useFakeTimers()
  const load = vi.fn<() => Promise<string>>()
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
  load.mockResolvedValue('here')
  const loaded = patiently(load)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await loaded).toBe('here')
  expect(load).toHaveBeenCalledTimes(3)
  vi.useRealTimers()
})
