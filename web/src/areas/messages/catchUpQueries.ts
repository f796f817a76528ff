// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server about what happened while one was away. See `queries.ts`.

import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { CatchUp, Id, Instant, Message, Notification } from '@/api/types'
import { keepCards } from './cache'
import { keys } from './keys'

/** Asked again each time one comes back to it; in between it stays as it is read. */
export const caughtUp = (since: Instant) =>
  queryOptions({
    queryKey: keys.catchUp(since),
    queryFn: async ({ signal, client }): Promise<CatchUp> => {
      const all = await answer(api.GET('/me/catch-up', { params: { query: { since } }, signal }))
      keepCards(client, all.people)
      return all
    },
    staleTime: 0,
    refetchOnWindowFocus: 'always',
  })

/** What one was told of being named, in a channel or a thread: all of that place that is unread is gathered in it. */
export interface Call {
  notification: Id
  place: Id
}

const MOST = 200

/** The mentions that one was told of and has not put behind: the latest ones, as far as catching up can show them. */
export const unreadCalls = queryOptions({
  queryKey: keys.calls,
  queryFn: async ({ signal }): Promise<Call[]> => {
    const { items } = await answer(
      api.GET('/notifications', { params: { query: { state: 'unread', about: 'mentions', limit: MOST } }, signal }),
    )
    return items.flatMap((it) => callIn(it) ?? [])
  },
  staleTime: 0,
})

/** The page leads to `/p/{project}/messages/{channel}?fil={thread}&message={message}`. */
function callIn({ id, href }: Notification): Call | null {
  const address = new URL(href, location.origin)
  const place = address.searchParams.get('fil') ?? address.pathname.split('/').at(-1)
  return place ? { notification: id, place } : null
}

export const isAbout = ({ place }: Call, message: Message): boolean => place === (message.thread ?? message.channel)

/** That one was named is read, or unread again; the channel stays as it is. */
export async function markCall(cache: QueryClient, call: Call, isRead: boolean): Promise<void> {
  const params = { path: { notification: call.notification } }
  const others = (held: Call[] | undefined) => held?.filter((it) => it.notification !== call.notification)
  const put = (isThere: boolean) =>
    cache.setQueryData<Call[]>(keys.calls, (held) => held && [...(others(held) ?? []), ...(isThere ? [call] : [])])
  put(!isRead)
  try {
    await answer(
      isRead
        ? api.PUT('/notifications/{notification}/read', { params })
        : api.DELETE('/notifications/{notification}/read', { params }),
    )
  } catch (error) {
    put(isRead)
    throw error
  }
}
