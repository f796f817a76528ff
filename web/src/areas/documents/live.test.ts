// SPDX-License-Identifier: EUPL-1.2
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { both, drop, put } from './cache'
import { keys } from './keys'
import { hear } from './live'
import type { Order } from './searches'
import { aFile, aFolder, pageFor, top } from './testkit'

const BY_NAME: Order = { by: 'name', isDescending: false }
const page = (...items: ReturnType<typeof aFile>[]) => ({
  pages: [{ items, people: [], next: null }],
  pageParams: [null],
})

let cache = new QueryClient()
const isStale = (key: readonly unknown[]) => cache.getQueryState(key)?.isInvalidated === true

beforeEach(() => {
  vi.useFakeTimers()
  cache = new QueryClient()
  cache.setQueryData(keys.top('prj_1'), pageFor(top()))
  cache.setQueryData(keys.list('prj_1', 'ent_top', BY_NAME), page(aFolder('Devis'), aFile('plan.pdf')))
  cache.setQueryData(keys.list('prj_1', 'ent_Devis', BY_NAME), page(aFile('a.pdf', { folder: 'ent_Devis' })))
  cache.setQueryData(keys.list('prj_1', 'ent_Maquettes', BY_NAME), page())
  cache.setQueryData(
    keys.entry('prj_1', 'ent_a.pdf'),
    pageFor(aFile('a.pdf', { folder: 'ent_Devis' }), [
      { id: 'ent_top', name: '' },
      { id: 'ent_Devis', name: 'Devis' },
    ]),
  )
  cache.setQueryData(keys.text('prj_1', 'ent_a.pdf', 1), { text: '', isWhole: true })
})
afterEach(async () => {
  // What is held back for a second is not held back from the next test.
  await vi.advanceTimersByTimeAsync(3000)
  vi.useRealTimers()
})

test('what changed in a folder is asked for there, where the folder is counted, and on the way to it; no further', async () => {
  hear(cache, { project: 'prj_1', entry: 'ent_b.pdf', folders: ['ent_Devis'] })
  await vi.advanceTimersByTimeAsync(0)
  expect(isStale(keys.list('prj_1', 'ent_Devis', BY_NAME))).toBe(true)
  expect(isStale(keys.list('prj_1', 'ent_top', BY_NAME))).toBe(true)
  expect(isStale(keys.entry('prj_1', 'ent_a.pdf'))).toBe(true)
  expect(isStale(keys.list('prj_1', 'ent_Maquettes', BY_NAME))).toBe(false)
})

test('what may have changed anywhere is asked for everywhere, but for what can never change', async () => {
  hear(cache, { project: 'prj_1' })
  await vi.advanceTimersByTimeAsync(0)
  expect(isStale(keys.list('prj_1', 'ent_Maquettes', BY_NAME))).toBe(true)
  expect(isStale(keys.text('prj_1', 'ent_a.pdf', 1))).toBe(false)
})

test('of a thousand files in a row, what shows them is asked for once a second', async () => {
  const asked = vi.spyOn(cache, 'invalidateQueries')
  for (let at = 0; at < 1000; at += 1) hear(cache, { project: 'prj_2', entry: `ent_${at}`, folders: ['ent_top'] })
  expect(asked).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked).toHaveBeenCalledTimes(2)
})

test('two changes are one that asks for both', () => {
  expect(both({ project: 'p', entry: 'a', folders: ['x'] }, { project: 'p', entry: 'b', folders: ['y'] })).toEqual({
    project: 'p',
    folders: ['x', 'y', 'a', 'b'],
  })
  expect(both({ project: 'p', folders: ['x'] }, { project: 'p' })).toEqual({ project: 'p' })
})

test('what the server has just told stands where it is shown; what went elsewhere no longer does', () => {
  put(cache, aFile('plan.pdf', { name: 'plan du hall.pdf' }))
  const names = () =>
    cache
      .getQueryData<ReturnType<typeof page>>(keys.list('prj_1', 'ent_top', BY_NAME))
      ?.pages.flatMap((it) => it.items.map((each) => each.name))
  expect(names()).toEqual(['Devis', 'plan du hall.pdf'])
  drop(cache, 'prj_1', new Set(['ent_Devis']))
  expect(names()).toEqual(['plan du hall.pdf'])
})
