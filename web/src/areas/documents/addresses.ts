// SPDX-License-Identifier: EUPL-1.2
// Where documents are shown.

import type { Entry, FolderRef, Id } from '@/api/types'
import type { Crumb } from './Crumbs'

/** The project that documents are shown in: what this area needs to know of it. */
export interface Place {
  id: Id
  name: string
}

export const topHref = (project: Id): string => `/p/${project}/documents`
export const trashHref = (project: Id): string => `/p/${project}/documents/corbeille`
export const hrefOf = (project: Id, entry: Id): string => `/p/${project}/documents/${entry}`

/** A folder by its name; the top by the word for all of it. */
export function wayTo(project: Id, path: readonly FolderRef[], top: string): Crumb[] {
  return path.map((it, index) =>
    index === 0
      ? { id: it.id, label: top, href: topHref(project) }
      : { id: it.id, label: it.name, href: hrefOf(project, it.id) },
  )
}

/** The folder that an entry is in, where it is shown. */
export function folderHref(project: Id, path: readonly FolderRef[]): string {
  const last = path.at(-1)
  return path.length < 2 || !last ? topHref(project) : hrefOf(project, last.id)
}

export const isTop = (entry: Entry): boolean => entry.folder === null

// ---- where one was -----------------------------------------------------------------------------------------------

/** What was last opened of a folder, and how far it was scrolled: who comes back finds the place again. */
interface Left {
  entry: Id | null
  offset: number
}

const left = new Map<Id, Left>()

export function leave(folder: Id, how: Partial<Left>): void {
  left.set(folder, { ...(left.get(folder) ?? { entry: null, offset: 0 }), ...how })
}

/** Once: who comes another way later begins at the top. */
export function comeBack(folder: Id): Left | undefined {
  const was = left.get(folder)
  left.delete(folder)
  return was
}
