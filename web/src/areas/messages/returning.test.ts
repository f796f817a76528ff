// SPDX-License-Identifier: EUPL-1.2
import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'

const returned: ((cache: QueryClient) => void)[] = []
vi.mock('@/api/live', async (original) => ({
  ...(await original<typeof import('@/api/live')>()),
  onReturn: (tell: (cache: QueryClient) => void) => returned.push(tell),
}))

const { keys } = await import('./keys')
const { listenToMessages } = await import('./live')

test('back after an absence, what only asides tell is asked for: how far I read, and what I chose', () => {
  listenToMessages()
  const cache = new QueryClient()
  const said = [keys.vote('chn_1', 'msg_1'), keys.votes('chn_1', 'msg_1'), keys.myThread('chn_1', 'msg_2')]
  for (const key of said) cache.setQueryData(key, [])
  cache.setQueryData(keys.one('chn_1', 'msg_1'), {})
  for (const tell of returned) tell(cache)
  for (const key of said) expect(cache.getQueryState(key)?.isInvalidated).toBe(true)
  expect(cache.getQueryState(keys.one('chn_1', 'msg_1'))?.isInvalidated).toBe(false)
})
