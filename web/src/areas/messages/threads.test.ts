// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import type { FollowedThread, FollowedThreads, HeardMessage, Message } from '@/api/types'
import { aMessage } from './testkit'
import { answered, changedRoot, readUpTo, shownThreads } from './threads'

const answers = (count: number, resolved_at: string | null = null) => ({
  count,
  last_posted_at: '2026-10-08T09:00:00Z',
  people: ['acc_maelle'],
  resolved_at,
})
const aThread = (n: number, more: Partial<FollowedThread> = {}): FollowedThread => ({
  root: aMessage(n, { answers: answers(3) }),
  read_seq: 3,
  last_seq: 3 + (more.unread ?? 0),
  unread: 0,
  ...more,
})
const held = (...items: FollowedThread[]): FollowedThreads => ({ items, people: [] })
const anAnswer = (root: number, thread_seq: number, more: Partial<Message> = {}): HeardMessage => ({
  message: aMessage(100 + thread_seq, { seq: null, thread: `msg_${root}`, thread_seq, ...more }),
  people: [],
  root: { id: `msg_${root}`, answers: answers(thread_seq) },
})

describe('an answer in a followed thread', () => {
  test('counts, and brings its thread to the top', () => {
    const after = answered(held(aThread(1), aThread(2)), anAnswer(2, 4), 'acc_me')
    expect(after).toMatchObject({
      items: [{ root: { id: 'msg_2', answers: { count: 4 } }, read_seq: 3, unread: 1 }, { root: { id: 'msg_1' } }],
    })
  })

  test('heard twice counts once', () => {
    const once = answered(held(aThread(1)), anAnswer(1, 4), 'acc_me')
    if (once === 'ask') throw new Error('it is followed')
    expect(answered(once, anAnswer(1, 4), 'acc_me')).toBe(once)
  })

  test('after one that was missed counts both', () => {
    expect(answered(held(aThread(1)), anAnswer(1, 5), 'acc_me')).toMatchObject({ items: [{ unread: 2 }] })
  })

  test('of my own is read, and all before it', () => {
    const after = answered(held(aThread(1, { unread: 2 })), anAnswer(1, 6, { author: 'acc_me' }), 'acc_me')
    expect(after).toMatchObject({ items: [{ read_seq: 6, unread: 0 }] })
  })

  test('of my own that was written for later leaves unread what I have not read', () => {
    const list = held(aThread(1, { unread: 2 }))
    const mine = anAnswer(1, 6, { author: 'acc_me' })
    expect(answered(list, mine, 'acc_me', true)).toMatchObject({ items: [{ read_seq: 3, last_seq: 6, unread: 2 }] })
    expect(answered(list, mine, 'acc_me', null)).toBe('ask')
    expect(answered(held(aThread(1)), anAnswer(1, 4, { author: 'acc_me' }), 'acc_me', null)).toMatchObject({
      items: [{ unread: 0 }],
    })
  })
})

const byProgram = { author: 'acc_me', automate: { name: 'Veille' } as unknown as NonNullable<Message['automate']> }

test('an answer that a program of mine posted is news to me, and makes me follow nothing', () => {
  expect(answered(held(aThread(1)), anAnswer(1, 4, byProgram), 'acc_me')).toMatchObject({ items: [{ unread: 1 }] })
  const list = held(aThread(1))
  expect(answered(list, anAnswer(9, 4, byProgram), 'acc_me')).toBe(list)
})

describe('an answer in another thread', () => {
  test('is nothing, unless I wrote it or it is the first: then I may follow it', () => {
    const list = held(aThread(1))
    expect(answered(list, anAnswer(9, 4), 'acc_me')).toBe(list)
    expect(answered(list, anAnswer(9, 4, { author: 'acc_me' }), 'acc_me')).toBe('ask')
    expect(answered(list, anAnswer(9, 1), 'acc_me')).toBe('ask')
  })
})

test('a thread is read up to a place, also back to an earlier one, and never beyond its end', () => {
  const list = held(aThread(1, { read_seq: 2, last_seq: 7, unread: 5 }))
  const read = (root: string, seq: number) => readUpTo(list, root, seq)
  expect(read('msg_1', 4)).toMatchObject({ threads: { items: [{ read_seq: 4, unread: 3 }] }, isSure: true })
  expect(read('msg_1', 2).threads).toBe(list)
  // Of what one goes back to, some may be one's own.
  expect(read('msg_1', 1)).toMatchObject({ threads: { items: [{ read_seq: 1, unread: 6 }] }, isSure: false })
  expect(read('msg_1', 99)).toMatchObject({ threads: { items: [{ read_seq: 7, unread: 0 }] }, isSure: true })
  expect(read('msg_9', 4).threads).toBe(list)
  const fewer = held(aThread(1, { read_seq: 2, last_seq: 7, unread: 3 }))
  expect(readUpTo(fewer, 'msg_1', 3)).toMatchObject({ threads: { items: [{ unread: 3 }] }, isSure: false })
})

test('a thread that is settled says so, and an older saying does not undo it', () => {
  const settled = aMessage(1, { etag: '2', answers: answers(3, '2026-10-08T10:00:00Z') })
  const after = changedRoot(held(aThread(1)), settled)
  expect(after.items[0]?.root.answers?.resolved_at).toBe('2026-10-08T10:00:00Z')
  expect(changedRoot(after, aMessage(1, { etag: '1' }))).toBe(after)
})

test('filters show what is new or settled, and what is open although it is read by being open', () => {
  const [fresh, read, settled] = [
    aThread(1, { unread: 1 }),
    aThread(2),
    aThread(3, { root: aMessage(3, { answers: answers(1, '2026-10-08T10:00:00Z') }) }),
  ]
  const all = [fresh, read, settled]
  expect(shownThreads(all, 'all', null)).toEqual(all)
  expect(shownThreads(all, 'unread', null)).toEqual([fresh])
  expect(shownThreads(all, 'unread', 'msg_2')).toEqual([fresh, read])
  expect(shownThreads(all, 'resolved', null)).toEqual([settled])
})
