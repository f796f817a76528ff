// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { isMyOwn, signature } from './automates'
import { counted } from './cache'
import { rowsOf } from './rows'
import { aChannel, aMessage, aPerson } from './testkit'

const hook = { kind: 'hook', name: 'Supervision', icon: 'siren', colour: 'cat-7' } as const

test('what a program posts for me is news to me, and stands under its name', () => {
  const mine = aMessage(11, { author: 'acc_me' })
  const posted = aMessage(11, { author: 'acc_me', automate: hook })
  expect([isMyOwn(mine, 'acc_me'), isMyOwn(posted, 'acc_me')]).toEqual([true, false])
  expect(signature(posted, aPerson('acc_me', 'Maëlle Kervadec'), '?')).toBe('Supervision')
  expect(signature(mine, aPerson('acc_me', 'Maëlle Kervadec'), '?')).toBe('Maëlle Kervadec')
  expect(counted(aChannel(), posted, 'acc_me')).toMatchObject({ unread: 1, read_seq: 10 })
  expect(counted(aChannel(), mine, 'acc_me')).toMatchObject({ unread: 0, read_seq: 11 })
})

test('what a program posts does not go on under the name of whoever it posts for', () => {
  const messages = [
    aMessage(1, { author: 'acc_me' }),
    aMessage(2, { author: 'acc_me', automate: hook }),
    aMessage(3, { author: 'acc_me', automate: hook }),
  ]
  const rows = rowsOf({
    messages,
    waiting: [],
    newAfter: 1,
    me: 'acc_me',
    dayOf: (at) => at.slice(0, 10),
    place: (it) => it.seq ?? null,
    hasStart: false,
    hasDays: false,
  })
  expect(rows.map((it) => (it.kind === 'message' ? it.isFirst : it.kind))).toEqual([true, 'new', true, false])
})
