// SPDX-License-Identifier: EUPL-1.2
// The live socket as a pure machine: inputs and time in, effects out. No socket and no clock in here,
// so that hours of bad network are tested in milliseconds.

import type { ClientFrame, Id, Presence, ServerFrame } from './types'

export const BACKOFF_MIN_MS = 500
export const BACKOFF_MAX_MS = 30_000
/** The server counts silence too; a proxy on the way usually cuts after 60 s. */
export const PING_EVERY_MS = 25_000
export const PONG_WITHIN_MS = 10_000
/** Topics are kept this long after the last reader left, so that going back and forth costs nothing. */
export const LINGER_MS = 20_000

/** The server's limit for `resume`; further topics are subscribed to one by one. */
const RESUME_TOPICS_MAX = 256

export const CLOSE_SESSION_ENDED = 4001
export const CLOSE_TOO_SLOW = 4008
export const CLOSE_TOO_MANY = 4009
export const CLOSE_BAD_FRAME = 4010

export type Phase =
  /** Not started, or stopped on purpose. */
  | 'idle'
  | 'connecting'
  /** The socket is open and `resume` sent; the server has not said where it stands yet. */
  | 'resuming'
  | 'live'
  /** Waiting for `retryAt`. */
  | 'waiting'
  /** The session ended: only a new sign-in starts it again. */
  | 'ended'

export interface Live {
  phase: Phase
  cursor: string | null
  /** Failed attempts since the last time it was live. */
  attempts: number
  retryAt: number | null
  /** Readers per topic. A topic at 0 is lingering until `lingering[topic]`. */
  topics: Readonly<Record<string, number>>
  lingering: Readonly<Record<string, number>>
  /** Topics named in `resume`: the server replays what they missed, so that nothing has to be fetched again. */
  resumed: readonly string[]
  presence: Exclude<Presence, 'offline'>
  lastHeardAt: number
  pingedAt: number | null
}

export type Input =
  /** All that is in the cache was asked for after `cursor`. */
  | { is: 'start'; cursor: string | null }
  | { is: 'stop' }
  | { is: 'opened' }
  | { is: 'closed'; code: number }
  | { is: 'frame'; frame: ServerFrame }
  | { is: 'join'; topic: string }
  | { is: 'leave'; topic: string }
  | { is: 'presence'; state: Exclude<Presence, 'offline'> }
  | { is: 'typing'; topic: string; thread?: Id }
  /** The browser says that the network is back, or the person asks to try now. */
  | { is: 'retry' }
  /** The browser says that there is no network. */
  | { is: 'offline' }
  | { is: 'tick' }

export type Effect =
  | { do: 'connect' }
  | { do: 'disconnect' }
  | { do: 'send'; frame: ClientFrame }
  /** Everything cached may be missing something: ask again. */
  | { do: 'refetch' }
  /** The topic was joined late: what was fetched about it before may be missing something. */
  | { do: 'refetchTopic'; topic: string }
  /** The socket was away and is back: what is never said twice (asides) may have been missed. */
  | { do: 'tellReturn' }
  | { do: 'deliver'; frame: ServerFrame }
  /** Presence is told anew on each connection, offline people left out. */
  | { do: 'forgetPresence' }
  | { do: 'signedOut' }
  /** The socket was refused before it opened: one ordinary request tells whether the session still holds. */
  | { do: 'probe' }

export const initial: Live = {
  phase: 'idle',
  cursor: null,
  attempts: 0,
  retryAt: null,
  topics: {},
  lingering: {},
  resumed: [],
  presence: 'online',
  lastHeardAt: 0,
  pingedAt: null,
}

/** `random` is in [0, 1): full jitter above half, so that a restarted server is not met by everyone at once. */
export function backoff(attempts: number, random: number): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.max(0, attempts - 1))
  return Math.max(BACKOFF_MIN_MS, Math.round(ceiling / 2 + (ceiling / 2) * random))
}

export function step(live: Live, input: Input, now: number, random: number): [Live, Effect[]] {
  switch (input.is) {
    case 'start':
      if (live.phase !== 'idle' && live.phase !== 'ended') return [live, []]
      return [{ ...live, phase: 'connecting', cursor: input.cursor, attempts: 0, retryAt: null }, [{ do: 'connect' }]]

    case 'stop':
      return [{ ...initial, topics: live.topics, presence: live.presence }, [{ do: 'disconnect' }]]

    case 'opened': {
      if (live.phase !== 'connecting') return [live, []]
      const resumed = Object.keys(live.topics).slice(0, RESUME_TOPICS_MAX)
      return [
        { ...live, phase: 'resuming', resumed, lastHeardAt: now, pingedAt: null },
        [{ do: 'forgetPresence' }, { do: 'send', frame: { type: 'resume', cursor: live.cursor, topics: resumed } }],
      ]
    }

    case 'closed':
      return closed(live, input.code, now, random)

    case 'frame':
      return heard(live, input.frame, now)

    case 'join':
      return join(live, input.topic)

    case 'leave':
      return [leave(live, input.topic, now), []]

    case 'presence':
      if (live.presence === input.state) return [live, []]
      return [
        { ...live, presence: input.state },
        live.phase === 'live' ? [{ do: 'send', frame: { type: 'presence', state: input.state } }] : [],
      ]

    case 'typing': {
      const { topic, thread } = input
      const frame = { type: 'typing', topic, ...(thread === undefined ? {} : { thread }) } as const
      return [live, live.phase === 'live' ? [{ do: 'send', frame }] : []]
    }

    case 'retry':
      if (live.phase !== 'waiting') return [live, []]
      return [{ ...live, phase: 'connecting', retryAt: null }, [{ do: 'connect' }]]

    case 'offline':
      // The socket would notice only after a minute of silence.
      if (live.phase === 'idle' || live.phase === 'ended' || live.phase === 'waiting') return [live, []]
      return [wait({ ...live, attempts: live.attempts + 1 }, now, random), [{ do: 'disconnect' }]]

    case 'tick':
      return tick(live, now, random)
  }
}

function closed(live: Live, code: number, now: number, random: number): [Live, Effect[]] {
  if (live.phase === 'idle' || live.phase === 'ended' || live.phase === 'waiting') return [live, []]
  if (code === CLOSE_SESSION_ENDED) {
    return [{ ...initial, topics: live.topics, presence: live.presence, phase: 'ended' }, [{ do: 'signedOut' }]]
  }
  const neverOpened = live.phase === 'connecting'
  const next: Live = {
    ...live,
    // A frame of ours, or our cursor, was not understood: starting anew is the only safe way.
    cursor: code === CLOSE_BAD_FRAME ? null : live.cursor,
    attempts: live.attempts + 1,
  }
  const effects: Effect[] = neverOpened ? [{ do: 'probe' }] : []
  if (code === CLOSE_TOO_SLOW && live.phase === 'live') {
    return [{ ...next, phase: 'connecting', retryAt: null, pingedAt: null }, [{ do: 'connect' }]]
  }
  if (code === CLOSE_TOO_MANY) {
    return [{ ...next, phase: 'waiting', retryAt: now + BACKOFF_MAX_MS, pingedAt: null }, effects]
  }
  return [wait(next, now, random), effects]
}

function wait(live: Live, now: number, random: number): Live {
  return { ...live, phase: 'waiting', retryAt: now + backoff(live.attempts, random), pingedAt: null }
}

function heard(live: Live, frame: ServerFrame, now: number): [Live, Effect[]] {
  const next = { ...live, lastHeardAt: now, pingedAt: null }
  switch (frame.type) {
    case 'ready':
    case 'refetch': {
      // With no cursor to resume from, whatever was fetched before this moment may have missed an event.
      const missed = frame.type === 'refetch' || live.cursor === null
      const ready: Live = { ...next, phase: 'live', attempts: 0, retryAt: null, cursor: frame.cursor ?? live.cursor }
      const subscriptions: Effect[] = Object.keys(live.topics)
        .filter((topic) => !live.resumed.includes(topic))
        .map((topic) => ({ do: 'send', frame: { type: 'subscribe', topic } }))
      return [
        ready,
        [
          ...subscriptions,
          { do: 'send', frame: { type: 'presence', state: live.presence } },
          missed ? { do: 'refetch' } : { do: 'tellReturn' },
        ],
      ]
    }
    case 'event':
      return [{ ...next, cursor: frame.cursor }, [{ do: 'deliver', frame }]]
    case 'subscribed':
      // While resuming, the missed events follow; a topic joined later starts now, without its past.
      return [next, live.phase === 'live' ? [{ do: 'refetchTopic', topic: frame.topic }] : []]
    case 'denied':
    case 'ended':
      // Not asked for again on the next connection: the right is gone.
      return [
        { ...next, topics: without(live.topics, frame.topic), lingering: without(live.lingering, frame.topic) },
        [{ do: 'deliver', frame }],
      ]
    case 'presence':
    case 'typing':
    case 'aside':
      return [next, [{ do: 'deliver', frame }]]
    case 'pong':
      return [next, []]
  }
}

function join(live: Live, topic: string): [Live, Effect[]] {
  const known = topic in live.topics
  const next = {
    ...live,
    topics: { ...live.topics, [topic]: (live.topics[topic] ?? 0) + 1 },
    lingering: without(live.lingering, topic),
  }
  if (known || live.phase !== 'live') return [next, []]
  return [next, [{ do: 'send', frame: { type: 'subscribe', topic } }]]
}

function leave(live: Live, topic: string, now: number): Live {
  const readers = live.topics[topic]
  if (readers === undefined || readers === 0) return live
  const topics = { ...live.topics, [topic]: readers - 1 }
  return readers === 1
    ? { ...live, topics, lingering: { ...live.lingering, [topic]: now + LINGER_MS } }
    : { ...live, topics }
}

function tick(live: Live, now: number, random: number): [Live, Effect[]] {
  const effects: Effect[] = []
  let next = live
  for (const [topic, until] of Object.entries(live.lingering)) {
    if (until > now) continue
    next = { ...next, topics: without(next.topics, topic), lingering: without(next.lingering, topic) }
    if (live.phase === 'live') effects.push({ do: 'send', frame: { type: 'unsubscribe', topic } })
  }
  if (next.phase === 'waiting' && next.retryAt !== null && next.retryAt <= now) {
    return [{ ...next, phase: 'connecting', retryAt: null }, [...effects, { do: 'connect' }]]
  }
  if (next.phase === 'live' || next.phase === 'resuming') {
    if (next.pingedAt !== null && now - next.pingedAt >= PONG_WITHIN_MS) {
      return [wait({ ...next, attempts: next.attempts + 1 }, now, random), [...effects, { do: 'disconnect' }]]
    }
    if (next.pingedAt === null && now - next.lastHeardAt >= PING_EVERY_MS) {
      return [{ ...next, pingedAt: now }, [...effects, { do: 'send', frame: { type: 'ping' } }]]
    }
  }
  return [next, effects]
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!(key in record)) return record
  const { [key]: _, ...rest } = record
  return rest
}
