// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { BULK_MAX, inParts } from './bulk'

const ids = Array.from({ length: 2 * BULK_MAX + 5 }, (_, index) => `acc_${index}`)
const done = (part: string[]) => part.map((account) => ({ account, done: true, code: null }))

test('a large selection goes out in parts the server accepts, and every account has its answer', async () => {
  const sizes: number[] = []
  const told: number[] = []
  const report = await inParts(
    ids,
    async (part) => {
      sizes.push(part.length)
      return done(part)
    },
    (count) => told.push(count),
  )
  expect(sizes).toEqual([200, 200, 5])
  expect(told).toEqual([200, 400, 405])
  expect(report.outcomes).toHaveLength(ids.length)
  expect(report.left).toEqual([])
})

test('a cut in the middle keeps what was done and names what is left', async () => {
  let calls = 0
  const report = await inParts(
    ids,
    async (part) => {
      calls += 1
      if (calls === 2) throw new Error('cut')
      return done(part)
    },
    () => {},
  )
  expect(report.outcomes).toHaveLength(BULK_MAX)
  expect(report.left[0]).toBe('acc_200')
  expect(report.left).toHaveLength(BULK_MAX + 5)
  expect(report.stoppedBy).toBeInstanceOf(Error)
})
