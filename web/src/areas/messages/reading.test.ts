// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { Reading } from './reading'

/** Tells nothing by itself: each request is answered when the test says so. */
const aReading = () => {
  const sent: number[] = []
  const answers: ((is: 'told' | 'refused') => Promise<void>)[] = []
  const turns: (() => void)[] = []
  const reading = new Reading({
    send: (_, seq) => {
      sent.push(seq)
      return new Promise((told, refused) => {
        answers.push(async (is) => {
          if (is === 'told') told(undefined)
          else refused(new Error('no connection'))
          await new Promise((passed) => setTimeout(passed))
        })
      })
    },
    later: (tell) => turns.push(tell),
  })
  return {
    reading,
    sent,
    answer: async (is: 'told' | 'refused' = 'told') => answers.shift()?.(is),
    turn: () => turns.shift()?.(),
  }
}

test('what another window marks as unread is unread here, and what waits is not told after it', async () => {
  const { reading, sent, answer, turn } = aReading()
  reading.say('chn_1', 10)
  await answer()
  reading.say('chn_1', 12)
  expect(reading.heard('chn_1', 5, 12)).toBe('back')
  turn()
  expect(sent).toEqual([10])
})

test('before this window has told anything, what it shows as read counts', () => {
  expect(aReading().reading.heard('chn_1', 5, 10)).toBe('back')
})

test('a window that is further behind, or tells the same, marks nothing as unread', async () => {
  const { reading, answer } = aReading()
  reading.say('chn_1', 4)
  await answer()
  // Read on here, not told yet; another window was slower.
  reading.say('chn_1', 9)
  expect(reading.heard('chn_1', 4, 9)).toBeNull()
  expect(reading.heard('chn_1', 6, 9)).toBe('on')
})

test('what is on its way meanwhile may come before or after: nothing is marked', async () => {
  const { reading, answer } = aReading()
  reading.say('chn_1', 9)
  expect(reading.heard('chn_1', 6, 9)).toBeNull()
  await answer('refused')
  expect(reading.heard('chn_1', 5, 9)).toBe('back')
})

test('what is marked as unread is told after what is on its way, not beside it', async () => {
  const { reading, sent, answer, turn } = aReading()
  reading.say('chn_1', 9)
  reading.say('chn_1', 10)
  const marked = reading.back('chn_1', 4)
  expect(sent).toEqual([9])
  await answer()
  expect(sent).toEqual([9, 4])
  await answer()
  await marked
  turn()
  expect(sent).toEqual([9, 4])
})

test('what is marked as unread is told even where what was on its way was refused', async () => {
  const { reading, sent, answer } = aReading()
  reading.say('chn_1', 9)
  const marked = expect(reading.back('chn_1', 4)).rejects.toThrow('no connection')
  await answer('refused')
  expect(sent).toEqual([9, 4])
  await answer('refused')
  await marked
})

test('a slow request is not passed by the next one', async () => {
  const { reading, sent, answer, turn } = aReading()
  reading.say('chn_1', 9)
  reading.say('chn_1', 12)
  turn()
  expect(sent).toEqual([9])
  await answer()
  expect(sent).toEqual([9, 12])
})
