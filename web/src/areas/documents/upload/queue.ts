// SPDX-License-Identifier: EUPL-1.2
// What is being sent to documents: some at a time, in order, through cuts and reloads. What the server refuses waits for the
// person, who chooses: nothing is replaced, copied or given another name without being asked.

import { newDraft } from '@/api/draft'
import { asProblem, isProblem, ProblemError, UNREACHABLE } from '@/api/problem'
import type { Entry, Id, Problem } from '@/api/types'
import { corrected, numbered } from '../names'
import type { Node } from './dropped'

export type State =
  | { is: 'waiting' }
  | { is: 'sending' }
  | { is: 'paused' }
  /** The connection is away: it goes on by itself. */
  | { is: 'cut' }
  /** Its name is taken: by which entry, where that is to be seen. `isChanged`: that one holds something else than was seen. */
  | { is: 'taken'; entry: Id | null; kind: 'file' | 'folder'; revision: number | null; isChanged: boolean }
  /** The server does not take its name. */
  | { is: 'misnamed'; problem: Problem; better: string }
  | { is: 'refused'; problem: Problem }
  /** Its bytes cannot be read any more: it is to be chosen again. */
  | { is: 'unread' }
  | { is: 'done' }

export interface Item {
  id: string
  kind: 'file' | 'folder'
  project: Id
  /** The folder it goes into, or the item that makes that folder. */
  into: { folder: Id } | { item: string }
  /** What was dropped together is answered for together. */
  batch: string
  name: string
  /** As it was called where it came from. */
  original: string
  size: number
  type: string
  draft: string
  sent: number
  /** Where it is being sent. */
  url: string | null
  version: { file: Id; revision: number } | null
  /** The number that keeps it apart from the other of its name. */
  number: number | null
  state: State
  /** What it has become. */
  entry: Id | null
}

export type Choice = 'version' | 'both' | 'skip'

/** What the queue needs of the world; a test gives its own. */
export interface World {
  sendFile: (
    it: Item,
    folder: Id,
    file: Blob,
    tell: { url: (url: string) => void; progress: (bytes: number) => void },
    signal: AbortSignal,
  ) => Promise<Id | null>
  /** Says what all that has come is to be. */
  turn: (it: Item) => Promise<Id | null>
  makeFolder: (it: Item, folder: Id) => Promise<Id>
  /** Has the server forget what has come of it. */
  forget: (it: Item) => void
  /** Keeps it over a reload, with its bytes where they are given. */
  keep: (it: Item, file?: Blob) => void
  drop: (ids: readonly string[]) => void
  /** A file that was changed or taken away meanwhile cannot be read, and looks like a lost connection. */
  isReadable: (file: Blob) => Promise<boolean>
  /** Something is there that was not. */
  arrived: (it: Item, folder: Id, entry: Id) => void
  now: () => number
  later: (tell: () => void, ms: number) => void
}

export const AT_ONCE = 3
const RETRY_MIN_MS = 1_000
const RETRY_MAX_MS = 30_000
/** Progress is told this often, at most. */
const TELL_EVERY_MS = 200
/** The speed is that of so long. */
const SPEED_OF_MS = 10_000
/** More of the same name than this is not somebody keeping two. */
const NUMBERS_MAX = 200

const isOver = (it: Item) => it.state.is === 'done'
/** It goes on without anybody. */
export const isUnderWay = (it: Item): boolean => ['waiting', 'sending', 'cut'].includes(it.state.is)
/** It waits for the person. */
export const isAsking = (it: Item): boolean => ['taken', 'misnamed', 'refused', 'unread'].includes(it.state.is)

export class UploadQueue {
  #items: readonly Item[] = []
  #files = new Map<string, Blob>()
  #running = new Map<string, AbortController>()
  #choices = new Map<string, Choice>()
  #watchers = new Set<() => void>()
  #failures = 0
  #isCut = false
  #isRetryPlanned = false
  #isTellPlanned = false
  #samples: { at: number; bytes: number }[] = []

  constructor(private readonly world: World) {}

  get items(): readonly Item[] {
    return this.#items
  }

  watch = (tell: () => void): (() => void) => {
    this.#watchers.add(tell)
    return () => this.#watchers.delete(tell)
  }

  /** Folders before what is in them, in the order given. */
  add(project: Id, folder: Id, nodes: readonly Node[]): void {
    const batch = newDraft()
    const makers = new Map<string, string>()
    const added = nodes.map((node): Item => {
      const id = newDraft()
      const maker = makers.get(node.path.join('/'))
      if (!node.file) makers.set([...node.path, node.name].join('/'), id)
      else this.#files.set(id, node.file)
      return {
        id,
        kind: node.file ? 'file' : 'folder',
        project,
        into: maker === undefined ? { folder } : { item: maker },
        batch,
        name: node.name.normalize('NFC'),
        original: node.name,
        size: node.file?.size ?? 0,
        type: node.file?.type ?? '',
        draft: newDraft(),
        sent: 0,
        url: null,
        version: null,
        number: null,
        state: { is: 'waiting' },
        entry: null,
      }
    })
    this.#set([...this.#items, ...added])
    for (const it of added) this.world.keep(it, this.#files.get(it.id))
    this.#step()
  }

  /** What was left by a window that is closed. Without its bytes a file is to be chosen again. */
  restore(kept: readonly { item: Item; file: Blob | null }[]): void {
    const known = new Set(this.#items.map((it) => it.id))
    const back = kept
      .filter(({ item }) => !known.has(item.id))
      .map(({ item, file }): Item => {
        if (file) this.#files.set(item.id, file)
        if (item.kind === 'folder') return item.entry === null ? { ...item, state: { is: 'waiting' } } : item
        if (!file) return { ...item, state: { is: 'unread' } }
        return item.state.is === 'paused' ? item : { ...item, state: { is: 'waiting' } }
      })
    if (back.length === 0) return
    this.#set([...this.#items, ...back])
    this.#step()
  }

  pause(id: string): void {
    this.#running.get(id)?.abort()
    this.#change(id, (it) => (isUnderWay(it) ? { ...it, state: { is: 'paused' } } : it))
    this.#step()
  }

  resume(id: string): void {
    this.#change(id, (it) => ({ ...it, state: { is: 'waiting' } }))
    this.#step()
  }

  /** Once more, under the same key: a refusal may have passed. */
  retry(id: string): void {
    this.resume(id)
  }

  /** Gives it up, and what was to come into it. What is there by then stays. */
  cancel(id: string): void {
    const gone = new Set([id])
    for (const it of this.#items) if ('item' in it.into && gone.has(it.into.item) && !isOver(it)) gone.add(it.id)
    for (const it of this.#items) {
      if (!gone.has(it.id)) continue
      this.#running.get(it.id)?.abort()
      if (!isOver(it) && it.url !== null) this.world.forget(it)
      this.#files.delete(it.id)
    }
    this.world.drop([...gone])
    this.#set(this.#items.filter((it) => !gone.has(it.id)))
    this.#step()
  }

  /** All that is not there yet. */
  cancelAll(): void {
    for (const it of this.#items) if (!isOver(it)) this.cancel(it.id)
  }

  /** What is there is no longer shown. */
  clear(): void {
    const needed = new Set(this.#items.flatMap((it) => (!isOver(it) && 'item' in it.into ? [it.into.item] : [])))
    const gone = this.#items.filter((it) => isOver(it) && !needed.has(it.id)).map((it) => it.id)
    this.world.drop(gone)
    this.#set(this.#items.filter((it) => !gone.includes(it.id)))
  }

  /** The person has chosen what becomes of a name that is taken; `isForAll`: of the others that came with it too. */
  choose(id: string, choice: Choice, isForAll = false): void {
    const asked = this.#items.find((it) => it.id === id)
    if (!asked) return
    if (isForAll) this.#choices.set(asked.batch, choice)
    for (const it of this.#items) {
      const isMeant = it.id === id || (isForAll && it.batch === asked.batch && it.state.is === 'taken')
      if (isMeant) this.#settle(it, choice)
    }
    this.#step()
  }

  /** Another name for what the server does not take as it is called. */
  rename(id: string, name: string): void {
    this.#change(id, (it) => ({ ...it, name, draft: newDraft(), state: { is: 'waiting' } }))
    this.#step()
  }

  /** The same file, chosen again. */
  give(id: string, file: File): void {
    this.#files.set(id, file)
    this.#change(id, (it) => ({
      ...it,
      size: file.size,
      type: file.type,
      // Of another length it is another file: it begins anew.
      ...(file.size === it.size ? {} : { url: null, draft: newDraft(), sent: 0 }),
      state: { is: 'waiting' },
    }))
    const given = this.#items.find((it) => it.id === id)
    if (given) this.world.keep(given, file)
    this.#step()
  }

  /** The connection is back. */
  goOn(): void {
    this.#isCut = false
    this.#set(this.#items.map((it) => (it.state.is === 'cut' ? { ...it, state: { is: 'waiting' } } : it)))
    this.#step()
  }

  /** Nothing leaves any more: the person has signed out. What is kept stays. */
  stop(): void {
    for (const it of this.#running.values()) it.abort()
    this.#set([])
    this.#files.clear()
  }

  /** In milliseconds, by the speed of the last seconds; `null`: it cannot be told. */
  get remaining(): number | null {
    const [first] = this.#samples
    const last = this.#samples.at(-1)
    if (!first || !last || last.at - first.at < 1_000) return null
    const speed = (last.bytes - first.bytes) / (last.at - first.at)
    const left = this.#items.reduce((sum, it) => sum + (isUnderWay(it) ? it.size - it.sent : 0), 0)
    return speed > 0 ? left / speed : null
  }

  // ---- within -------------------------------------------------------------------------------------------------------

  #folderOf(it: Item): Id | null {
    if ('folder' in it.into) return it.into.folder
    const { item } = it.into
    return this.#items.find((each) => each.id === item)?.entry ?? null
  }

  #step(): void {
    if (this.#isCut) return
    while (this.#running.size < AT_ONCE) {
      const next = this.#items.find(
        (it) => it.state.is === 'waiting' && !this.#running.has(it.id) && this.#folderOf(it) !== null,
      )
      if (!next) return
      void this.#run(next)
    }
  }

  async #run({ id }: Item): Promise<void> {
    const control = new AbortController()
    this.#running.set(id, control)
    this.#change(id, (it) => ({ ...it, state: { is: 'sending' } }))
    const now = () => this.#items.find((it) => it.id === id)
    try {
      const it = now()
      const folder = it ? this.#folderOf(it) : null
      if (!it || folder === null) return
      const entry =
        it.kind === 'folder' ? await this.#makeFolder(it, folder) : await this.#send(it, folder, control.signal)
      this.#failures = 0
      if (control.signal.aborted) return
      this.#change(id, (each) => ({ ...each, sent: each.size, entry, state: { is: 'done' } }))
      this.#files.delete(id)
      const done = now()
      // A folder is needed by what comes into it.
      if (done?.kind === 'folder') this.world.keep(done)
      else this.world.drop([id])
      if (done) this.world.arrived(done, folder, entry)
    } catch (error) {
      if (!control.signal.aborted) await this.#failed(id, error)
    } finally {
      if (this.#running.get(id) === control) this.#running.delete(id)
      this.#step()
    }
  }

  async #makeFolder(it: Item, folder: Id): Promise<Id> {
    try {
      return await this.world.makeFolder(it, folder)
    } catch (error) {
      // One that is there is entered.
      const { entry, kind } = asProblem(error).params ?? {}
      if (isProblem(error, 'document.name_taken') && kind === 'folder' && typeof entry === 'string') return entry
      throw error
    }
  }

  async #send(it: Item, folder: Id, signal: AbortSignal): Promise<Id> {
    const file = this.#files.get(it.id)
    if (!file) throw new ProblemError(UNREACHABLE)
    const entry = await this.world.sendFile(
      it,
      folder,
      file,
      {
        url: (url) => {
          this.#change(it.id, (each) => ({ ...each, url }))
          const now = this.#items.find((each) => each.id === it.id)
          if (now) this.world.keep(now)
        },
        progress: (bytes) => this.#progress(it.id, bytes),
      },
      signal,
    )
    if (entry !== null) return entry
    // All of it is there, and it is still to be said what it becomes.
    const now = this.#items.find((each) => each.id === it.id) ?? it
    const turned = await this.world.turn(now)
    if (turned === null) throw new ProblemError({ type: 'about:blank', title: '', status: 409, code: 'upload.offset' })
    return turned
  }

  async #failed(id: string, error: unknown): Promise<void> {
    const problem = asProblem(error)
    const it = this.#items.find((each) => each.id === id)
    if (!it) return
    const file = this.#files.get(id)
    if (it.kind === 'file' && problem.status === 0 && !(file && (await this.world.isReadable(file))))
      return this.#become(id, { is: 'unread' })
    if ([0, 429, 502, 503, 504].includes(problem.status)) return this.#wait(id, problem)
    if (problem.code === 'upload.offset' || (problem.status === 404 && it.url !== null)) return this.#again(id, problem)
    if (problem.code === 'draft.reused') {
      this.#change(id, (each) => ({ ...each, draft: newDraft(), state: { is: 'waiting' } }))
      return
    }
    if (problem.code === 'document.name_taken') {
      const { entry, kind, revision } = problem.params ?? {}
      return this.#taken(id, {
        is: 'taken',
        entry: typeof entry === 'string' ? entry : null,
        kind: kind === 'folder' ? 'folder' : 'file',
        revision: typeof revision === 'number' ? revision : null,
        isChanged: false,
      })
    }
    if (problem.status === 412) {
      const current = problem.current as Entry | undefined
      return this.#taken(id, {
        is: 'taken',
        entry: current?.id ?? it.version?.file ?? null,
        kind: 'file',
        revision: current?.file?.revision ?? null,
        isChanged: true,
      })
    }
    const fault = problem.fields?.find((each) => each.field === 'name')
    if (fault) {
      const better = corrected(it.name)
      if (better !== it.name) return this.#become(id, { is: 'misnamed', problem, better })
    }
    this.#become(id, { is: 'refused', problem })
  }

  /** Where it has come to is asked for; so often only, lest it goes round. */
  #again(id: string, problem: Problem): void {
    this.#failures += 1
    if (this.#failures > 5) {
      this.#failures = 0
      this.#become(id, { is: 'refused', problem })
      return
    }
    const isGone = problem.status === 404
    this.#change(id, (it) => ({
      ...it,
      ...(isGone ? { url: null, draft: newDraft(), sent: 0 } : {}),
      state: { is: 'waiting' },
    }))
  }

  #wait(id: string, problem: Problem): void {
    this.#become(id, { is: 'cut' })
    this.#isCut = true
    if (this.#isRetryPlanned) return
    this.#isRetryPlanned = true
    const asked = (problem.retry_after_s ?? 0) * 1000
    const wait = Math.max(asked, Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** this.#failures))
    this.#failures += 1
    this.world.later(() => {
      this.#isRetryPlanned = false
      this.goOn()
    }, wait)
  }

  #taken(id: string, state: Extract<State, { is: 'taken' }>): void {
    this.#become(id, state)
    const it = this.#items.find((each) => each.id === id)
    if (!it) return
    const chosen = this.#choices.get(it.batch)
    // Both were to be kept, and the number is taken too: the next one.
    if (it.number !== null && it.number < NUMBERS_MAX && !state.isChanged) this.#settle(it, 'both')
    else if (chosen !== undefined && !state.isChanged) this.#settle(it, chosen)
  }

  #settle(it: Item, choice: Choice): void {
    const { state } = it
    if (state.is !== 'taken') return
    if (choice === 'skip') {
      this.cancel(it.id)
      return
    }
    if (choice === 'version') {
      // A folder has no versions: that one is still asked for.
      if (it.kind === 'folder' || state.kind === 'folder' || state.entry === null || state.revision === null) return
      this.#begin(it, { version: { file: state.entry, revision: state.revision } })
      return
    }
    const original = it.number === null ? it.name : it.original
    const number = (it.number ?? 1) + 1
    this.#begin(it, { name: numbered(original, number), original, number, version: null })
  }

  /** As the person wants it. What was refused before it began is another request. */
  #begin({ id }: Item, otherwise: Partial<Item>): void {
    this.#change(id, (it) => ({
      ...it,
      ...(it.url === null ? { draft: newDraft() } : {}),
      ...otherwise,
      state: { is: 'waiting' },
    }))
  }

  #become(id: string, state: State): void {
    this.#change(id, (it) => ({ ...it, state }))
  }

  #change(id: string, how: (it: Item) => Item): void {
    this.#set(this.#items.map((it) => (it.id === id ? how(it) : it)))
    const now = this.#items.find((it) => it.id === id)
    if (now && !isOver(now) && now.state.is !== 'sending') this.world.keep(now)
  }

  #progress(id: string, sent: number): void {
    this.#items = this.#items.map((it) => (it.id === id ? { ...it, sent } : it))
    const at = this.world.now()
    const bytes = this.#items.reduce((sum, it) => sum + it.sent, 0)
    this.#samples = [...this.#samples.filter((it) => at - it.at < SPEED_OF_MS), { at, bytes }]
    if (this.#isTellPlanned) return
    this.#isTellPlanned = true
    this.world.later(() => {
      this.#isTellPlanned = false
      this.#tell()
    }, TELL_EVERY_MS)
  }

  #set(items: readonly Item[]): void {
    this.#items = items
    if (!items.some(isUnderWay)) this.#samples = []
    this.#tell()
  }

  #tell(): void {
    for (const tell of [...this.#watchers]) tell()
  }
}
