// SPDX-License-Identifier: EUPL-1.2
// What the socket says about projects, folded into the query cache. Old state + frame = a fresh fetch (live.test.ts).

import type { QueryClient } from '@tanstack/react-query'
import { onEvent } from '@/api/live'
import { isNotFound } from '@/api/problem'
import type { Id } from '@/api/types'
import { dropMember, dropProject, hearActivity, hearMember } from './cache'
import { keys } from './keys'
import { refetchProject } from './queries'

const projectIn = (topic: string): Id => topic.slice(topic.indexOf(':') + 1)

/** Listens for as long as the tab lives; called once, when the signed-in frame starts. */
export function listenToProjects(): void {
  for (const name of ['project.archived', 'project.restored', 'project.joined'] as const)
    onEvent(name, ({ project }, { cache }) => refresh(cache, project))
  // Handing over is said as a change of the project, and changes two members.
  onEvent('project.changed', ({ project }, { cache }) => settle(cache, project))
  // Somebody's name, photo or group stands in all of these; what is not on screen is asked for when it comes there.
  onEvent('project.people_changed', ({ project }, { cache }) => {
    void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(project) })
    refresh(cache, project)
  })
  onEvent('project.mine_changed', ({ project }, { cache }) => refresh(cache, project))
  // One way in is closed; another may be open, through a group. Only the server knows; without its answer, it is gone.
  onEvent('project.left', ({ project }, { cache }) => {
    relink(cache)
    refetchProject(cache, project).catch(() => dropProject(cache, project))
  })
  onEvent('project.request_changed', ({ project }, { cache }) => {
    void cache.invalidateQueries({ queryKey: keys.requests(project) })
    refresh(cache, project)
  })
  for (const name of ['member.added', 'member.changed'] as const)
    onEvent(name, (member, { cache, topic }) => {
      hearMember(cache, projectIn(topic), member)
      settle(cache, projectIn(topic))
    })
  onEvent('member.removed', ({ member }, { cache, topic }) => {
    dropMember(cache, projectIn(topic), member)
    settle(cache, projectIn(topic))
  })
  onEvent('activity.added', (activity, { cache, topic }) => {
    const project = projectIn(topic)
    hearActivity(cache, project, activity)
    void cache.invalidateQueries({ queryKey: keys.latest(project) })
  })
}

/** A link shows, or no longer does, when a project at either end changes or is no longer mine to read. */
const relink = (cache: QueryClient) => void cache.invalidateQueries({ queryKey: keys.allLinks })

/** Only an id travelled: fetch that one project again. A refusal means that it is no longer mine. */
function refresh(cache: QueryClient, project: Id): void {
  relink(cache)
  refetchProject(cache, project).catch((error: unknown) => {
    if (isNotFound(error)) dropProject(cache, project)
  })
}

/** Counts, and what I may do with each member, are mine alone and do not travel: asked again where they are on screen. */
function settle(cache: QueryClient, project: Id): void {
  void cache.invalidateQueries({ queryKey: keys.members(project) })
  void cache.invalidateQueries({ queryKey: keys.access(project) })
  // A project that is named otherwise, or has become a template, shows there too.
  void cache.invalidateQueries({ queryKey: keys.requests(project) })
  void cache.invalidateQueries({ queryKey: keys.templates })
  refresh(cache, project)
}
