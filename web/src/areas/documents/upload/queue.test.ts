// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ProblemError, UNREACHABLE } from '@/api/problem'
import type { Problem } from '@/api/types'
import { aFile } from '../testkit'
import type { Node } from './dropped'
import { type Item, UploadQueue, type World } from './queue'

const file = (name: string, path: string[] = [], size = 10): Node => ({
  path,
  name,
  file: new File([new Uint8Array(size)], name),
})

const problem = (status: number, code: string, more: Partial<Problem> = {}) =>
  new ProblemError({ type: 'about:blank', title: '', status, code, ...more })

const taken = (entry: string, revision = 2) =>
  problem(409, 'document.name_taken', { params: { entry, kind: 'file', revision } })

/** What the server was asked, and what it answers to the next one of that name. */
function aWorld(answers: Record<string, (() => Promise<string | null> | string | null)[]> = {}) {
  const asked: string[] = []
  const kept = new Map<string, Item>()
  const reply = async (what: string) => {
    asked.push(what)
    const next = answers[what]?.shift()
    return next ? await next() : `ent_${what}`
  }
  const world: World = {
    sendFile: (it, folder, _file, tell) => {
      tell.url(`/api/v1/uploads/upl_${it.original}`)
      return reply(`${folder}/${it.name}${it.version ? `@${it.version.file}:${it.version.revision}` : ''}`)
    },
    turn: (it) => reply(`turn ${it.name}${it.version ? `@${it.version.file}:${it.version.revision}` : ''}`),
    makeFolder: async (it, folder) => (await reply(`${folder}/${it.name}/`)) ?? '',
    forget: (it) => void asked.push(`forget ${it.name}`),
    keep: (it) => void kept.set(it.id, it),
    drop: (ids) => {
      for (const it of ids) kept.delete(it)
    },
    isReadable: async () => true,
    arrived: () => {},
    now: () => Date.now(),
    later: (tell, ms) => void setTimeout(tell, ms),
  }
  return { queue: new UploadQueue(world), asked, kept }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const states = (queue: UploadQueue) => queue.items.map((it) => `${it.name} ${it.state.is}`)
const refuse = (error: unknown) => () => Promise.reject(error)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('three are sent at a time, in order', async () => {
  const ends: (() => void)[] = []
  const wait = () => new Promise<string>((done) => ends.push(() => done('ent_x')))
  const names = ['a', 'b', 'c', 'd']
  const { queue, asked } = aWorld(Object.fromEntries(names.map((it) => [`top/${it}`, [wait]])))
  queue.add(
    'prj_1',
    'top',
    names.map((it) => file(it)),
  )
  await settle()
  expect(asked).toEqual(['top/a', 'top/b', 'top/c'])
  ends[1]?.()
  await settle()
  expect(asked.at(-1)).toBe('top/d')
})

test('folders are made before what is in them; one that is there is entered; an empty one is made too', async () => {
  const { queue, asked, kept } = aWorld({
    'top/Plans/': [refuse(problem(409, 'document.name_taken', { params: { entry: 'ent_plans', kind: 'folder' } }))],
  })
  queue.add('prj_1', 'top', [{ path: [], name: 'Plans' }, { path: ['Plans'], name: 'Vide' }, file('a.pdf', ['Plans'])])
  await settle()
  expect(asked).toEqual(['top/Plans/', 'ent_plans/Vide/', 'ent_plans/a.pdf'])
  expect(states(queue)).toEqual(['Plans done', 'Vide done', 'a.pdf done'])
  queue.clear()
  expect(queue.items).toEqual([])
  expect(kept.size).toBe(0)
})

describe('a name that is taken', () => {
  test('waits for the person; as a version it says which one was seen', async () => {
    const { queue, asked } = aWorld({ 'top/plan.pdf': [refuse(taken('ent_plan'))] })
    queue.add('prj_1', 'top', [file('plan.pdf')])
    await settle()
    expect(states(queue)).toEqual(['plan.pdf taken'])
    queue.choose(queue.items[0]?.id ?? '', 'version')
    await settle()
    expect(asked).toEqual(['top/plan.pdf', 'top/plan.pdf@ent_plan:2'])
    expect(states(queue)).toEqual(['plan.pdf done'])
  })

  test('beside the other gets the next number that is free', async () => {
    const { queue, asked } = aWorld({
      'top/plan.pdf': [refuse(taken('ent_plan'))],
      'top/plan (2).pdf': [refuse(taken('ent_plan2'))],
    })
    queue.add('prj_1', 'top', [file('plan.pdf')])
    await settle()
    queue.choose(queue.items[0]?.id ?? '', 'both')
    await settle()
    expect(asked).toEqual(['top/plan.pdf', 'top/plan (2).pdf', 'top/plan (3).pdf'])
  })

  test('is answered once for all that came with it, those that come to it later too', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const { queue, asked } = aWorld(Object.fromEntries(names.map((it) => [`top/${it}`, [refuse(taken(`ent_${it}`))]])))
    queue.add(
      'prj_1',
      'top',
      names.map((it) => file(it)),
    )
    await settle()
    queue.choose(queue.items[0]?.id ?? '', 'version', true)
    await settle()
    expect(states(queue)).toEqual(names.map((it) => `${it} done`))
    expect(asked.filter((it) => it.includes('@'))).toHaveLength(5)
  })

  test('only with its last part turns what is there already; nothing is sent again', async () => {
    const { queue, asked } = aWorld({
      'top/plan.pdf': [refuse(taken('ent_plan')), () => null],
      'top/plan.pdf@ent_plan:2': [() => null],
      'turn plan.pdf@ent_plan:2': [() => 'ent_plan'],
    })
    queue.add('prj_1', 'top', [file('plan.pdf')])
    await settle()
    queue.choose(queue.items[0]?.id ?? '', 'version')
    await settle()
    expect(asked.at(-1)).toBe('turn plan.pdf@ent_plan:2')
    expect(queue.items[0]?.entry).toBe('ent_plan')
  })

  test('of a file that was written meanwhile is asked again, with what it holds now', async () => {
    const now = aFile('plan.pdf', { file: { version: 'v', revision: 3, size: 1, media_type: 'application/pdf' } })
    const { queue, asked } = aWorld({
      'top/plan.pdf': [refuse(taken('ent_plan.pdf'))],
      'top/plan.pdf@ent_plan.pdf:2': [refuse(problem(412, 'edit.lost_race', { current: now }))],
    })
    queue.add('prj_1', 'top', [file('plan.pdf')])
    await settle()
    const id = queue.items[0]?.id ?? ''
    queue.choose(id, 'version', true)
    await settle()
    expect(queue.items[0]?.state).toMatchObject({ is: 'taken', revision: 3, isChanged: true })
    queue.choose(id, 'version')
    await settle()
    expect(asked.at(-1)).toBe('top/plan.pdf@ent_plan.pdf:3')
  })

  test('that one leaves out is gone, and what came of it forgotten', async () => {
    const { queue, asked, kept } = aWorld({ 'top/plan.pdf': [refuse(taken('ent_plan'))] })
    queue.add('prj_1', 'top', [file('plan.pdf')])
    await settle()
    queue.choose(queue.items[0]?.id ?? '', 'skip')
    expect(queue.items).toEqual([])
    expect(kept.size).toBe(0)
    expect(asked.at(-1)).toBe('forget plan.pdf')
  })
})

test('a name that the server does not take comes with a better one', async () => {
  const fields = [{ field: 'name', code: 'document.name_reserved', params: { character: ':' } }]
  const { queue, asked } = aWorld({ 'top/10:30.txt': [refuse(problem(422, 'body.unacceptable', { fields }))] })
  queue.add('prj_1', 'top', [file('10:30.txt')])
  await settle()
  expect(queue.items[0]?.state).toMatchObject({ is: 'misnamed', better: '10-30.txt' })
  queue.rename(queue.items[0]?.id ?? '', '10-30.txt')
  await settle()
  expect(asked.at(-1)).toBe('top/10-30.txt')
})

describe('without a connection', () => {
  test('all waits, and goes on by itself, less and less often', async () => {
    const away = refuse(new ProblemError(UNREACHABLE))
    const { queue, asked } = aWorld({ 'top/a': [away, away] })
    queue.add('prj_1', 'top', [file('a')])
    await settle()
    expect(states(queue)).toEqual(['a cut'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(states(queue)).toEqual(['a cut'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(states(queue)).toEqual(['a done'])
  })

  test('goes on at once when it is back', async () => {
    const { queue } = aWorld({ 'top/a': [refuse(new ProblemError(UNREACHABLE))] })
    queue.add('prj_1', 'top', [file('a')])
    await settle()
    queue.goOn()
    await settle()
    expect(states(queue)).toEqual(['a done'])
  })

  test('the server that has come elsewhere is asked where', async () => {
    const { queue, asked } = aWorld({ 'top/a': [refuse(problem(409, 'upload.offset'))] })
    queue.add('prj_1', 'top', [file('a')])
    await settle()
    expect(asked).toEqual(['top/a', 'top/a'])
    expect(states(queue)).toEqual(['a done'])
  })
})

test('a window that was closed is taken over: with its bytes it goes on, without them it asks for the file', async () => {
  const first = aWorld({ 'top/a': [() => new Promise(() => {})], 'top/b': [() => new Promise(() => {})] })
  first.queue.add('prj_1', 'top', [file('a'), file('b')])
  await settle()
  const [a, b] = [...first.kept.values()]
  if (!a || !b) throw new Error('both are kept')
  const second = aWorld()
  second.queue.restore([
    { item: a, file: new Blob(['0123456789']) },
    { item: b, file: null },
  ])
  await settle()
  expect(states(second.queue)).toEqual(['a done', 'b unread'])
  expect(a.url).toBe('/api/v1/uploads/upl_a')
  second.queue.give(b.id, new File(['0123456789'], 'b'))
  await settle()
  expect(states(second.queue)).toEqual(['a done', 'b done'])
})

test('what is refused stays with its reason, and what comes after it goes on', async () => {
  const { queue } = aWorld({ 'top/a': [refuse(problem(507, 'quota.full'))] })
  queue.add('prj_1', 'top', [file('a'), file('b')])
  await settle()
  expect(states(queue)).toEqual(['a refused', 'b done'])
  queue.retry(queue.items[0]?.id ?? '')
  await settle()
  expect(states(queue)).toEqual(['a done', 'b done'])
})

test('one that is paused gives its place to the next', async () => {
  const never = () => new Promise<string>(() => {})
  const { queue, asked } = aWorld({ 'top/a': [never], 'top/b': [never], 'top/c': [never] })
  queue.add(
    'prj_1',
    'top',
    ['a', 'b', 'c', 'd'].map((it) => file(it)),
  )
  await settle()
  queue.pause(queue.items[0]?.id ?? '')
  await settle()
  expect(states(queue)[0]).toBe('a paused')
  // The one that was stopped has not ended by itself here; a real one does.
  expect(asked).toEqual(['top/a', 'top/b', 'top/c'])
})
