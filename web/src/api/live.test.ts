// SPDX-License-Identifier: EUPL-1.2
import { QueryClient } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onEvent, onTopicEnded, sayTyping, startLive, stopLive, stoppedTyping, useTyping } from './live'
import type { ServerFrame } from './types'

/** A socket that a test speaks through. */
class FakeSocket {
  static readonly OPEN = 1
  static all: FakeSocket[] = []
  readyState = 0
  sent: unknown[] = []
  onopen: (() => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null

  constructor(readonly url: URL) {
    FakeSocket.all.push(this)
  }
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.readyState = 3
  }
  opens() {
    this.readyState = 1
    this.onopen?.()
  }
  says(frame: ServerFrame | { type: string }) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
}

let draw: (() => void) | null = null
const cache = new QueryClient()
const signedOut = vi.fn()
const probe = vi.fn()

beforeEach(() => {
  FakeSocket.all = []
  draw = null
  vi.clearAllMocks()
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('requestAnimationFrame', (fn: () => void) => {
    draw = fn
    return 1
  })
  startLive({ cache, cursor: 'c0', signedOut, probe })
})
afterEach(() => {
  stopLive()
  vi.unstubAllGlobals()
})

const socket = (): FakeSocket => {
  const last = FakeSocket.all.at(-1)
  if (!last) throw new Error('no socket was opened')
  return last
}
const event = (cursor: string): ServerFrame => ({
  type: 'event',
  cursor,
  topic: 'project:prj_1',
  name: 'project.changed',
  body: { project: 'prj_1' },
})

test('opens on the page’s own host and resumes', () => {
  expect(socket().url.pathname).toBe('/api/v1/live')
  expect(socket().url.host).toBe(location.host)
  socket().opens()
  expect(socket().sent).toEqual([{ type: 'resume', cursor: 'c0', topics: [] }])
})

test('frames of a burst are folded together, once, before the next picture', () => {
  const heard: unknown[] = []
  const off = onEvent('project.changed', (body, { topic }) => heard.push([body.project, topic]))
  socket().opens()
  socket().says({ type: 'ready', cursor: 'c0' })
  socket().says(event('c1'))
  socket().says(event('c2'))
  expect(heard).toEqual([])
  draw?.()
  expect(heard).toEqual([
    ['prj_1', 'project:prj_1'],
    ['prj_1', 'project:prj_1'],
  ])
  off()
})

test('kinds of frames of a newer server, and noise, are left alone', () => {
  socket().opens()
  expect(() => {
    socket().says({ type: 'brand_new' })
    socket().onmessage?.({ data: 'not json' })
    socket().onmessage?.({ data: new ArrayBuffer(2) })
  }).not.toThrow()
})

test('a lost right is told to whoever shows the topic', () => {
  const lost: string[] = []
  const off = onTopicEnded((topic) => lost.push(topic))
  socket().opens()
  socket().says({ type: 'ended', topic: 'project:prj_1' })
  expect(lost).toEqual(['project:prj_1'])
  off()
})

test('an ended session goes to sign-in', () => {
  socket().opens()
  socket().onclose?.({ code: 4001 })
  expect(signedOut).toHaveBeenCalled()
})

test('a socket that was given up is no longer listened to', () => {
  const first = socket()
  first.opens()
  dispatchEvent(new Event('offline'))
  dispatchEvent(new Event('online'))
  expect(FakeSocket.all).toHaveLength(2)
  first.onclose?.({ code: 4001 })
  expect(signedOut).not.toHaveBeenCalled()
})

test('who writes in a thread is seen to write in that thread, and nowhere else', () => {
  const there = socket()
  there.opens()
  there.says({ type: 'ready', cursor: 'c1' })
  sayTyping('channel:chn_1', null)
  sayTyping('channel:chn_1', 'msg_1')
  expect(there.sent.slice(-2)).toEqual([
    { type: 'typing', topic: 'channel:chn_1' },
    { type: 'typing', topic: 'channel:chn_1', thread: 'msg_1' },
  ])
  const writing = (thread: string | null) => renderHook(() => useTyping('channel:chn_1', thread, 'acc_me')).result
  const [channel, thread, other] = [writing(null), writing('msg_1'), writing('msg_2')]
  act(() => {
    there.says({ type: 'typing', topic: 'channel:chn_1', people: ['acc_nour', 'acc_me'] })
    there.says({ type: 'typing', topic: 'channel:chn_1', thread: 'msg_1', people: ['acc_maelle', 'acc_me'] })
  })
  expect([channel.current, thread.current, other.current]).toEqual([['acc_nour'], ['acc_maelle'], []])
  // What she posts in the channel does not say that she writes no more in the thread.
  act(() => stoppedTyping('channel:chn_1', null, 'acc_maelle'))
  expect(thread.current).toEqual(['acc_maelle'])
  act(() => stoppedTyping('channel:chn_1', 'msg_1', 'acc_maelle'))
  expect([channel.current, thread.current]).toEqual([['acc_nour'], []])
})
