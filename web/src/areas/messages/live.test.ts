// SPDX-License-Identifier: EUPL-1.2
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '@/api/types'

const stopped = vi.fn()
const returned: ((cache: QueryClient) => void)[] = []
vi.mock('@/api/live', async (original) => ({
  ...(await original<typeof import('@/api/live')>()),
  stoppedTyping: stopped,
  onReturn: (tell: (cache: QueryClient) => void) => returned.push(tell),
}))

const { dispatch } = await import('@/api/live')
const { keys } = await import('./keys')
const { listenToMessages } = await import('./live')
const { aChannel, aMessage } = await import('./testkit')

listenToMessages()
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  // What is asked for a little later is asked for in no other test.
  vi.runAllTimers()
  vi.useRealTimers()
})

test('back after an absence, what only asides tell is asked for: how far I read, and what I chose', () => {
  const cache = new QueryClient()
  const said = [keys.vote('chn_1', 'msg_1'), keys.votes('chn_1', 'msg_1'), keys.myThread('chn_1', 'msg_2')]
  for (const key of said) cache.setQueryData(key, [])
  cache.setQueryData(keys.one('chn_1', 'msg_1'), {})
  for (const tell of returned) tell(cache)
  for (const key of said) expect(cache.getQueryState(key)?.isInvalidated).toBe(true)
  expect(cache.getQueryState(keys.one('chn_1', 'msg_1'))?.isInvalidated).toBe(false)
})

test('who posted writes no more; for whom a program posted still writes', () => {
  const post = (message: Partial<Message>) =>
    dispatch(
      {
        type: 'event',
        name: 'message.posted',
        topic: 'channel:chn_1',
        body: { message: aMessage(11, message), people: [] },
      } as never,
      new QueryClient(),
    )
  post({ automate: { name: 'Veille' } as Message['automate'] })
  expect(stopped).not.toHaveBeenCalled()
  post({})
  expect(stopped).toHaveBeenCalledWith('channel:chn_1', null, 'acc_maelle')
  post({ thread: 'msg_1' })
  expect(stopped).toHaveBeenCalledWith('channel:chn_1', 'msg_1', 'acc_maelle')
})

test('whoever is called as a member of a group has what calls counted anew, and nobody else', () => {
  const cache = new QueryClient()
  const isAsked = (body: string, kind: string, is_read = false) => {
    cache.setQueryData(keys.mine, [aChannel()])
    const heard = { message: aMessage(11, { body }), people: [] }
    dispatch({ type: 'event', name: 'message.posted', topic: 'channel:chn_1', body: heard } as never, cache)
    const told = { id: 'ntf_1', kind, is_read }
    dispatch({ type: 'event', name: 'notification.changed', topic: 'person:acc_me', body: told } as never, cache)
    vi.advanceTimersByTime(5000)
    return cache.getQueryState(keys.mine)?.isInvalidated
  }
  expect(isAsked('Bonjour @[Maëlle](acc_me)', 'message.mentioned')).toBe(false)
  expect(isAsked('Bonjour @[Voirie](grp_1)', 'message.mentioned', true)).toBe(false)
  expect(isAsked('Bonjour @[Voirie](grp_1)', 'message.answered')).toBe(false)
  expect(isAsked('Bonjour @[Voirie](grp_1)', 'message.mentioned')).toBe(true)
  // Once.
  expect(isAsked('Et `@[Voirie](grp_1)` ?', 'message.mentioned')).toBe(false)
})
