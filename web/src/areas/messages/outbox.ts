// SPDX-License-Identifier: EUPL-1.2
// What was written and not yet sent. It outlives a reload and a lost connection; each message leaves once, and in order
// within its channel. Kept by account, so that nobody sends what somebody else wrote on a shared machine.

import { useMemo, useSyncExternalStore } from 'react'
import { newDraft } from '@/api/draft'
import { meQuery } from '@/api/me'
import { asProblem } from '@/api/problem'
import { queryClient } from '@/api/query'
import type { Id, Message, NewMessage, Problem } from '@/api/types'
import { mayWait } from './problems'

export interface Waiting {
  draft: string
  channel: Id
  body: string
  /** The message whose thread it answers. */
  thread: Id | null
  also_in_channel: boolean
  quotes: Id | null
  kind: 'text' | 'decision'
  /** What the place is called, for when nobody can be asked: « #général », « Maëlle Kervadec ». */
  where?: string
  /** Epoch milliseconds: when it was written. */
  at: number
  /** Refused: it waits for the person, who sends it again or gives it up. */
  refused: Problem | null
}

/** What the outbox needs of the world; a test gives its own. */
export interface World {
  load: () => string | null
  save: (text: string) => void
  send: (channel: Id, message: NewMessage) => Promise<Message>
  /** Whether who wrote all this is still who is signed in: nothing leaves in the name of the next one. */
  isMine: () => boolean
  now: () => number
  /** Calls back after so many milliseconds. */
  later: (tell: () => void, ms: number) => void
  /** One sender at a time over all tabs. */
  alone: (channel: Id, work: () => Promise<void>) => Promise<void>
}

/** More than this waiting is not somebody writing. */
const WAITING_MAX = 500
const RETRY_MIN_MS = 1000
const RETRY_MAX_MS = 30_000

export class Outbox {
  #items: readonly Waiting[]
  #busy = new Set<Id>()
  #failures = 0
  /** Epoch milliseconds: the server asked to wait until then. */
  #pausedUntil: number | null = null
  #watchers = new Set<() => void>()

  constructor(private readonly world: World) {
    this.#items = this.#read()
  }

  get items(): readonly Waiting[] {
    return this.#items
  }

  /** The server asked to slow down: nothing leaves until then. */
  get pausedUntil(): number | null {
    return this.#pausedUntil
  }

  watch = (tell: () => void): (() => void) => {
    this.#watchers.add(tell)
    return () => this.#watchers.delete(tell)
  }

  /** So much waits that nothing more is taken. */
  get isFull(): boolean {
    return this.#items.length >= WAITING_MAX
  }

  /** `null`: it was not taken, because too much waits already. What waits is never given up for what comes. */
  add(message: Omit<Waiting, 'draft' | 'at' | 'refused'>): Waiting | null {
    this.reread()
    if (this.isFull) return null
    const waiting: Waiting = { ...message, draft: newDraft(), at: this.world.now(), refused: null }
    this.#change((items) => [...items, waiting])
    void this.sendIn(waiting.channel)
    return waiting
  }

  /** Gives up a message; what it was, for whoever changes their mind. */
  discard(draft: string): Waiting | undefined {
    const given = this.#items.find((it) => it.draft === draft)
    this.#change((items) => items.filter((it) => it.draft !== draft))
    return given
  }

  /** What was given up waits again where it stood. */
  takeBack(given: Waiting): void {
    this.#change((items) => {
      if (items.some((it) => it.draft === given.draft)) return items
      // Of one moment, the one that was given up was written first or is told apart by nobody.
      const at = items.findIndex((it) => it.at >= given.at)
      return at < 0 ? [...items, given] : [...items.slice(0, at), given, ...items.slice(at)]
    })
    if (given.refused === null) void this.sendIn(given.channel)
  }

  /** A refused message, sent again under the same key. */
  retry(draft: string): void {
    const found = this.#items.find((it) => it.draft === draft)
    if (!found) return
    this.#change((items) => items.map((it) => (it.draft === draft ? { ...it, refused: null } : it)))
    void this.sendIn(found.channel)
  }

  /** The connection is back, or the page was opened anew. */
  sendAll(): void {
    for (const channel of new Set(this.#items.filter((it) => it.refused === null).map((it) => it.channel)))
      void this.sendIn(channel)
  }

  /** Another tab wrote, sent or gave up something. */
  reread(): void {
    // What could not be kept is only here.
    if (!this.#couldSave) return
    this.#items = this.#read()
    this.#tell()
  }

  async sendIn(channel: Id): Promise<void> {
    if (this.#busy.has(channel)) return
    this.#busy.add(channel)
    try {
      await this.world.alone(channel, async () => {
        // Another tab may have sent some of it while this one waited for its turn.
        this.reread()
        for (;;) {
          const next = this.#items.find((it) => it.channel === channel && it.refused === null)
          if (!next || !(await this.#sendOne(next))) return
        }
      })
    } finally {
      this.#busy.delete(channel)
    }
  }

  /** `false`: nothing more leaves now. */
  async #sendOne(it: Waiting): Promise<boolean> {
    if (!this.world.isMine()) return false
    try {
      await this.world.send(it.channel, {
        draft: it.draft,
        body: it.body,
        kind: it.kind,
        also_in_channel: it.also_in_channel,
        ...(it.thread ? { thread: it.thread } : {}),
        ...(it.quotes ? { quotes: it.quotes } : {}),
      })
      this.#failures = 0
      this.discard(it.draft)
      return true
    } catch (error) {
      const problem = asProblem(error)
      // The session ended: it is sent after the next sign-in.
      if (problem.status === 401) return false
      if (mayWait(problem)) {
        this.#wait(it.channel, problem)
        return false
      }
      this.#change((items) => items.map((each) => (each.draft === it.draft ? { ...each, refused: problem } : each)))
      return true
    }
  }

  #wait(channel: Id, problem: Problem): void {
    this.#failures += 1
    const asked = (problem.retry_after_s ?? 0) * 1000
    const own = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** (this.#failures - 1))
    const ms = asked > 0 ? asked : own
    if (problem.status === 429) {
      this.#pausedUntil = this.world.now() + ms
      this.#tell()
    }
    this.world.later(() => {
      this.#pausedUntil = null
      this.#tell()
      void this.sendIn(channel)
    }, ms)
  }

  #read(): readonly Waiting[] {
    return waitingIn(this.world.load)
  }

  /** Other tabs write the same list: it is read anew before each change. */
  #change(change: (items: readonly Waiting[]) => readonly Waiting[]): void {
    const kept = this.#read()
    this.#items = change(this.#couldSave ? kept : this.#items)
    try {
      this.world.save(JSON.stringify(this.#items))
      this.#couldSave = true
    } catch {
      // Storage refused or full: it lasts as long as the page.
      this.#couldSave = false
    }
    this.#tell()
  }

  #couldSave = true

  #tell(): void {
    for (const tell of this.#watchers) tell()
  }
}

function waitingIn(load: () => string | null): readonly Waiting[] {
  try {
    const kept: unknown = JSON.parse(load() ?? '[]')
    return Array.isArray(kept) ? (kept as Waiting[]).filter((it) => typeof it?.draft === 'string') : []
  } catch {
    return []
  }
}

const NONE: readonly Waiting[] = []
let current: { account: Id; outbox: Outbox } | null = null
const storageKey = (account: Id) => `plano.outbox.${account}`

/** What this person has waiting on this device; nothing is sent by looking. */
export const keptWaiting = (account: Id): readonly Waiting[] =>
  waitingIn(() => localStorage.getItem(storageKey(account)))

const keptWatchers = new Set<() => void>()

/** Tells when this window keeps something else of what waits; other windows are heard by `storage`. */
export function watchKeptWaiting(tell: () => void): () => void {
  keptWatchers.add(tell)
  return () => keptWatchers.delete(tell)
}

/** The outbox of whoever is signed in, made once. */
export function outboxOf(account: Id, send: World['send']): Outbox {
  if (current?.account === account) return current.outbox
  const key = storageKey(account)
  const outbox = new Outbox({
    load: () => localStorage.getItem(key),
    save: (text) => {
      if (text === '[]') localStorage.removeItem(key)
      else localStorage.setItem(key, text)
      for (const tell of keptWatchers) tell()
    },
    send,
    isMine: () => queryClient.getQueryData(meQuery.queryKey)?.account.id === account,
    now: () => Date.now(),
    later: (tell, ms) => void setTimeout(tell, ms),
    alone: async (channel, work) => {
      // Missing on plain HTTP; the draft key then keeps two tabs from posting twice.
      if (!navigator.locks) return await work()
      await navigator.locks.request(`plano.outbox.${channel}`, work)
    },
  })
  current = { account, outbox }
  addEventListener('storage', (event) => {
    if (event.key === key) outbox.reread()
  })
  addEventListener('online', () => outbox.sendAll())
  return outbox
}

/** What waits in one place: a channel, or a thread of it. */
export function useWaiting(outbox: Outbox, channel: Id, thread: Id | null): readonly Waiting[] {
  const all = useSyncExternalStore(outbox.watch, () => outbox.items)
  return useMemo(() => {
    const here = all.filter(
      (it) =>
        it.channel === channel && (thread === null ? it.thread === null || it.also_in_channel : it.thread === thread),
    )
    return here.length === 0 ? NONE : here
  }, [all, channel, thread])
}
