// SPDX-License-Identifier: EUPL-1.2
// What the socket says about documents: that there is something else to see, and where.

import type { QueryClient } from '@tanstack/react-query'
import { onEvent, onTopicEnded } from '@/api/live'
import { queryClient } from '@/api/query'
import type { Id } from '@/api/types'
import { askAgain, both, type Change, forget } from './cache'

/** Somebody who sends a thousand files is told of a thousand times: what shows them is asked for this often, in milliseconds. */
const EVERY_MS = 1_000

const waiting = new Map<Id, { timer: ReturnType<typeof setTimeout>; change: Change | undefined }>()

/** The first at once; what comes within a second of it, together when that is over. */
export function hear(cache: QueryClient, change: Change): void {
  const { project } = change
  const held = waiting.get(project)
  if (held) {
    held.change = both(held.change, change)
    return
  }
  void askAgain(cache, change)
  const tick = () => {
    const next = waiting.get(project)?.change
    waiting.delete(project)
    if (next) hear(cache, next)
  }
  waiting.set(project, { timer: setTimeout(tick, EVERY_MS), change: undefined })
}

/** Listens for as long as the tab lives; called once, when the first of their screens is loaded. */
export function listenToDocuments(): void {
  onEvent('documents.changed', (change, { cache }) => hear(cache, change))
  // What I may do with them, and whether they are still to be seen, follows from the project.
  for (const name of ['project.changed', 'project.joined', 'project.archived', 'project.restored'] as const)
    onEvent(name, ({ project }, { cache }) => hear(cache, { project }))
  for (const name of ['member.changed', 'member.removed'] as const)
    onEvent(name, (_, { cache, topic }) => hear(cache, { project: topic.slice(topic.indexOf(':') + 1) }))
  onEvent('project.left', ({ project }, { cache }) => hear(cache, { project }))
  onTopicEnded((topic) => {
    if (topic.startsWith('project:')) forget(queryClient, topic.slice('project:'.length))
  })
}
