// SPDX-License-Identifier: EUPL-1.2
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Id, Message } from '@/api/types'
import { placeInChannel } from './stretch'
import { TalkProvider } from './talk'
import { aMessage, asFound, aTalk } from './testkit'
import { useSpoken } from './useSpoken'

const announce = vi.hoisted(() => vi.fn<(text: string) => void>())
vi.mock('@/ui', async (original) => ({ ...(await original<typeof import('@/ui')>()), announce }))

const talk = aTalk({ nameOf: (id) => id })
const inTalk = ({ children }: { children: ReactNode }) => <TalkProvider value={talk}>{children}</TalkProvider>

const from = (first: number, last: number, more: Partial<Message> = {}): Message[] =>
  Array.from({ length: last - first + 1 }, (_, at) => aMessage(first + at, more))

interface Held {
  messages: readonly Message[] | null
  hasNewer?: boolean
  except?: Id
}

/** What is held, then what is held after that; what was said of it. */
const spoken = (begin: Held) => {
  const { rerender } = renderHook(
    ({ messages, hasNewer = false, except }: Held) =>
      useSpoken({ messages, place: placeInChannel, hasNewer, except: except ?? null }),
    { initialProps: begin, wrapper: inTalk },
  )
  return {
    holds: (held: Held) => rerender(held),
    heard: () => {
      act(() => void vi.advanceTimersByTime(10_000))
      return announce.mock.calls.map(([text]) => asFound(text))
    },
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  announce.mockClear()
})

test('what another posts is said, with its words', () => {
  const { holds, heard } = spoken({ messages: from(1, 3) })
  holds({ messages: from(1, 4) })
  expect(heard()).toEqual(['acc_maelle : Message 4'])
})

test('what I post myself is not', () => {
  const { holds, heard } = spoken({ messages: from(1, 3) })
  holds({ messages: [...from(1, 3), aMessage(4, { author: 'acc_me' })] })
  expect(heard()).toEqual([])
})

test('what is opened is read, not said, also when it comes after the screen', () => {
  const { holds, heard } = spoken({ messages: null })
  holds({ messages: from(1, 8) })
  expect(heard()).toEqual([])
  holds({ messages: from(1, 9) })
  expect(heard()).toEqual(['acc_maelle : Message 9'])
})

test('the first message of an empty channel is said', () => {
  const { holds, heard } = spoken({ messages: [] })
  holds({ messages: from(1, 1) })
  expect(heard()).toEqual(['acc_maelle : Message 1'])
})

test('forty at once, in pieces of any size, are one sentence with their number', () => {
  const { holds, heard } = spoken({ messages: from(1, 3) })
  holds({ messages: from(1, 34) })
  holds({ messages: [...from(1, 34), ...from(35, 43, { author: 'acc_karim' })] })
  expect(heard()).toEqual(['40 nouveaux messages de acc_maelle et acc_karim'])
})

test('of many who write at once, some are named and the others counted', () => {
  const { holds, heard } = spoken({ messages: [] })
  holds({ messages: 'abcdefg'.split('').map((it, at) => aMessage(at + 1, { author: it })) })
  expect(heard()).toEqual(['7 nouveaux messages de a, b, c, d et 3 autres'])
})

test('pages of the history are not said, the last one neither', () => {
  const { holds, heard } = spoken({ messages: from(100, 150), hasNewer: true })
  holds({ messages: from(100, 200), hasNewer: true })
  holds({ messages: from(100, 210) })
  expect(heard()).toEqual([])
  holds({ messages: from(100, 211) })
  expect(heard()).toEqual(['acc_maelle : Message 211'])
})

test('who reads higher up and comes back to the end hears nothing of what was there', () => {
  const { holds, heard } = spoken({ messages: from(100, 150) })
  holds({ messages: from(20, 70), hasNewer: true })
  holds({ messages: from(110, 160) })
  expect(heard()).toEqual([])
})

test('what fills a hole at the end is news', () => {
  const { holds, heard } = spoken({ messages: from(1, 3) })
  holds({ messages: from(1, 3), hasNewer: true })
  holds({ messages: from(1, 6) })
  expect(heard()).toEqual(['3 nouveaux messages de acc_maelle'])
})

test('what is cleared and asked for again is not said', () => {
  const { holds, heard } = spoken({ messages: from(1, 8) })
  holds({ messages: [] })
  holds({ messages: from(6, 6) })
  expect(heard()).toEqual([])
})

test('an answer that shows in the channel too is said by its open thread alone', () => {
  const answer = aMessage(4, { thread: 'msg_1', thread_seq: 1 })
  const { holds, heard } = spoken({ messages: from(1, 3), except: 'msg_1' })
  holds({ messages: [...from(1, 3), answer], except: 'msg_1' })
  expect(heard()).toEqual([])
  holds({ messages: [...from(1, 3), answer, aMessage(5, { thread: 'msg_2', thread_seq: 1 })], except: 'msg_1' })
  expect(heard()).toEqual(['acc_maelle : Message 5'])
})
