// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { readTalkSearch } from './searches'

test('an address of before, which says « thread », opens the same thread', () => {
  expect(readTalkSearch({ thread: 'msg_1', message: 'msg_2' })).toMatchObject({ fil: 'msg_1', message: 'msg_2' })
})

test('the name of today goes first, and what is no message is none', () => {
  expect(readTalkSearch({ fil: 'msg_3', thread: 'msg_1' }).fil).toBe('msg_3')
  expect(readTalkSearch({ fil: 'x', thread: 'acc_1' }).fil).toBeUndefined()
})
