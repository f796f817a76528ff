// SPDX-License-Identifier: EUPL-1.2
// Writes projects into the query cache. Pure but for the cache: writing the same thing twice changes nothing the second
// time, and nothing that was never loaded is made up.

import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Activity, Id, Member, Page, Project, ProjectAccessRequest } from '@/api/types'
import { keys, type ProjectState } from './keys'

const STATES: readonly ProjectState[] = ['active', 'archived']

/** Puts a project wherever it is shown: alone, and in my current or archived list. */
export function putProject(cache: QueryClient, project: Project): void {
  const home: ProjectState = project.archived_at === null ? 'active' : 'archived'
  cache.setQueryData<Project>(keys.one(project.id), project)
  for (const state of STATES)
    cache.setQueryData<Project[]>(keys.list(state), (list) => {
      if (!list) return list
      return state === home ? upserted(list, project) : without(list, project.id)
    })
}

/** Forgets a project that is no longer mine, so that nothing of it stays readable in this tab. */
export function dropProject(cache: QueryClient, project: Id): void {
  for (const state of STATES) cache.setQueryData<Project[]>(keys.list(state), (list) => list && without(list, project))
  for (const key of [keys.members, keys.requests, keys.activity, keys.latest, keys.links, keys.access].map((it) =>
    it(project),
  ))
    cache.removeQueries({ queryKey: key })
  // Asked again rather than removed: an open page learns that there is nothing here for this person any more.
  void cache.resetQueries({ queryKey: keys.one(project) })
}

/** As the server answered to this person. */
export function putMember(cache: QueryClient, project: Id, member: Member): void {
  cache.setQueryData<Member[]>(keys.members(project), (list) => list && upserted(list, member))
}

/**
 * As the socket said it to everybody at once. One frame cannot know what each hearer may do with this member, nor who
 * is online by now: for a member already shown, `is_me`, `can` and `presence` stay as they were.
 */
export function hearMember(cache: QueryClient, project: Id, heard: Member): void {
  cache.setQueryData<Member[]>(keys.members(project), (list) => {
    if (!list) return list
    const known = list.find((it) => it.id === heard.id)
    if (!known) return upserted(list, heard)
    return upserted(list, { ...heard, is_me: known.is_me, can: known.can, presence: known.presence })
  })
}

export function dropMember(cache: QueryClient, project: Id, member: Id): void {
  cache.setQueryData<Member[]>(keys.members(project), (list) => list && without(list, member))
}

export function dropRequest(cache: QueryClient, project: Id, request: Id): void {
  cache.setQueryData<ProjectAccessRequest[]>(keys.requests(project), (list) => list && without(list, request))
}

type ActivityPages = InfiniteData<Page<Activity>, string | null>

/** Newest first; heard twice, it stays one line. */
export function hearActivity(cache: QueryClient, project: Id, heard: Activity): void {
  cache.setQueryData<ActivityPages>(keys.activity(project), (data) => {
    const [first, ...rest] = data?.pages ?? []
    if (!data || !first) return data
    if (data.pages.some((page) => page.items.some((it) => it.id === heard.id))) return data
    return { ...data, pages: [{ ...first, items: [heard, ...first.items] }, ...rest] }
  })
}

function upserted<T extends { id: Id }>(list: readonly T[], it: T): T[] {
  const at = list.findIndex((each) => each.id === it.id)
  if (at < 0) return [...list, it]
  return list.map((each, index) => (index === at ? it : each))
}

const without = <T extends { id: Id }>(list: readonly T[], id: Id): T[] => list.filter((it) => it.id !== id)
