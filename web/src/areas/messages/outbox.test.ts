// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, describe, expect, test } from 'vitest'
import { ProblemError } from '@/api/problem'
import type { Id, Message, NewMessage } from '@/api/types'
import { Outbox, type World } from './outbox'

const problem = (status: number, more: object = {}) =>
  new ProblemError({
    type: 'about:blank',
    title: '',
    status,
    code: status === 0 ? 'network.unreachable' : 'x',
    ...more,
  })

/** A server that can be away, and what stays on the device. */
class Fake {
  kept: string | null = null
  posted: string[] = []
  drafts = new Set<string>()
  /** What the next sends meet: a refusal, or an answer lost on the way. */
  script: (ProblemError | 'lost')[] = []
  timers: { tell: () => void; ms: number }[] = []
  isMine = true

  world(): World {
    return {
      load: () => this.kept,
      save: (text) => {
        this.kept = text
      },
      send: async (_: Id, message: NewMessage) => {
        const next = this.script.shift()
        if (next instanceof ProblemError) throw next
        if (!this.drafts.has(message.draft)) this.posted.push(message.body)
        this.drafts.add(message.draft)
        if (next === 'lost') throw problem(0)
        return {} as Message
      },
      isMine: () => this.isMine,
      now: () => 1_000_000,
      later: (tell, ms) => void this.timers.push({ tell, ms }),
      alone: (_, work) => work(),
    }
  }
}

const settle = () => new Promise<void>((done) => setTimeout(done))
const text = (body: string, channel = 'chn_1') => ({
  channel,
  body,
  thread: null,
  also_in_channel: false,
  quotes: null,
  kind: 'text' as const,
})

let fake: Fake
let outbox: Outbox
beforeEach(() => {
  fake = new Fake()
  outbox = new Outbox(fake.world())
})

describe('the outbox', () => {
  test('sends in the order in which it was written, and keeps nothing that has left', async () => {
    for (const body of ['un', 'deux', 'trois']) outbox.add(text(body))
    await settle()
    expect(fake.posted).toEqual(['un', 'deux', 'trois'])
    expect(outbox.items).toEqual([])
    expect(fake.kept).toBe('[]')
  })

  test('waits without a network, survives a reload, and then sends each once and in order', async () => {
    fake.script = [problem(0)]
    outbox.add(text('un'))
    await settle()
    outbox.add(text('deux'))
    fake.script = [problem(0)]
    await settle()
    expect(fake.posted.length).toBeLessThan(2)
    const reloaded = new Outbox(fake.world())
    fake.script = []
    reloaded.sendAll()
    await settle()
    expect(fake.posted).toEqual(['un', 'deux'])
    expect(reloaded.items).toEqual([])
  })

  test('gives a refused message up, and takes it back where it stood', async () => {
    fake.script = [problem(403), problem(403)]
    outbox.add(text('un'))
    outbox.add(text('deux'))
    await settle()
    const [first] = outbox.items
    if (!first) throw new Error('it waits')
    const given = outbox.discard(first.draft)
    expect(outbox.items.map((it) => it.body)).toEqual(['deux'])
    if (given) outbox.takeBack(given)
    expect(outbox.items.map((it) => it.body)).toEqual(['un', 'deux'])
    // Twice is once, and what had left meanwhile is not sent a second time.
    outbox.takeBack(first)
    expect(outbox.items).toHaveLength(2)
  })

  test('an answer that was lost does not post twice: the key is the same', async () => {
    fake.script = ['lost']
    outbox.add(text('un'))
    await settle()
    expect(outbox.items).toHaveLength(1)
    fake.timers.shift()?.tell()
    await settle()
    expect(fake.posted).toEqual(['un'])
    expect(outbox.items).toEqual([])
  })

  test('asked to slow down, waits as long as it was asked, and says so meanwhile', async () => {
    fake.script = [problem(429, { retry_after_s: 7 })]
    outbox.add(text('un'))
    await settle()
    expect(fake.timers[0]?.ms).toBe(7000)
    expect(outbox.pausedUntil).toBe(1_007_000)
    fake.timers[0]?.tell()
    await settle()
    expect(outbox.pausedUntil).toBeNull()
    expect(fake.posted).toEqual(['un'])
  })

  test('what is refused waits for the person and holds up nothing after it', async () => {
    fake.script = [problem(403)]
    const refused = outbox.add(text('un'))
    outbox.add(text('deux'))
    await settle()
    expect(fake.posted).toEqual(['deux'])
    expect(outbox.items.map((it) => it.refused?.status)).toEqual([403])
    outbox.retry(refused?.draft ?? '')
    await settle()
    expect(fake.posted).toEqual(['deux', 'un'])
  })

  test('what is given up is not sent', async () => {
    fake.script = [problem(403)]
    const given = outbox.add(text('un'))
    await settle()
    outbox.discard(given?.draft ?? '')
    outbox.sendAll()
    await settle()
    expect(fake.posted).toEqual([])
  })

  test('a channel whose sending waits does not hold up another', async () => {
    fake.script = [problem(503)]
    outbox.add(text('un', 'chn_1'))
    await settle()
    outbox.add(text('ailleurs', 'chn_2'))
    await settle()
    expect(fake.posted).toEqual(['ailleurs'])
  })

  test('what another tab has sent is not sent again', async () => {
    fake.script = [problem(0)]
    outbox.add(text('un'))
    await settle()
    fake.kept = '[]'
    outbox.sendAll()
    await settle()
    expect(fake.posted).toEqual([])
    expect(outbox.items).toEqual([])
  })

  test('without storage it lasts as long as the page', async () => {
    const world = fake.world()
    world.save = () => {
      throw new Error('quota')
    }
    const own = new Outbox(world)
    for (const body of ['un', 'deux']) own.add(text(body))
    await settle()
    expect(fake.posted).toEqual(['un', 'deux'])
  })

  test('what waits is never dropped for what comes: past five hundred nothing more is taken', () => {
    fake.isMine = false
    for (let n = 1; n < 500; n++) expect(outbox.add(text(`${n}`))).not.toBeNull()
    expect(outbox.isFull).toBe(false)
    // Another tab wrote the five hundredth.
    new Outbox(fake.world()).add(text('500'))
    expect(outbox.add(text('501'))).toBeNull()
    expect(outbox.isFull).toBe(true)
    expect(outbox.items.map((it) => it.body)).toEqual(Array.from({ length: 500 }, (_, at) => `${at + 1}`))
    outbox.discard(outbox.items[0]?.draft ?? '')
    expect(outbox.add(text('501'))).not.toBeNull()
    expect(outbox.items.at(-1)?.body).toBe('501')
  })

  test('what is kept and cannot be read is forgotten, not fatal', () => {
    fake.kept = '{"not":"a list"'
    expect(new Outbox(fake.world()).items).toEqual([])
  })
})

test('what one person wrote does not leave in the name of who signs in after him', async () => {
  fake.isMine = false
  outbox.add(text('bonjour'))
  await settle()
  outbox.sendAll()
  await settle()
  expect(fake.posted).toEqual([])
  // He comes back, and finds it.
  fake.isMine = true
  outbox.sendAll()
  await settle()
  expect(fake.posted).toEqual(['bonjour'])
})
