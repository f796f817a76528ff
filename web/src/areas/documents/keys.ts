// SPDX-License-Identifier: EUPL-1.2
// Where the query cache keeps what the server said about documents. Keys carry the project's id, so that a late subscription
// to its topic can ask for exactly these again (api/live.ts).

import type { Id } from '@/api/types'
import type { Order } from './searches'

export const keys = {
  all: ['documents'] as const,
  in: (project: Id) => ['documents', project] as const,
  top: (project: Id) => ['documents', project, 'top'] as const,
  entries: (project: Id) => ['documents', project, 'entry'] as const,
  entry: (project: Id, entry: Id) => ['documents', project, 'entry', entry] as const,
  lists: (project: Id) => ['documents', project, 'list'] as const,
  folder: (project: Id, folder: Id) => ['documents', project, 'list', folder] as const,
  list: (project: Id, folder: Id, order: Order) => ['documents', project, 'list', folder, order] as const,
  folders: (project: Id, folder: Id) => ['documents', project, 'list', folder, 'folders'] as const,
  versions: (project: Id, file: Id) => ['documents', project, 'versions', file] as const,
  trash: (project: Id) => ['documents', project, 'trash'] as const,
  text: (project: Id, file: Id, revision: number) => ['documents', project, 'text', file, revision] as const,
}
