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
  /** How many requests are on their way. */
  #away = new Map<Id, number>()
  /** How far the server is known to have it. */
  #told = new Map<Id, number>()

  constructor(private readonly world: ReadingWorld) {}

  /** Read up to here. */
  say(channel: Id, seq: number): void {
    this.#wanted.set(channel, seq)
    if (!this.#resting.has(channel)) this.#send(channel)
  }

  /** The person says otherwise how far it is read: what waits is not told after that. */
  forget(channel: Id): void {
    this.#wanted.delete(channel)
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
    this.forget(channel)
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
    this.#away.set(channel, (this.#away.get(channel) ?? 0) + 1)
    const isBack = () => {
      const left = (this.#away.get(channel) ?? 1) - 1
      if (left > 0) this.#away.set(channel, left)
      else this.#away.delete(channel)
    }
    this.world.send(channel, seq).then(
      () => {
        this.#told.set(channel, seq)
        isBack()
      },
      // Not told is not lost: the next message read says it again.
      isBack,
    )
    this.world.later(() => {
      this.#resting.delete(channel)
      this.#send(channel)
    }, EVERY_MS)
  }
}
