// SPDX-License-Identifier: EUPL-1.2
// Writes notifications into the query cache. Pure but for the cache it is given.

import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { meQuery } from '@/api/me'
import type { Id, Notification, NotificationPage } from '@/api/types'
import { everything, FILTERS, type Filter, keys } from './keys'

export type { NotificationPage }
export type Pages = InfiniteData<NotificationPage, unknown>

/** What a write could not know: whether something never loaded here was read. The caller then asks the server. */
export type Doubt = 'sure' | 'ask'

/** As the server counts them: that a message names me. */
export const isMention = (it: Notification): boolean => it.kind === 'message.mentioned'

/** New, or gathered with others under the same thing: it goes to the top, once. */
export function hearNotification(cache: QueryClient, heard: Notification): Doubt {
  const all = cache.getQueryData<Pages>(keys.list(everything))
  const known = knownIn(cache, heard.id)
  const isWhole = all !== undefined && all.pages.at(-1)?.next === null
  const wasUnread = known ? !known.is_read : false
  const change = Number(!heard.is_read) - Number(wasUnread)

  for (const filter of FILTERS)
    if (filter.about === 'all' || isMention(heard))
      edit(cache, filter, (items) =>
        filter.state === 'unread' && heard.is_read ? items.filter((it) => it.id !== heard.id) : placed(items, heard),
      )
  if (!known && !isWhole) return 'ask'
  addUnread(cache, change, heard)
  return 'sure'
}

/** Marks one, as the person asked. */
export function markOne(cache: QueryClient, id: Id, isRead: boolean): void {
  const known = knownIn(cache, id)
  if (!known || known.is_read === isRead) return
  // In the list of unread ones it stays where it is, so that nothing moves under the person's hand.
  for (const filter of FILTERS)
    edit(cache, filter, (items) => items.map((it) => (it.id === id ? { ...it, is_read: isRead } : it)))
  addUnread(cache, isRead ? -1 : 1, known)
}

/** All up to this one are read: itself and the older ones, in the order of the list. */
export function markReadUntil(cache: QueryClient, until: Id): Doubt {
  const items = itemsOf(cache.getQueryData<Pages>(keys.list(everything)))
  const last = items.find((it) => it.id === until)
  if (!last) return 'ask'
  // By its place rather than by what is loaded: a list of some of them goes further back.
  const isUpTo = (it: Notification) => it.id === until || isBefore(it, last)
  for (const filter of FILTERS)
    edit(cache, filter, (list) => list.map((it) => (isUpTo(it) && !it.is_read ? { ...it, is_read: true } : it)))
  const unread = items.filter((it) => !isUpTo(it) && !it.is_read)
  setUnread(cache, { unread: unread.length, unread_mentions: unread.filter(isMention).length })
  return 'sure'
}

/** The request has been answered: nothing is expected any more. */
export function close(cache: QueryClient, id: Id): void {
  for (const filter of FILTERS)
    edit(cache, filter, (items) => items.map((it) => (it.id === id ? { ...it, is_open: false } : it)))
}

export const itemsOf = (data: Pages | undefined): Notification[] => data?.pages.flatMap((page) => page.items) ?? []

function knownIn(cache: QueryClient, id: Id): Notification | undefined {
  for (const filter of FILTERS) {
    const known = itemsOf(cache.getQueryData<Pages>(keys.list(filter))).find((it) => it.id === id)
    if (known) return known
  }
  return undefined
}

/** As the server sorts: the last first, of one moment the one that was made last. */
const isBefore = (it: Notification, other: Notification): boolean =>
  it.at < other.at || (it.at === other.at && it.id < other.id)

function placed(items: Notification[], heard: Notification): Notification[] {
  const others = items.filter((it) => it.id !== heard.id)
  const at = others.findIndex((it) => isBefore(it, heard))
  return at < 0 ? [...others, heard] : [...others.slice(0, at), heard, ...others.slice(at)]
}

/** Changes the items of all pages at once, then cuts them into pages again where they were cut. */
function edit(cache: QueryClient, filter: Filter, change: (items: Notification[]) => Notification[]): void {
  cache.setQueryData<Pages>(keys.list(filter), (data) => {
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

/** How many are unread, and how many of these are mentions. */
export type Unread = Pick<NotificationPage, 'unread' | 'unread_mentions'>

/** `change` more are unread, of the kind of `it`. */
function addUnread(cache: QueryClient, change: number, it: Notification): void {
  const page = firstPage(cache)
  const unread = cache.getQueryData(meQuery.queryKey)?.unread_notifications ?? page?.unread
  if (unread === undefined) return
  const more = (now: number, by: number) => Math.max(0, now + by)
  setUnread(cache, {
    unread: more(unread, change),
    unread_mentions: more(page?.unread_mentions ?? 0, isMention(it) ? change : 0),
  })
}

/** The same numbers in each list, and the whole of it in the badge of the sidebar. */
export function setUnread(cache: QueryClient, numbers: Unread): void {
  cache.setQueryData(meQuery.queryKey, (me) => me && { ...me, unread_notifications: numbers.unread })
  for (const filter of FILTERS)
    cache.setQueryData<Pages>(
      keys.list(filter),
      (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, ...numbers })) },
    )
}

/** Of the list of everything, whose numbers are those that are shown. */
function firstPage(cache: QueryClient): NotificationPage | undefined {
  for (const filter of FILTERS) {
    const page = cache.getQueryData<Pages>(keys.list(filter))?.pages[0]
    if (page) return page
  }
  return undefined
}
