// SPDX-License-Identifier: EUPL-1.2
// How far one has read, told to the server calmly: at most once every two seconds a channel, the last place always.

import type { Id } from '@/api/types'

/** Source: the brief of the area; a person reading fast still costs one small request every two seconds. */
export const EVERY_MS = 2000

export interface ReadingWorld {
  send: (channel: Id, seq: number) => Promise<unknown>
  later: (tell: () => void, ms: number) => void
}

export class Reading {
  #wanted = new Map<Id, number>()
  #resting = new Set<Id>()
  /** What is on its way: of two requests side by side, nobody knows which the server hears last. */
  #away = new Map<Id, Promise<unknown>>()
  /** How far the server is known to have it. */
  #told = new Map<Id, number>()

  constructor(private readonly world: ReadingWorld) {}

  /** Read up to here. */
  say(channel: Id, seq: number): void {
    this.#wanted.set(channel, seq)
    this.#goOn(channel)
  }

  /** The person marks it as unread after this place: told after what is on its way, and what waits is not told after it. */
  async back(channel: Id, seq: number): Promise<void> {
    this.#wanted.delete(channel)
    while (this.#away.has(channel)) await this.#away.get(channel)
    this.#wanted.delete(channel)
    await this.#tell(channel, seq)
  }

  /**
   * Another window says how far it is read. `'back'`: it was marked as unread from there, and what waits here is not told
   * after that; `'on'`: it was read further. `shown`: how far it seemed to be read here.
   */
  heard(channel: Id, seq: number, shown: number): 'back' | 'on' | null {
    const before = this.#told.get(channel) ?? shown
    this.#told.set(channel, seq)
    if (seq > before) return 'on'
    // What this window is telling meanwhile may come before or after that.
    if (seq === before || this.#away.has(channel)) return null
    this.#wanted.delete(channel)
    return 'back'
  }

  /** The page goes away: what waits is said now. */
  flush(): void {
    for (const channel of this.#wanted.keys()) this.#send(channel)
  }

  #send(channel: Id): void {
    const seq = this.#wanted.get(channel)
    if (seq === undefined) return
    this.#wanted.delete(channel)
    this.#resting.add(channel)
    // Not told is not lost: the next message read says it again.
    this.#tell(channel, seq).catch(() => undefined)
    this.world.later(() => {
      this.#resting.delete(channel)
      this.#goOn(channel)
    }, EVERY_MS)
  }

  async #tell(channel: Id, seq: number): Promise<void> {
    const sent = this.world.send(channel, seq)
    const back = sent.catch(() => undefined)
    this.#away.set(channel, back)
    try {
      await sent
      this.#told.set(channel, seq)
    } finally {
      if (this.#away.get(channel) === back) this.#away.delete(channel)
      this.#goOn(channel)
    }
  }

  #goOn(channel: Id): void {
    if (!this.#resting.has(channel) && !this.#away.has(channel)) this.#send(channel)
  }
}
