// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import {
  BACKOFF_MAX_MS,
  BACKOFF_MIN_MS,
  backoff,
  CLOSE_BAD_FRAME,
  CLOSE_SESSION_ENDED,
  CLOSE_TOO_MANY,
  CLOSE_TOO_SLOW,
  type Effect,
  type Input,
  initial,
  LINGER_MS,
  type Live,
  PING_EVERY_MS,
  PONG_WITHIN_MS,
  step,
} from './liveMachine'
import type { ServerFrame } from './types'

/** Runs inputs one after another; a number lets that much time pass first. */
function play(from: Live, ...inputs: (Input | number)[]): { live: Live; effects: Effect[]; now: number } {
  let live = from
  let now = 1_000_000
  const effects: Effect[] = []
  for (const input of inputs) {
    if (typeof input === 'number') {
      now += input
      continue
    }
    const [after, made] = step(live, input, now, 0.5)
    live = after
    effects.push(...made)
  }
  return { live, effects, now }
}

const toLive: Input[] = [
  { is: 'start', cursor: 'c0' },
  { is: 'opened' },
  { is: 'frame', frame: { type: 'ready', cursor: 'c1' } },
]
const sent = (effects: Effect[]) => effects.flatMap((it) => (it.do === 'send' ? [it.frame] : []))
const done = (effects: Effect[]) => effects.map((it) => it.do)

describe('connecting', () => {
  test('the first frame is resume with the last cursor heard', () => {
    const { live } = play(initial, ...toLive, {
      is: 'frame',
      frame: { type: 'event', cursor: 'c7', topic: 'person:acc_1', name: 'me.changed', body: {} },
    })
    const again = play(live, { is: 'closed', code: 1006 }, { is: 'retry' }, { is: 'opened' })
    expect(sent(again.effects)).toEqual([{ type: 'resume', cursor: 'c7', topics: [] }])
  })

  test('with a cursor nothing is asked again, the first time neither; without one, everything is', () => {
    const first = play(initial, ...toLive)
    expect(sent(first.effects)).toContainEqual({ type: 'resume', cursor: 'c0', topics: [] })
    expect(done(first.effects)).not.toContain('refetch')
    const anew = play(
      first.live,
      { is: 'closed', code: CLOSE_BAD_FRAME },
      BACKOFF_MAX_MS,
      { is: 'tick' },
      { is: 'opened' },
      { is: 'frame', frame: { type: 'ready', cursor: 'c2' } },
    )
    expect(done(anew.effects)).toContain('refetch')
    const resumed = play(
      first.live,
      { is: 'closed', code: 1001 },
      { is: 'retry' },
      { is: 'opened' },
      { is: 'frame', frame: { type: 'ready', cursor: 'c2' } },
    )
    expect(done(resumed.effects)).not.toContain('refetch')
    expect(resumed.live.cursor).toBe('c2')
  })

  test('coming back without a refetch is told, because asides are never said again', () => {
    const first = play(initial, ...toLive)
    // Between the first page and the socket, too.
    expect(done(first.effects)).toContain('tellReturn')
    const resumed = play(
      first.live,
      { is: 'closed', code: 1001 },
      { is: 'retry' },
      { is: 'opened' },
      { is: 'frame', frame: { type: 'ready', cursor: 'c2' } },
    )
    expect(done(resumed.effects)).toContain('tellReturn')
  })

  test('an aside is handed on and moves no cursor: it is not of the stream', () => {
    const { live } = play(initial, ...toLive)
    const aside: ServerFrame = {
      type: 'aside',
      topic: 'person:acc_1',
      name: 'channel.read',
      body: { channel: 'chn_1', seq: 3 },
    }
    const heard = play(live, { is: 'frame', frame: aside })
    expect(done(heard.effects)).toEqual(['deliver'])
    expect(heard.live.cursor).toBe('c1')
  })

  test('a cursor that is too old makes everything be asked again', () => {
    const { live } = play(initial, ...toLive, { is: 'closed', code: 1006 }, { is: 'retry' }, { is: 'opened' })
    const { effects } = play(live, { is: 'frame', frame: { type: 'refetch', cursor: 'c9' } })
    expect(done(effects)).toContain('refetch')
  })

  test('starting twice opens one socket', () => {
    const { effects } = play(initial, { is: 'start', cursor: 'c0' }, { is: 'start', cursor: 'c0' })
    expect(done(effects)).toEqual(['connect'])
  })
})

describe('losing the connection', () => {
  test('waits between half and the whole of a doubling pause, within 0.5 and 30 s', () => {
    expect(backoff(1, 0)).toBe(BACKOFF_MIN_MS)
    expect(backoff(4, 0)).toBe(2000)
    expect(backoff(4, 0.999)).toBeGreaterThan(3990)
    expect(backoff(60, 0.999)).toBeLessThanOrEqual(BACKOFF_MAX_MS)
  })

  test('tries again when the pause is over, and not before', () => {
    const { live } = play(initial, ...toLive, { is: 'closed', code: 1006 })
    expect(live.phase).toBe('waiting')
    const pause = (live.retryAt ?? 0) - 1_000_000
    expect(done(play(live, pause - 1, { is: 'tick' }).effects)).toEqual([])
    expect(done(play(live, pause, { is: 'tick' }).effects)).toEqual(['connect'])
  })

  test('the pause grows with failures and starts small again once live', () => {
    const failing = play(
      initial,
      ...toLive,
      { is: 'closed', code: 1006 },
      { is: 'retry' },
      { is: 'closed', code: 1006 },
      { is: 'retry' },
      { is: 'closed', code: 1006 },
    )
    expect(failing.live.attempts).toBe(3)
    const back = play(
      failing.live,
      { is: 'retry' },
      { is: 'opened' },
      { is: 'frame', frame: { type: 'ready', cursor: 'c2' } },
    )
    expect(back.live.attempts).toBe(0)
  })

  test('an attempt refused before it opened asks whether the session still holds', () => {
    const { effects } = play(initial, { is: 'start', cursor: 'c0' }, { is: 'closed', code: 1006 })
    expect(done(effects)).toEqual(['connect', 'probe'])
  })

  test('an ended session goes to sign-in and is not tried again', () => {
    const { live, effects } = play(initial, ...toLive, { is: 'closed', code: CLOSE_SESSION_ENDED })
    expect(effects.at(-1)).toEqual({ do: 'signedOut' })
    expect(live.phase).toBe('ended')
    expect(done(play(live, BACKOFF_MAX_MS, { is: 'tick' }, { is: 'retry' }).effects)).toEqual([])
  })

  test('too slow: resumes at once, from the cursor', () => {
    const { live, effects } = play(initial, ...toLive, { is: 'closed', code: CLOSE_TOO_SLOW })
    expect(effects.at(-1)).toEqual({ do: 'connect' })
    expect(live.cursor).toBe('c1')
  })

  test('too many sockets: waits the longest pause', () => {
    const { live } = play(initial, ...toLive, { is: 'closed', code: CLOSE_TOO_MANY })
    expect(live.retryAt).toBe(1_000_000 + BACKOFF_MAX_MS)
  })

  test('a frame that was not understood forgets the cursor', () => {
    const { live } = play(initial, ...toLive, { is: 'closed', code: CLOSE_BAD_FRAME })
    expect(live.cursor).toBeNull()
  })

  test('the browser going offline does not wait for silence to be noticed', () => {
    const { live, effects } = play(initial, ...toLive, { is: 'offline' })
    expect(live.phase).toBe('waiting')
    expect(effects.at(-1)).toEqual({ do: 'disconnect' })
  })
})

describe('silence', () => {
  test('is probed with a ping, and ends the socket when nothing answers', () => {
    const quiet = play(initial, ...toLive, PING_EVERY_MS, { is: 'tick' })
    expect(sent(quiet.effects).at(-1)).toEqual({ type: 'ping' })
    const dead = step(quiet.live, { is: 'tick' }, quiet.now + PONG_WITHIN_MS, 0.5)
    expect(dead[0].phase).toBe('waiting')
    expect(done(dead[1])).toEqual(['disconnect'])
  })

  test('any frame is a sign of life', () => {
    const quiet = play(initial, ...toLive, PING_EVERY_MS, { is: 'tick' }, { is: 'frame', frame: { type: 'pong' } })
    const [after, effects] = step(quiet.live, { is: 'tick' }, quiet.now + PONG_WITHIN_MS, 0.5)
    expect(after.phase).toBe('live')
    expect(effects).toEqual([])
  })
})

describe('topics', () => {
  const topic = 'project:prj_1'

  test('many readers share one subscription', () => {
    const { effects } = play(initial, ...toLive, { is: 'join', topic }, { is: 'join', topic })
    expect(sent(effects).filter((it) => it.type === 'subscribe')).toHaveLength(1)
  })

  test('the last reader leaving lets it linger, so that coming back costs nothing', () => {
    const left = play(initial, ...toLive, { is: 'join', topic }, { is: 'leave', topic }, { is: 'join', topic })
    expect(sent(left.effects).filter((it) => it.type === 'subscribe')).toHaveLength(1)
    expect(sent(play(left.live, LINGER_MS + 1, { is: 'tick' }).effects)).not.toContainEqual({
      type: 'unsubscribe',
      topic,
    })
  })

  test('after the lingering it is given up', () => {
    const { effects, live } = play(initial, ...toLive, { is: 'join', topic }, { is: 'leave', topic }, LINGER_MS, {
      is: 'tick',
    })
    expect(sent(effects)).toContainEqual({ type: 'unsubscribe', topic })
    expect(live.topics).toEqual({})
  })

  test('known topics are named in resume, and not subscribed to again once it is answered', () => {
    const { live } = play(initial, ...toLive, { is: 'join', topic })
    const again = play(
      live,
      { is: 'closed', code: 1006 },
      { is: 'retry' },
      { is: 'opened' },
      { is: 'frame', frame: { type: 'subscribed', topic } },
      { is: 'frame', frame: { type: 'ready', cursor: 'c2' } },
    )
    expect(sent(again.effects)).toContainEqual({ type: 'resume', cursor: 'c1', topics: [topic] })
    expect(sent(again.effects)).not.toContainEqual({ type: 'subscribe', topic })
    // The server replayed what was missed: asking for everything again would be waste.
    expect(done(again.effects)).not.toContain('refetchTopic')
  })

  test('a topic joined while the server prepares its answer is asked for after it', () => {
    const { effects } = play(
      initial,
      { is: 'start', cursor: 'c0' },
      { is: 'opened' },
      { is: 'join', topic },
      { is: 'frame', frame: { type: 'ready', cursor: 'c1' } },
    )
    expect(sent(effects)).toContainEqual({ type: 'subscribe', topic })
  })

  test('what was fetched before the subscription held is asked again', () => {
    const { effects } = play(
      initial,
      ...toLive,
      { is: 'join', topic },
      { is: 'frame', frame: { type: 'subscribed', topic } },
    )
    expect(effects.at(-1)).toEqual({ do: 'refetchTopic', topic })
  })

  test('a topic whose right was lost is not asked for again', () => {
    const { live, effects } = play(
      initial,
      ...toLive,
      { is: 'join', topic },
      { is: 'frame', frame: { type: 'ended', topic } },
    )
    expect(effects.at(-1)).toEqual({ do: 'deliver', frame: { type: 'ended', topic } })
    expect(live.topics).toEqual({})
    // The screen that is still mounted leaves later, which must not go below zero.
    expect(play(live, { is: 'leave', topic }).live.topics).toEqual({})
  })
})

test('presence is sent when it changes and again after each reconnection', () => {
  const { live, effects } = play(
    initial,
    ...toLive,
    { is: 'presence', state: 'busy' },
    { is: 'presence', state: 'busy' },
  )
  expect(sent(effects).filter((it) => it.type === 'presence')).toEqual([
    { type: 'presence', state: 'online' },
    { type: 'presence', state: 'busy' },
  ])
  const again = play(
    live,
    { is: 'closed', code: 1001 },
    { is: 'retry' },
    { is: 'opened' },
    { is: 'frame', frame: { type: 'ready', cursor: 'c2' } },
  )
  expect(sent(again.effects)).toContainEqual({ type: 'presence', state: 'busy' })
})
