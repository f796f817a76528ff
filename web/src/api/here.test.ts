// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, test, vi } from 'vitest'
import { forgetHere, noteHere, whoIsHere } from './here'

beforeEach(() => forgetHere())

test('whoever signed in last is here, until they sign out', () => {
  expect(whoIsHere()).toBeNull()
  noteHere('acc_anna')
  noteHere('acc_bo')
  expect(whoIsHere()).toBe('acc_bo')
  forgetHere()
  expect(whoIsHere()).toBeNull()
})

test('it goes with the browser, unless the person stays signed in', () => {
  const written = vi.spyOn(document, 'cookie', 'set')
  const last = () => written.mock.lastCall?.[0] ?? ''
  noteHere('acc_anna', false)
  expect(last()).not.toMatch(/max-age|expires/i)

  noteHere('acc_anna', true)
  expect(last()).toMatch(/Max-Age=2592000$/)
  // The next page that is opened prolongs it, and knows no more than the account.
  noteHere('acc_anna')
  expect(last()).toMatch(/Max-Age=2592000$/)

  // Somebody else has not chosen so.
  noteHere('acc_bo')
  expect(last()).not.toMatch(/max-age|expires/i)
  written.mockRestore()
})
