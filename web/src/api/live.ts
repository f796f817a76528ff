// SPDX-License-Identifier: EUPL-1.2
// The one socket of this tab, around the pure machine: the browser's socket, clock and network state come in here.

import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { API } from './client'
import { andAfterAnswers } from './lateAnswers'
import { type Effect, type Input, initial, type Live, type Phase, step } from './liveMachine'
import type { ClientFrame, Id, LiveEvents, Presence, ServerFrame } from './types'

type EventFrame = Extract<ServerFrame, { type: 'event' | 'aside' }>
/** What a handler is given beside the body. */
export interface Heard {
  cache: QueryClient
  topic: string
}
type Handler = (body: never, heard: Heard) => void

const handlers = new Map<string, Set<Handler>>()

/**
 * Folds one kind of event into the cache. Registered once, when an area is loaded; handlers must be idempotent,
 * because a resumed socket may repeat what was already heard.
 */
export function onEvent<Name extends keyof LiveEvents>(
  name: Name,
  fold: (body: LiveEvents[Name], heard: Heard) => void,
): () => void {
  const set = handlers.get(name) ?? new Set<Handler>()
  handlers.set(name, set)
  set.add(fold as Handler)
  return () => set.delete(fold as Handler)
}

const ended = new Set<(topic: string) => void>()

/** Told when the server takes a topic away: the right was lost. */
export function onTopicEnded(tell: (topic: string) => void): () => void {
  ended.add(tell)
  return () => ended.delete(tell)
}

const returned = new Set<(cache: QueryClient) => void>()

/** Told when the socket is back and missed no event: asides, which are said once, may have been. */
export function onReturn(tell: (cache: QueryClient) => void): () => void {
  returned.add(tell)
  return () => returned.delete(tell)
}

const joinedLate = new Set<(topic: string, cache: QueryClient) => void>()

/** Told when a topic is heard from now on, without its past. */
export function onTopicJoined(tell: (topic: string, cache: QueryClient) => void): () => void {
  joinedLate.add(tell)
  return () => joinedLate.delete(tell)
}

export interface Connection {
  phase: Phase
  attempts: number
  /** Epoch milliseconds of the next attempt. */
  retryAt: number | null
}

export interface LiveOptions {
  cache: QueryClient
  /** Where the stream stood before what is in the cache was asked for: what happened since is told. `null`: unknown. */
  cursor: string | null
  signedOut: () => void
  /** One cheap request that fails with 401 when the session has ended. */
  probe: () => void
}

let live: Live = initial
let socket: WebSocket | null = null
let options: LiveOptions | null = null
let clock: ReturnType<typeof setInterval> | null = null
let connection: Connection = { phase: 'idle', attempts: 0, retryAt: null }
const watchers = new Set<() => void>()

let presence: Readonly<Record<Id, Presence>> = {}
const presenceWatchers = new Set<() => void>()

/** Who is writing, by topic and thread, and until when this is believed. */
let typing: Readonly<Record<string, Readonly<Record<Id, number>>>> = {}
const typingWatchers = new Set<() => void>()
/** Those who write say so every three seconds; one word lost on the way must not make them stop. */
const TYPING_HOLDS_MS = 6000

let queue: EventFrame[] = []
let isFlushPlanned = false

/** Opens the socket for the person who is signed in. Calling it again does nothing. */
export function startLive(next: LiveOptions): void {
  options = next
  if (clock === null) {
    clock = setInterval(() => {
      input({ is: 'tick' })
      forgetTyping()
    }, 1000)
    addEventListener('online', backOnline)
    addEventListener('offline', goneOffline)
    document.addEventListener('visibilitychange', seenAgain)
  }
  input({ is: 'start', cursor: next.cursor })
}

/** Closes it, at sign-out. */
export function stopLive(): void {
  input({ is: 'stop' })
  if (clock !== null) clearInterval(clock)
  clock = null
  removeEventListener('online', backOnline)
  removeEventListener('offline', goneOffline)
  document.removeEventListener('visibilitychange', seenAgain)
  queue = []
  presence = {}
  typing = {}
  tellPresence()
}

export const retryNow = (): void => input({ is: 'retry' })
export const setPresence = (state: Exclude<Presence, 'offline'>): void => input({ is: 'presence', state })
/** I write there, `thread`: in one of its threads. */
export const sayTyping = (topic: string, thread: Id | null): void =>
  input({ is: 'typing', topic, ...(thread === null ? {} : { thread }) })

const whereOf = (topic: string, thread: Id | null | undefined): string => (thread ? `${topic}/${thread}` : topic)

/** Hears these topics while the component is mounted; those that stay in the list are not asked for again. */
export function useTopics(topics: readonly string[]): void {
  const heard = useRef(new Set<string>())
  useEffect(() => {
    const wanted = new Set(topics)
    for (const topic of wanted) if (!heard.current.has(topic)) input({ is: 'join', topic })
    for (const topic of heard.current) if (!wanted.has(topic)) input({ is: 'leave', topic })
    heard.current = wanted
  }, [topics])
  useEffect(
    () => () => {
      for (const topic of heard.current) input({ is: 'leave', topic })
      heard.current = new Set()
    },
    [],
  )
}

const NOBODY: readonly Id[] = []

/** Who is writing there or, with `thread`, in that one of its threads, without me. */
export function useTyping(topic: string, thread: Id | null, me: Id): readonly Id[] {
  const people = useSyncExternalStore(watchTyping, () => typing[whereOf(topic, thread)])
  return useMemo(() => (people ? Object.keys(people).filter((it) => it !== me) : NOBODY), [people, me])
}

/** Someone posted: he writes no more. */
export function stoppedTyping(topic: string, thread: Id | null | undefined, person: Id): void {
  const where = whereOf(topic, thread)
  const people = typing[where]
  if (!people || !(person in people)) return
  const { [person]: _, ...rest } = people
  typing = { ...typing, [where]: rest }
  for (const tell of typingWatchers) tell()
}

/** Hears a topic while the component is mounted, e.g. `project:prj_…`. Many readers share one subscription. */
export function useTopic(topic: string | null): void {
  useEffect(() => {
    if (topic === null) return
    input({ is: 'join', topic })
    return () => input({ is: 'leave', topic })
  }, [topic])
}

export const useConnection = (): Connection => useSyncExternalStore(watchConnection, () => connection)

/** Someone's presence as last heard. `fallback` is what the server said when the list was fetched. */
export function usePresence(account: Id | null | undefined, fallback: Presence = 'offline'): Presence {
  return useSyncExternalStore(watchPresence, () => (account ? (presence[account] ?? fallback) : fallback))
}

function input(next: Input): void {
  const [after, effects] = step(live, next, Date.now(), Math.random())
  live = after
  if (connection.phase !== live.phase || connection.retryAt !== live.retryAt || connection.attempts !== live.attempts) {
    connection = { phase: live.phase, attempts: live.attempts, retryAt: live.retryAt }
    for (const tell of watchers) tell()
  }
  for (const effect of effects) run(effect)
}

function run(effect: Effect): void {
  switch (effect.do) {
    case 'connect':
      connect()
      return
    case 'disconnect':
      disconnect()
      return
    case 'send':
      transmit(effect.frame)
      return
    case 'refetch':
      refetch({})
      return
    case 'refetchTopic':
      refetchTopic(effect.topic)
      return
    case 'tellReturn':
      if (options) for (const tell of returned) tell(options.cache)
      return
    case 'deliver':
      deliver(effect.frame)
      return
    case 'forgetPresence':
      presence = {}
      tellPresence()
      return
    case 'signedOut':
      options?.signedOut()
      return
    case 'probe':
      options?.probe()
      return
  }
}

function connect(): void {
  const url = new URL(`${API}/live`, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const opened = new WebSocket(url)
  socket = opened
  // A socket that was given up may still speak: only the current one is listened to.
  opened.onopen = () => socket === opened && input({ is: 'opened' })
  opened.onclose = (event) => {
    if (socket !== opened) return
    socket = null
    input({ is: 'closed', code: event.code })
  }
  opened.onmessage = (event) => {
    if (socket !== opened) return
    const frame = parse(event.data)
    if (frame) input({ is: 'frame', frame })
  }
}

function disconnect(): void {
  const closing = socket
  socket = null
  closing?.close(1000)
}

function transmit(frame: ClientFrame): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
}

function parse(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null
  try {
    const frame: unknown = JSON.parse(data)
    // Kinds this version does not know are for a newer one.
    return typeof frame === 'object' && frame !== null && KINDS.has((frame as ServerFrame).type)
      ? (frame as ServerFrame)
      : null
  } catch {
    return null
  }
}

const KINDS: ReadonlySet<string> = new Set<ServerFrame['type']>([
  'ready',
  'refetch',
  'event',
  'presence',
  'typing',
  'subscribed',
  'denied',
  'ended',
  'aside',
  'pong',
])

function deliver(frame: ServerFrame): void {
  switch (frame.type) {
    case 'event':
    case 'aside':
      queue.push(frame)
      planFlush()
      return
    case 'typing':
      hearTyping(whereOf(frame.topic, frame.thread), frame.people)
      return
    case 'presence':
      presence = { ...presence, ...frame.people }
      tellPresence()
      return
    case 'denied':
    case 'ended':
      for (const tell of ended) tell(frame.topic)
      return
    default:
  }
}

/** A burst of frames costs one rendering: they are folded together before the next picture. */
function planFlush(): void {
  if (isFlushPlanned) return
  isFlushPlanned = true
  // A hidden tab draws no frames, and must still hear that its session ended.
  if (document.hidden) setTimeout(flush, 250)
  else requestAnimationFrame(flush)
}

function flush(): void {
  isFlushPlanned = false
  const frames = queue
  queue = []
  const cache = options?.cache
  if (!cache) return
  andAfterAnswers(cache, () => {
    for (const frame of frames) dispatch(frame, cache)
  })
}

/** Exported for tests of areas: old state + frame must equal a fresh fetch. */
export function dispatch(frame: EventFrame, cache: QueryClient): void {
  for (const fold of handlers.get(frame.name) ?? []) {
    fold(frame.body as never, { cache, topic: frame.topic })
  }
}

/** Queries about a topic carry its id in their key, e.g. `['projects', 'prj_…', 'members']`. */
function refetchTopic(topic: string): void {
  const id = topic.slice(topic.indexOf(':') + 1)
  refetch({ predicate: (query) => query.queryKey.includes(id) })
  if (options) for (const tell of joinedLate) tell(topic, options.cache)
}

function hearTyping(where: string, people: readonly Id[]): void {
  const until = Date.now() + TYPING_HOLDS_MS
  typing = { ...typing, [where]: { ...typing[where], ...Object.fromEntries(people.map((it) => [it, until])) } }
  for (const tell of typingWatchers) tell()
}

/** Whoever has not said so for a while writes no more. */
function forgetTyping(): void {
  const now = Date.now()
  const stale = Object.entries(typing).filter(([, people]) => Object.values(people).some((it) => it <= now))
  if (stale.length === 0) return
  const next = { ...typing }
  for (const [topic, people] of stale) {
    const left = Object.entries(people).filter(([, it]) => it > now)
    if (left.length > 0) next[topic] = Object.fromEntries(left)
    else delete next[topic]
  }
  typing = next
  for (const tell of typingWatchers) tell()
}

function watchTyping(tell: () => void): () => void {
  typingWatchers.add(tell)
  return () => typingWatchers.delete(tell)
}

function refetch(which: InvalidateQueryFilters): void {
  const cache = options?.cache
  if (cache) andAfterAnswers(cache, () => void cache.invalidateQueries(which))
}

const backOnline = (): void => input({ is: 'retry' })
const goneOffline = (): void => input({ is: 'offline' })
/** A laptop that wakes up should not wait for the rest of a long pause. */
const seenAgain = (): void => {
  if (!document.hidden) input({ is: 'retry' })
  // The planned animation frame will not come in a hidden tab.
  else if (isFlushPlanned) flush()
}

function watchConnection(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

function watchPresence(tell: () => void): () => void {
  presenceWatchers.add(tell)
  return () => presenceWatchers.delete(tell)
}

function tellPresence(): void {
  for (const tell of presenceWatchers) tell()
}
