// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { inEnglish, inFrench } from './counts'

test('thousands are set apart, and the word is that of so many', () => {
  expect(inFrench.counted(1900, 'message', 'messages')).toBe('1\u202f900 messages')
  expect(inEnglish.counted(1900, 'message', 'messages')).toBe('1,900 messages')
  expect([0, 1, 2].map((n) => inFrench.counted(n, 'fil', 'fils'))).toEqual(['0 fil', '1 fil', '2 fils'])
  expect([0, 1, 2].map((n) => inEnglish.counted(n, 'thread', 'threads'))).toEqual([
    '0 threads',
    '1 thread',
    '2 threads',
  ])
})
