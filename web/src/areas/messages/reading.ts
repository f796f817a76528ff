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
    this.world.send(channel, seq).catch(() => undefined)
    this.world.later(() => {
      this.#resting.delete(channel)
      this.#send(channel)
    }, EVERY_MS)
  }
}
