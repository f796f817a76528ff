// SPDX-License-Identifier: EUPL-1.2
// Everything that documents ask of the server: the only file of the area that names paths.

import { type InfiniteData, infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { API, answer, api, ifMatch, send } from '@/api/client'
import { newDraft } from '@/api/draft'
import type { Entries, Entry, FileVersions, Id, Person, Trash, TrashedEntry } from '@/api/types'
import { askAgain } from './cache'
import { keys } from './keys'
import type { Order } from './searches'

const from = (after: string | null) => (after === null ? {} : { after })

/** Most that the server gives at once. */
export const PAGE = 200

async function listed(folder: Id, order: Order, after: string | null, signal: AbortSignal): Promise<Entries> {
  return await answer(
    api.GET('/documents/{entry}/entries', {
      params: {
        path: { entry: folder },
        query: {
          order: order.by,
          direction: order.isDescending ? 'descending' : 'ascending',
          limit: PAGE,
          ...from(after),
        },
      },
      signal,
    }),
  )
}

export interface Listed {
  entries: Entry[]
  people: ReadonlyMap<Id, Person>
}

const joined = ({ pages }: InfiniteData<Entries, string | null>): Listed => {
  // Between two parts something may have come before the second: what is in both is shown once.
  const entries = new Map(pages.flatMap((page) => page.items.map((it) => [it.id, it] as const)))
  return {
    entries: [...entries.values()],
    people: new Map(pages.flatMap((page) => page.people.map((it) => [it.id, it] as const))),
  }
}

/** What is in a folder, folders first, in parts that are asked for as one scrolls. */
export const listOf = (project: Id, folder: Id, order: Order) =>
  infiniteQueryOptions({
    queryKey: keys.list(project, folder, order),
    queryFn: ({ pageParam, signal }) => listed(folder, order, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    select: joined,
  })

const BY_NAME: Order = { by: 'name', isDescending: false }

/** The folders in a folder: all of them, to choose from. */
export const foldersIn = (project: Id, folder: Id) =>
  queryOptions({
    queryKey: keys.folders(project, folder),
    queryFn: async ({ signal }) => {
      const folders: Entry[] = []
      let after: string | null = null
      for (;;) {
        const page: Entries = await listed(folder, BY_NAME, after, signal)
        folders.push(...page.items.filter((it) => it.kind === 'folder'))
        if (page.next === null || page.items.some((it) => it.kind === 'file')) return folders
        after = page.next
      }
    },
  })

/** What a file has held, the last first. */
export const versionsOf = (project: Id, file: Id) =>
  infiniteQueryOptions({
    queryKey: keys.versions(project, file),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/documents/{entry}/versions', {
          params: { path: { entry: file }, query: { limit: 50, ...(pageParam === null ? {} : { before: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last: FileVersions) => (last.has_older ? (last.items.at(-1)?.revision ?? null) : null),
  })

export interface Trashed {
  items: TrashedEntry[]
  people: ReadonlyMap<Id, Person>
}

export const trashOf = (project: Id) =>
  infiniteQueryOptions({
    queryKey: keys.trash(project),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/projects/{project}/trash', {
          params: { path: { project }, query: { limit: PAGE, ...from(pageParam) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Trash) => last.next,
    select: ({ pages }): Trashed => ({
      items: pages.flatMap((it) => it.items),
      people: new Map(pages.flatMap((page) => page.people.map((it) => [it.id, it] as const))),
    }),
  })

/** Where the bytes of a file are: for what shows them by itself, and for downloading. */
export const contentHref = (file: Id, revision?: number): string =>
  `${API}/documents/${file}/content${revision === undefined ? '' : `?revision=${revision}`}`

/** Of a text, its beginning is shown. */
export const TEXT_MAX_BYTES = 1024 * 1024

export interface TextRead {
  text: string
  isWhole: boolean
}

/** What a file says, as text. What it holds under one number never changes. */
export const textOf = (project: Id, file: Id, revision: number, size: number) =>
  queryOptions({
    queryKey: keys.text(project, file, revision),
    queryFn: async ({ signal }): Promise<TextRead> => {
      const isWhole = size <= TEXT_MAX_BYTES
      if (size === 0) return { text: '', isWhole }
      const request = new Request(location.origin + contentHref(file, revision), {
        signal,
        ...(isWhole ? {} : { headers: { Range: `bytes=0-${TEXT_MAX_BYTES - 1}` } }),
      })
      const bytes = await (await send(request)).arrayBuffer()
      // A last character may be cut off: it is left out.
      const decoder = new TextDecoder('utf-8')
      return { text: decoder.decode(bytes, { stream: !isWhole }), isWhole }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

// ---- changes ------------------------------------------------------------------------------------------------------

export const makeFolder = (folder: Id, name: string, draft = newDraft()): Promise<Entry> =>
  answer(api.POST('/documents/{entry}/folders', { params: { path: { entry: folder } }, body: { draft, name } }))

export const rename = (entry: Entry, name: string): Promise<Entry> =>
  answer(
    api.PATCH('/documents/{entry}', { params: { path: { entry: entry.id }, header: ifMatch(entry) }, body: { name } }),
  )

export const place = (entry: Id, folder: Id, name?: string): Promise<Entry> =>
  answer(
    api.PUT('/documents/{entry}/place', {
      params: { path: { entry } },
      body: { folder, ...(name === undefined ? {} : { name }) },
    }),
  )

export const trash = async (entry: Id): Promise<void> => {
  await answer(api.DELETE('/documents/{entry}', { params: { path: { entry } } }))
}

export const untrash = (entry: Id): Promise<Entry> =>
  answer(api.PUT('/trash/{entry}/restoration', { params: { path: { entry } } }))

export const erase = async (entry: Id): Promise<void> => {
  await answer(api.DELETE('/trash/{entry}', { params: { path: { entry } } }))
}

export const restoreVersion = (file: Id, revision: number, seen: number): Promise<Entry> =>
  answer(
    api.PUT('/documents/{entry}/versions/{revision}/restoration', {
      params: { path: { entry: file, revision } },
      body: { seen },
    }),
  )

export const nameVersion = async (file: Id, revision: number, name: string | null): Promise<void> => {
  await answer(
    api.PUT('/documents/{entry}/versions/{revision}/name', {
      params: { path: { entry: file, revision } },
      body: { name },
    }),
  )
}

/** Something was done in a project: what shows it is asked for again. */
export function useDone(project: Id): (folders?: readonly Id[], entry?: Id) => Promise<void> {
  const cache = useQueryClient()
  return (folders, entry) =>
    askAgain(cache, { project, ...(folders ? { folders: [...folders] } : {}), ...(entry ? { entry } : {}) })
}
