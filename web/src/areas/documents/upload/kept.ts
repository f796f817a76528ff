// SPDX-License-Identifier: EUPL-1.2
// What is being sent, kept in the browser with the files themselves, so that a window that was closed goes on when it is opened
// again. By account, so that nobody sends what somebody else chose on a shared machine. Where a browser keeps nothing, what is
// under way ends with its window.

import type { Id } from '@/api/types'
import type { Item } from './queue'

const NAME = 'plano-uploads'
const ITEMS = 'items'
const FILES = 'files'
/** Larger files are not copied into the browser: after a reload they are chosen again, and go on where they were. */
export const KEPT_FILE_MAX_BYTES = 512 * 1024 * 1024
/** What nobody has gone on with for so long is dropped; the server keeps what has come of it for twice as long. */
const KEPT_MS = 7 * 24 * 3_600_000

interface Row {
  id: string
  account: Id
  /** The window that sends it. */
  window: string
  at: number
  item: Item
}

let opened: Promise<IDBDatabase | null> | undefined

function open(): Promise<IDBDatabase | null> {
  opened ??= new Promise((resolve) => {
    try {
      const asked = indexedDB.open(NAME, 1)
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore(ITEMS, { keyPath: 'id' })
        asked.result.createObjectStore(FILES)
      }
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => resolve(null)
      asked.onblocked = () => resolve(null)
    } catch {
      resolve(null)
    }
  })
  return opened
}

const answered = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** What this window is called among those of this browser. */
const own = Math.random().toString(36).slice(2)
const lockOf = (window: string) => `plano-uploads-${window}`

export class KeptUploads {
  /** One after the other, in the order they were asked for. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(private readonly account: Id) {
    // Held for as long as the window lives: others see that it does.
    void navigator.locks?.request(lockOf(own), () => new Promise(() => {}))
  }

  keep = (item: Item, file?: Blob): void => {
    this.#then(async (db) => {
      const row: Row = { id: item.id, account: this.account, window: own, at: Date.now(), item }
      const write = db.transaction([ITEMS, FILES], 'readwrite')
      write.objectStore(ITEMS).put(row)
      if (file && file.size <= KEPT_FILE_MAX_BYTES) write.objectStore(FILES).put(file, item.id)
      await finished(write)
    })
  }

  drop = (ids: readonly string[]): void => {
    if (ids.length === 0) return
    this.#then(async (db) => {
      const write = db.transaction([ITEMS, FILES], 'readwrite')
      for (const id of ids) {
        write.objectStore(ITEMS).delete(id)
        write.objectStore(FILES).delete(id)
      }
      await finished(write)
    })
  }

  /** What windows of mine that are closed have left. It is this window's from now on. */
  async takeOver(): Promise<{ item: Item; file: Blob | null }[]> {
    // Without locks nobody knows which windows live: each keeps to its own.
    if (!navigator.locks) return []
    return await navigator.locks.request('plano-uploads', async () => {
      const db = await open()
      if (!db) return []
      const held = new Set((await navigator.locks.query()).held?.map((it) => it.name))
      const rows = await answered<Row[]>(db.transaction(ITEMS).objectStore(ITEMS).getAll())
      const left = rows.filter((it) => it.window === own || !held.has(lockOf(it.window)))
      const old = left.filter((it) => Date.now() - it.at > KEPT_MS)
      const mine = left.filter((it) => it.account === this.account && it.window !== own && !old.includes(it))
      const write = db.transaction([ITEMS, FILES], 'readwrite')
      for (const it of old) {
        write.objectStore(ITEMS).delete(it.id)
        write.objectStore(FILES).delete(it.id)
      }
      for (const it of mine) write.objectStore(ITEMS).put({ ...it, window: own })
      const files = await Promise.all(
        mine.map((it) => answered<Blob | undefined>(write.objectStore(FILES).get(it.id)).catch(() => undefined)),
      )
      await finished(write)
      // In the order they were added.
      return mine
        .map(({ item, at }, index) => ({ item, file: files[index] ?? null, at }))
        .sort((a, b) => Number(a.item.kind === 'file') - Number(b.item.kind === 'file') || a.at - b.at)
    })
  }

  #then(work: (db: IDBDatabase) => Promise<void>): void {
    this.#last = this.#last
      .then(async () => {
        const db = await open()
        if (db) await work(db)
      })
      // The browser has no room for it, or no leave: the window is all there is.
      .catch(() => {})
  }
}

const finished = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
