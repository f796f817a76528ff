// SPDX-License-Identifier: EUPL-1.2
// Writes notifications into the query cache. Pure but for the cache it is given.

import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { meQuery } from '@/api/me'
import type { Id, Notification, NotificationPage } from '@/api/types'
import { type Filter, keys } from './keys'

export type { NotificationPage }
export type Pages = InfiniteData<NotificationPage, unknown>

/** What a write could not know: whether something never loaded here was read. The caller then asks the server. */
export type Doubt = 'sure' | 'ask'

/** New, or gathered with others under the same thing: it goes to the top, once. */
export function hearNotification(cache: QueryClient, heard: Notification): Doubt {
  const all = cache.getQueryData<Pages>(keys.list('all'))
  const known = itemsOf(all).find((it) => it.id === heard.id)
  const isWhole = all !== undefined && all.pages.at(-1)?.next === null
  const wasUnread = known ? !known.is_read : false
  const change = Number(!heard.is_read) - Number(wasUnread)

  edit(cache, 'all', (items) => placed(items, heard))
  edit(cache, 'unread', (items) => (heard.is_read ? items.filter((it) => it.id !== heard.id) : placed(items, heard)))
  if (!known && !isWhole) return 'ask'
  addUnread(cache, change)
  return 'sure'
}

/** Marks one, as the person asked. */
export function markOne(cache: QueryClient, id: Id, isRead: boolean): void {
  const known = [
    ...itemsOf(cache.getQueryData(keys.list('all'))),
    ...itemsOf(cache.getQueryData(keys.list('unread'))),
  ].find((it) => it.id === id)
  if (!known || known.is_read === isRead) return
  // In the list of unread ones it stays where it is, so that nothing moves under the person's hand.
  for (const state of FILTERS)
    edit(cache, state, (items) => items.map((it) => (it.id === id ? { ...it, is_read: isRead } : it)))
  addUnread(cache, isRead ? -1 : 1)
}

/** All up to this one are read: itself and the older ones, in the order of the list. */
export function markReadUntil(cache: QueryClient, until: Id): Doubt {
  const items = itemsOf(cache.getQueryData<Pages>(keys.list('all')))
  const at = items.findIndex((it) => it.id === until)
  if (at < 0) return 'ask'
  const older = new Set(items.slice(at).map((it) => it.id))
  for (const state of FILTERS)
    edit(cache, state, (list) => list.map((it) => (older.has(it.id) && !it.is_read ? { ...it, is_read: true } : it)))
  setUnread(cache, items.slice(0, at).filter((it) => !it.is_read).length)
  return 'sure'
}

/** The request has been answered: nothing is expected any more. */
export function close(cache: QueryClient, id: Id): void {
  for (const state of FILTERS)
    edit(cache, state, (items) => items.map((it) => (it.id === id ? { ...it, is_open: false } : it)))
}

export const itemsOf = (data: Pages | undefined): Notification[] => data?.pages.flatMap((page) => page.items) ?? []

const FILTERS: readonly Filter[] = ['all', 'unread']

function placed(items: Notification[], heard: Notification): Notification[] {
  const others = items.filter((it) => it.id !== heard.id)
  // As the server sorts: the last first, of one moment the one that was made last.
  const at = others.findIndex((it) => it.at < heard.at || (it.at === heard.at && it.id < heard.id))
  return at < 0 ? [...others, heard] : [...others.slice(0, at), heard, ...others.slice(at)]
}

/** Changes the items of all pages at once, then cuts them into pages again where they were cut. */
function edit(cache: QueryClient, state: Filter, change: (items: Notification[]) => Notification[]): void {
  cache.setQueryData<Pages>(keys.list(state), (data) => {
    if (!data) return data
    const items = change(itemsOf(data))
    const sizes = data.pages.map((page) => page.items.length)
    let from = items.length - sizes.slice(1).reduce((sum, size) => sum + size, 0)
    if (from < 0) from = 0
    return {
      ...data,
      pages: data.pages.map((page, index) => {
        if (index === 0) return { ...page, items: items.slice(0, from) }
        const start = from
        from += sizes[index] ?? 0
        return { ...page, items: items.slice(start, from) }
      }),
    }
  })
}

function addUnread(cache: QueryClient, change: number): void {
  const now = cache.getQueryData(meQuery.queryKey)?.unread_notifications ?? firstPage(cache)?.unread
  if (now !== undefined) setUnread(cache, Math.max(0, now + change))
}

/** One number in three places: the badge of the sidebar, and both lists. */
export function setUnread(cache: QueryClient, unread: number): void {
  cache.setQueryData(meQuery.queryKey, (me) => me && { ...me, unread_notifications: unread })
  for (const state of FILTERS)
    cache.setQueryData<Pages>(
      keys.list(state),
      (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, unread })) },
    )
}

const firstPage = (cache: QueryClient) =>
  (cache.getQueryData<Pages>(keys.list('all')) ?? cache.getQueryData<Pages>(keys.list('unread')))?.pages[0]
