// SPDX-License-Identifier: EUPL-1.2
// Where the query cache keeps what the server said about projects. Keys carry the project's id, so that a late
// subscription to its topic can ask for exactly these again (api/live.ts).

import type { Id } from '@/api/types'

export type ProjectState = 'active' | 'archived'

export const keys = {
  all: ['projects'] as const,
  lists: ['projects', 'list'] as const,
  list: (state: ProjectState) => ['projects', 'list', state] as const,
  one: (project: Id) => ['projects', 'one', project] as const,
  members: (project: Id) => ['projects', 'members', project] as const,
  requests: (project: Id) => ['projects', 'requests', project] as const,
  activity: (project: Id) => ['projects', 'activity', project] as const,
  latest: (project: Id) => ['projects', 'latest', project] as const,
  /** Of any project: whether a link shows depends on the project at its other end. */
  allLinks: ['projects', 'links'] as const,
  links: (project: Id) => ['projects', 'links', project] as const,
  access: (object: Id) => ['projects', 'access', object] as const,
  templates: ['projects', 'templates'] as const,
}
