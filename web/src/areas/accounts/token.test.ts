// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { tokenIn } from './token'

test('a token is read from the fragment', () => {
  expect(tokenIn('#abcDEF0123456789_-x')).toBe('abcDEF0123456789_-x')
})

test('an empty, short, broken or foreign fragment is not a token', () => {
  for (const hash of ['', '#', '#contenu', '#%E0%A4%A', '#<script>alert(1)</script>aaaaaaaa', `#${'a'.repeat(600)}`])
    expect(tokenIn(hash)).toBeNull()
})
