// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import type { Message } from '@/api/types'
import type { Waiting } from './outbox'
import { rowsOf } from './rows'
import { placeInChannel } from './stretch'
import { aMessage } from './testkit'

const waiting = (draft: string): Waiting => ({
  draft,
  at: Date.UTC(2026, 9, 8, 9),
  channel: 'chn_1',
  thread: null,
  also_in_channel: false,
  kind: 'text',
  body: 'En attente',
  quotes: null,
  refused: null,
})

const keysOf = (messages: readonly Message[], waits: readonly Waiting[] = []) =>
  rowsOf({
    messages,
    waiting: waits,
    newAfter: null,
    me: 'acc_me',
    dayOf: (at) => at.slice(0, 10),
    place: placeInChannel,
    hasStart: false,
    hasDays: false,
  }).map(({ kind, key }) => ({ kind, key }))

test('a message under the draft of another’s is a line of its own', () => {
  const victim = aMessage(1, { author: 'acc_anna' })
  const copy = aMessage(2, { author: 'acc_maelle', draft: victim.draft })
  const keys = keysOf([victim, copy]).map((it) => it.key)
  expect(new Set(keys).size).toBe(2)
})

test('what I send stands until it is posted by me, under its own draft or another’s copy of it', () => {
  const copy = aMessage(1, { author: 'acc_maelle', draft: 'mine' })
  const before = keysOf([copy], [waiting('mine')])
  expect(before.map((it) => it.kind)).toEqual(['message', 'waiting'])
  // Posted, it keeps its place and its focus: the same line.
  const after = keysOf([copy, aMessage(2, { author: 'acc_me', draft: 'mine' })], [waiting('mine')])
  expect(after.map((it) => it.kind)).toEqual(['message', 'message'])
  expect(after[1]?.key).toBe(before[1]?.key)
})
