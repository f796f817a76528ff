// SPDX-License-Identifier: EUPL-1.2
// Everything the notifications area asks of the server: the only file of the area that names paths.

import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { meQuery } from '@/api/me'
import type { Id, Notification, NotificationSettings, Page, ProjectRef } from '@/api/types'
import { close, markOne, markReadUntil, setUnread } from './cache'
import { type Filter, keys } from './keys'

export const notifications = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: async ({ pageParam, signal, client }) => {
      const page = await answer(
        api.GET('/notifications', {
          params: {
            query: {
              state: filter.state,
              ...(filter.about === 'all' ? {} : { about: filter.about }),
              limit: 30,
              ...(pageParam === null ? {} : { after: pageParam }),
            },
          },
          signal,
        }),
      )
      client.setQueryData(meQuery.queryKey, (me) => me && { ...me, unread_notifications: page.unread })
      return page
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })

export const notificationSettings = queryOptions({
  queryKey: keys.settings,
  queryFn: ({ signal }) => answer(api.GET('/me/notification-settings', { signal })),
})

/** My projects by name, for the rhythm of each. */
export const projectNames = queryOptions({
  queryKey: ['projects', 'names'],
  queryFn: async ({ signal }) => {
    const items: ProjectRef[] = []
    let after: string | null = null
    do {
      const page: Page<ProjectRef> = await answer(
        api.GET('/projects', {
          params: { query: { state: 'active', limit: 200, ...(after === null ? {} : { after }) } },
          signal,
        }),
      )
      items.push(...page.items)
      after = page.next
    } while (after !== null)
    return items
  },
})

// ---- changes ------------------------------------------------------------------------------------------------------

const at = (notification: Id) => ({ params: { path: { notification } } })

const tellRead = (id: Id, isRead: boolean) =>
  answer(
    isRead
      ? api.PUT('/notifications/{notification}/read', { ...at(id) })
      : api.DELETE('/notifications/{notification}/read', at(id)),
  )

/** One that was opened from outside the page. Not told is not lost: it is still in the list. */
export async function markNotificationRead(cache: QueryClient, id: Id): Promise<void> {
  markOne(cache, id, true)
  await tellRead(id, true).catch(() => markOne(cache, id, false))
}

/** Shown at once: a mark is cheap to put back, and the person is already reading the next line. */
export const useMark = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, isRead }: { id: Id; isRead: boolean }) => tellRead(id, isRead),
    onMutate: ({ id, isRead }) => markOne(cache, id, isRead),
    onError: (_, { id, isRead }) => markOne(cache, id, !isRead),
  })
}

export const useMarkAll = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (until: Id) => answer(api.PUT('/notifications/read', { body: { until } })),
    onSuccess: (_, until) => {
      if (markReadUntil(cache, until) === 'ask') return cache.invalidateQueries({ queryKey: keys.lists })
    },
  })
}

/** Answers what a notification asks: a request for access, or a member who waits for an agreement. */
export const useAnswer = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ notification, accept }: { notification: Notification; accept: boolean }) =>
      answer(answerOf(notification, accept)),
    onSuccess: (_, { notification }) => {
      close(cache, notification.id)
      markOne(cache, notification.id, true)
    },
    // Someone else may have answered first: the server knows.
    onError: () => cache.invalidateQueries({ queryKey: keys.lists }),
    onSettled: (_, __, { notification: { project } }) => {
      if (project) void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(project.id) })
    },
  })
}

function answerOf({ kind, request, project, details }: Notification, accept: boolean): Promise<{ data?: unknown }> {
  if (kind === 'project.member_waiting' && project && details.member) {
    const params = { path: { project: project.id, member: details.member } }
    return accept
      ? api.PUT('/projects/{project}/members/{member}/acceptance', { params })
      : api.DELETE('/projects/{project}/members/{member}', { params })
  }
  const params = { path: { request: request ?? '' } }
  return accept
    ? api.PUT('/project-access-requests/{request}/approval', { params, body: {} })
    : api.PUT('/project-access-requests/{request}/refusal', { params, body: {} })
}

export const useSaveSettings = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (settings: NotificationSettings) => {
      const body = {
        ...settings,
        projects: settings.projects.map(({ project, mail }) => ({ project: project.id, mail })),
      }
      return answer(api.PUT('/me/notification-settings', { body }))
    },
    onSuccess: (saved) => cache.setQueryData(notificationSettings.queryKey, saved),
  })
}

/** Asks for the lists again, and for the numbers alone when no list is open. */
export async function refetchNotifications(cache: ReturnType<typeof useQueryClient>): Promise<void> {
  const isSeen = cache.getQueryCache().findAll({ queryKey: keys.lists, type: 'active' }).length > 0
  try {
    if (isSeen) return
    const page = await answer(api.GET('/notifications', { params: { query: { state: 'unread', limit: 1 } } }))
    setUnread(cache, { unread: page.unread, unread_mentions: page.unread_mentions })
  } finally {
    // Last: a list whose numbers are written would pass for new when it is opened.
    await cache.invalidateQueries({ queryKey: keys.lists })
  }
}
