// SPDX-License-Identifier: EUPL-1.2
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { andAfterAnswers } from './lateAnswers'

/** A question on screen whose answers the test gives, in the order it was asked. */
function asked(cache: QueryClient, name: string, meta: Record<string, unknown> = {}) {
  const waiting: ((answer: string) => void)[] = []
  const observer = new QueryObserver(cache, {
    queryKey: [name],
    queryFn: () => new Promise<string>((answer) => waiting.push(answer)),
    retry: false,
    meta,
  })
  observer.subscribe(() => {})
  return {
    times: () => waiting.length,
    answer: async (time: number, text: string) => {
      waiting[time]?.(text)
      await new Promise((done) => setTimeout(done))
    },
    shown: () => observer.getCurrentResult().data,
  }
}

test('what a frame changed does not go back to an older answer that comes after it', async () => {
  const cache = new QueryClient()
  const list = asked(cache, 'list')
  await list.answer(0, 'one')
  void cache.invalidateQueries()
  expect(list.times()).toBe(2)
  andAfterAnswers(cache, () => cache.setQueryData(['list'], 'one and two'))
  await list.answer(1, 'one')
  expect(list.times()).toBe(3)
  await list.answer(2, 'one and two')
  expect(list.shown()).toBe('one and two')
  expect(list.times()).toBe(3)
})

test('what is asked for the first time may be read before the event: it is asked once more', async () => {
  const cache = new QueryClient()
  const list = asked(cache, 'list')
  andAfterAnswers(cache, () => cache.setQueryData<string>(['list'], (it) => it && 'never'))
  await list.answer(0, 'old')
  await list.answer(1, 'new')
  expect(list.shown()).toBe('new')
  expect(list.times()).toBe(2)
})

test('so is what is asked for the first time and meant by an invalidation', async () => {
  const cache = new QueryClient()
  const list = asked(cache, 'list')
  andAfterAnswers(cache, () => void cache.invalidateQueries())
  expect(list.times()).toBe(1)
  await list.answer(0, 'old')
  expect(list.times()).toBe(2)
})

test('however much is heard before an answer, it is asked once more, not as many times', async () => {
  const cache = new QueryClient()
  const list = asked(cache, 'list')
  for (let heard = 0; heard < 20; heard++) andAfterAnswers(cache, () => void cache.invalidateQueries())
  await list.answer(0, 'old')
  expect(list.times()).toBe(2)
  await list.answer(1, 'new')
  expect(list.shown()).toBe('new')
  expect(list.times()).toBe(2)
})

test('what the frame does not concern, what rests, and what is asked anew by itself, is not asked once more', async () => {
  const cache = new QueryClient()
  const [other, rests, anew] = [asked(cache, 'other'), asked(cache, 'rests'), asked(cache, 'anew')]
  for (const it of [other, rests, anew]) await it.answer(0, 'old')
  void cache.invalidateQueries({ queryKey: ['other'] })
  void cache.invalidateQueries({ queryKey: ['anew'] })
  andAfterAnswers(cache, () => {
    cache.setQueryData(['rests'], 'new')
    void cache.invalidateQueries({ queryKey: ['anew'] })
  })
  await other.answer(1, 'old')
  await anew.answer(2, 'new')
  expect([other.times(), rests.times(), anew.times()]).toEqual([2, 1, 3])
})

test('what merges what is heard by itself is asked once more the first time only', async () => {
  const cache = new QueryClient()
  const list = asked(cache, 'list', { mergesWhatIsHeard: true })
  const hears = () => andAfterAnswers(cache, () => cache.setQueryData<string>(['list'], (it) => it && `${it} heard`))
  hears()
  await list.answer(0, 'old')
  hears()
  await list.answer(1, 'new')
  expect(list.times()).toBe(2)
})

test('what is to be asked for when it is looked at still is, once a frame was folded into it', () => {
  const cache = new QueryClient()
  for (const key of ['stale', 'fresh']) cache.setQueryData([key], 1)
  void cache.invalidateQueries({ queryKey: ['stale'] })
  andAfterAnswers(cache, () => {
    for (const key of ['stale', 'fresh']) cache.setQueryData([key], 2)
  })
  expect(['stale', 'fresh'].map((key) => cache.getQueryState([key])?.isInvalidated)).toEqual([true, false])
})
