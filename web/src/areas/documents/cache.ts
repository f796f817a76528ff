// SPDX-License-Identifier: EUPL-1.2
// What to ask for again when something has changed in a project's documents.

import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query'
import type { Entries, Entry, EntryPage, Id, LiveEvents } from '@/api/types'
import { keys } from './keys'

export type Change = LiveEvents['documents.changed']

/** Whether what a query holds is about one of these: itself, what is in it, or the way to it. */
function shows(query: Query, ids: ReadonlySet<Id>): boolean {
  const [, , kind, of] = query.queryKey
  if (typeof of === 'string' && ids.has(of)) return true
  const { data } = query.state
  if (kind === 'list') {
    const entries = Array.isArray(data)
      ? (data as Entry[])
      : ((data as InfiniteData<Entries> | undefined)?.pages.flatMap((it) => it.items) ?? [])
    return entries.some((it) => ids.has(it.id))
  }
  if (kind === 'entry' || kind === 'top') {
    const page = data as EntryPage | undefined
    return page !== undefined && (ids.has(page.entry.id) || page.path.some((it) => ids.has(it.id)))
  }
  return kind === 'trash'
}

/** Asks again for what may show the change: what is on the screen now, the rest when it comes there. */
export async function askAgain(cache: QueryClient, { project, entry, folders }: Change): Promise<void> {
  if (!folders) {
    // What a revision holds stays what it is.
    await cache.invalidateQueries({ queryKey: keys.in(project), predicate: (it) => it.queryKey[2] !== 'text' })
    return
  }
  const ids = new Set(entry === undefined ? folders : [...folders, entry])
  await cache.invalidateQueries({
    queryKey: keys.in(project),
    predicate: (it) => it.queryKey[2] !== 'text' && shows(it, ids),
  })
}

/** Of two changes one: what shows either is asked for. */
export function both(a: Change | undefined, b: Change): Change {
  if (!a) return b
  if (!a.folders || !b.folders) return { project: b.project }
  const ids = new Set([...a.folders, ...b.folders])
  for (const it of [a.entry, b.entry]) if (it !== undefined) ids.add(it)
  return { project: b.project, folders: [...ids] }
}

/** Forgets the documents of a project that are no longer mine to read. */
export function forget(cache: QueryClient, project: Id): void {
  cache.removeQueries({ queryKey: keys.in(project), type: 'inactive' })
  void cache.resetQueries({ queryKey: keys.in(project) })
}

/** Puts an entry as the server has just told it wherever it is shown, before the rest is asked for again. */
export function put(cache: QueryClient, entry: Entry): void {
  cache.setQueryData<EntryPage>(keys.entry(entry.project, entry.id), (page) => page && { ...page, entry })
  cache.setQueriesData<InfiniteData<Entries> | Entry[]>({ queryKey: keys.lists(entry.project) }, (data) => {
    if (!data) return data
    const swap = (list: Entry[]) =>
      list.some((it) => it.id === entry.id) ? list.map((it) => (it.id === entry.id ? entry : it)) : list
    return Array.isArray(data)
      ? swap(data)
      : { ...data, pages: data.pages.map((page) => ({ ...page, items: swap(page.items) })) }
  })
}

/** Takes entries out of where they are shown: they were put elsewhere. */
export function drop(cache: QueryClient, project: Id, gone: ReadonlySet<Id>): void {
  cache.setQueriesData<InfiniteData<Entries> | Entry[]>({ queryKey: keys.lists(project) }, (data) => {
    if (!data) return data
    const rest = (list: Entry[]) => (list.some((it) => gone.has(it.id)) ? list.filter((it) => !gone.has(it.id)) : list)
    return Array.isArray(data)
      ? rest(data)
      : { ...data, pages: data.pages.map((page) => ({ ...page, items: rest(page.items) })) }
  })
}
