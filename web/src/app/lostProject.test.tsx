// SPDX-License-Identifier: EUPL-1.2
import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'

let end = (_topic: string) => {}
vi.mock('../api/live', () => ({
  onTopicEnded: (tell: (topic: string) => void) => {
    end = tell
    return () => {}
  },
}))

const { useIsProjectLost } = await import('./lostProject')

beforeEach(() => {
  end = () => {}
})

const at = (path: string) => renderHook(({ path }) => useIsProjectLost(path), { initialProps: { path } })

test('a project that is lost while it is on screen is lost, until one goes elsewhere', () => {
  const { result, rerender } = at('/p/prj_1/messages/chn_1')
  act(() => end('project:prj_1'))
  expect(result.current).toBe(true)
  rerender({ path: '/' })
  rerender({ path: '/p/prj_1' })
  expect(result.current).toBe(false)
})

test('a channel that is lost is not its project', () => {
  const { result } = at('/p/prj_1/messages/chn_1')
  act(() => end('channel:chn_1'))
  expect(result.current).toBe(false)
})

test('neither is a conversation that one leaves in another window', () => {
  const { result } = at('/conversations/chn_1')
  act(() => end('channel:chn_1'))
  expect(result.current).toBe(false)
})
