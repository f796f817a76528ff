// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { noticeOf, QUIET_MS } from './offline'

const waiting = { phase: 'waiting', attempts: 2, retryAt: 20_000 } as const

test('nothing is said while live, nor about a short interruption', () => {
  expect(noticeOf({ phase: 'live', attempts: 0, retryAt: null }, true, null, 0).kind).toBe('none')
  expect(noticeOf(waiting, true, 10_000, 10_000 + QUIET_MS - 1).kind).toBe('none')
  expect(noticeOf({ phase: 'connecting', attempts: 0, retryAt: null }, true, 0, 60_000).kind).toBe('none')
})

test('then counts down to the next attempt, never below one second', () => {
  expect(noticeOf(waiting, true, 1000, 8001)).toEqual({ kind: 'offline', hasNetwork: true, seconds: 12 })
  expect(noticeOf(waiting, true, 1000, 25_000)).toMatchObject({ seconds: 1 })
})

test('an attempt under way has no countdown', () => {
  expect(noticeOf({ phase: 'connecting', attempts: 3, retryAt: null }, true, 0, 60_000)).toMatchObject({
    seconds: null,
  })
})

test('a browser without network says so at once', () => {
  expect(noticeOf(waiting, false, 9999, 10_000)).toMatchObject({ kind: 'offline', hasNetwork: false })
})
