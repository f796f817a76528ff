// SPDX-License-Identifier: EUPL-1.2
// Everything the projects area asks of the server: the only file of the area that names paths.

import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { answer, api, ifMatch } from '@/api/client'
import type {
  Duplication,
  Id,
  InvitationResult,
  Member,
  MemberPatch,
  MinePatch,
  NewMember,
  NewProject,
  Page,
  Project,
  ProjectPatch,
  Role,
} from '@/api/types'
import { dropMember, dropRequest, putMember, putProject } from './cache'
import { keys, type ProjectState } from './keys'

export type ProjectEdit = ProjectPatch
export type { InvitationResult }

/** A person has tens of projects, a project has hundreds of members: whole lists, so that search and order are at hand. */
async function every<T>(page: (after: string | null) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let after: string | null = null
  do {
    const { items: more, next }: Page<T> = await page(after)
    items.push(...more)
    after = next
  } while (after !== null)
  return items
}

const from = (after: string | null) => (after === null ? {} : { after })

export const myProjects = (state: ProjectState) =>
  queryOptions({
    queryKey: keys.list(state),
    queryFn: ({ signal }) =>
      every((after) =>
        answer(api.GET('/projects', { params: { query: { state, limit: 200, ...from(after) } }, signal })),
      ),
  })

export const projectOf = (project: Id) =>
  queryOptions({
    queryKey: keys.one(project),
    queryFn: ({ signal }) => answer(api.GET('/projects/{project}', { params: { path: { project } }, signal })),
  })

export const membersOf = (project: Id) =>
  queryOptions({
    queryKey: keys.members(project),
    queryFn: ({ signal }) =>
      every((after) =>
        answer(
          api.GET('/projects/{project}/members', {
            params: { path: { project }, query: { limit: 200, ...from(after) } },
            signal,
          }),
        ),
      ),
  })

export const requestsOf = (project: Id) =>
  queryOptions({
    queryKey: keys.requests(project),
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/projects/{project}/access-requests', { params: { path: { project } }, signal }))).items,
  })

const ACTIVITY_PAGE = 20

export const activityOf = (project: Id) =>
  infiniteQueryOptions({
    queryKey: keys.activity(project),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/projects/{project}/activity', {
          params: { path: { project }, query: { limit: ACTIVITY_PAGE, ...from(pageParam) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })

/** By name, as far as I may read them. */
export const linksOf = (project: Id) =>
  queryOptions({
    queryKey: keys.links(project),
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/projects/{project}/links', { params: { path: { project } }, signal }))).items,
  })

export const accessTo = (object: Id) =>
  queryOptions({
    queryKey: keys.access(object),
    queryFn: ({ signal }) => answer(api.GET('/access/{object}', { params: { path: { object } }, signal })),
    // Asked for each time: an answer about rights must be today's.
    staleTime: 0,
  })

export const templates = () =>
  queryOptions({
    queryKey: keys.templates,
    queryFn: async ({ signal }) => (await answer(api.GET('/templates', { signal }))).items,
  })

export const peopleLike = (q: string, project?: Id) =>
  queryOptions({
    queryKey: ['people', 'search', q, project ?? null],
    queryFn: async ({ signal }) =>
      (
        await answer(
          api.GET('/people', { params: { query: { q, limit: 8, ...(project ? { project } : {}) } }, signal }),
        )
      ).items,
  })

export const groupsLike = (q: string) =>
  queryOptions({
    queryKey: ['groups', 'search', q],
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/groups', { params: { query: { q, limit: 5 } }, signal }))).items,
  })

// ---- changes ------------------------------------------------------------------------------------------------------

/** Fetches one project again and puts it wherever it is shown: all that an event without a body asks for. */
export async function refetchProject(cache: QueryClient, project: Id): Promise<void> {
  putProject(cache, await cache.fetchQuery({ ...projectOf(project), staleTime: 0 }))
}

function useProjectMutation<V>(send: (vars: V) => Promise<Project>) {
  const cache = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: (project) => putProject(cache, project) })
}

export const useCreateProject = () => useProjectMutation((body: NewProject) => answer(api.POST('/projects', { body })))

export const useEditProject = () =>
  useProjectMutation(({ project, edit }: { project: Project; edit: ProjectPatch }) =>
    answer(
      api.PATCH('/projects/{project}', {
        params: { path: { project: project.id }, header: ifMatch(project) },
        body: edit,
      }),
    ),
  )

const inProject = (project: Id) => ({ params: { path: { project } } })

export const useArchive = () =>
  useProjectMutation(({ project, archived }: { project: Id; archived: boolean }) =>
    answer(
      archived
        ? api.PUT('/projects/{project}/archive', { ...inProject(project) })
        : api.DELETE('/projects/{project}/archive', inProject(project)),
    ),
  )

export const useTemplate = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ project, on }: { project: Id; on: boolean }) =>
      answer(
        on
          ? api.PUT('/projects/{project}/template', { ...inProject(project) })
          : api.DELETE('/projects/{project}/template', inProject(project)),
      ),
    onSuccess: (project) => {
      putProject(cache, project)
      return cache.invalidateQueries({ queryKey: keys.templates })
    },
  })
}

export const useDuplicate = () =>
  useProjectMutation(({ project, ...body }: { project: Id } & Duplication) =>
    answer(api.POST('/projects/{project}/duplication', { ...inProject(project), body })),
  )

export const useMine = () =>
  useProjectMutation(({ project, mine }: { project: Id; mine: MinePatch }) =>
    answer(api.PUT('/projects/{project}/mine', { ...inProject(project), body: mine })),
  )

export const useInvite = (project: Id) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (body: { invitations: NewMember[]; message?: string }) =>
      (await answer(api.POST('/projects/{project}/members', { ...inProject(project), body }))).items,
    onSuccess: (results) => {
      for (const { member } of results) if (member) putMember(cache, project, member)
      return refetchProject(cache, project)
    },
  })
}

const memberAt = (project: Id, member: Id) => ({ params: { path: { project, member } } })

export const useEditMember = (project: Id) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ member, edit }: { member: Member; edit: MemberPatch }) =>
      answer(
        api.PATCH('/projects/{project}/members/{member}', {
          params: { path: { project, member: member.id }, header: ifMatch(member) },
          body: edit,
        }),
      ),
    onSuccess: (member) => putMember(cache, project, member),
  })
}

export const useAcceptMember = (project: Id) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (member: Id) =>
      answer(api.PUT('/projects/{project}/members/{member}/acceptance', { ...memberAt(project, member) })),
    onSuccess: (member) => {
      putMember(cache, project, member)
      return refetchProject(cache, project)
    },
  })
}

export const useRemoveMember = (project: Id) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (member: Id) => answer(api.DELETE('/projects/{project}/members/{member}', memberAt(project, member))),
    onSuccess: (_, member) => {
      dropMember(cache, project, member)
      return refetchProject(cache, project)
    },
  })
}

export const useLeave = () =>
  useMutation({
    mutationFn: (project: Id) => answer(api.DELETE('/projects/{project}/membership', inProject(project))),
  })

export const useHandOver = (project: Id) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (account: Id) =>
      answer(api.PUT('/projects/{project}/owner', { ...inProject(project), body: { account } })),
    onSuccess: (it) => {
      putProject(cache, it)
      return cache.invalidateQueries({ queryKey: keys.members(project) })
    },
  })
}

export const useLink = (project: Id) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ other, isLinked }: { other: Id; isLinked: boolean }) => {
      const both = { params: { path: { project, other } } }
      return answer(
        isLinked
          ? api.PUT('/projects/{project}/links/{other}', both)
          : api.DELETE('/projects/{project}/links/{other}', both),
      )
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.allLinks }),
  })
}

export const useAskForAccess = () =>
  useMutation({
    mutationFn: ({ project, reason }: { project: Id; reason: string }) => {
      // A reason is one line: what was typed on several becomes one.
      const line = reason.trim().replace(/\s+/g, ' ')
      return answer(
        api.POST('/projects/{project}/access-requests', { ...inProject(project), body: line ? { reason: line } : {} }),
      )
    },
  })

export const useAnswerRequest = (project: Id) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ request, role }: { request: Id; role: Role | null }) =>
      answer(
        role
          ? api.PUT('/project-access-requests/{request}/approval', { params: { path: { request } }, body: { role } })
          : api.PUT('/project-access-requests/{request}/refusal', { params: { path: { request } }, body: {} }),
      ),
    onSettled: (_, __, { request }) => {
      dropRequest(cache, project, request)
      return Promise.all([cache.invalidateQueries({ queryKey: keys.members(project) }), refetchProject(cache, project)])
    },
  })
}

const LATEST = 8

/** The last few things of one project, for the home page. Under the project's activity, so that both age together. */
export const latestIn = (project: Id) =>
  queryOptions({
    queryKey: keys.latest(project),
    queryFn: async ({ signal }) =>
      (
        await answer(
          api.GET('/projects/{project}/activity', {
            params: { path: { project }, query: { limit: LATEST } },
            signal,
          }),
        )
      ).items,
  })
