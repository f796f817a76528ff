// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { dispatch } from '@/api/live'
import { meQuery } from '@/api/me'
import type { LiveEvents, Me, Notification } from '@/api/types'
import { makeFormats } from '@/lib/format'
import { renderUi } from '@/testing/render'
import { itemsOf, type Pages } from './cache'
import { byDay } from './days'
import fr from './fr'
import { keys } from './keys'
import { listenToNotifications } from './live'
import { NotificationsPanel } from './NotificationsPanel'
import { notifications } from './queries'
import { isAnswerable, secondLine, sentenceOf } from './sentence'

listenToNotifications()

const a = (id: string, over: Partial<Notification> = {}): Notification => ({
  id,
  kind: 'project.member_added',
  at: `2026-10-08T${id.slice(-2)}:00:00Z`,
  is_read: false,
  actor: {
    id: 'acc_2',
    name: 'Nour Attali-Faure',
    given_name: 'Nour',
    family_name: 'Attali-Faure',
    function: null,
    organisation: 'Centre hospitalier',
    is_external: true,
    is_active: true,
    photo: null,
  },
  others: 0,
  project: { id: 'prj_1', name: 'Élections 2027', icon: 'vote', colour: 'cat-9' },
  organisation: null,
  request: null,
  details: {},
  href: '/p/prj_1',
  is_open: false,
  ...over,
})

/** Newest first, as the server answers. */
let onServer: Notification[] = []
let calls: string[] = []
let cache: QueryClient

const newCache = () =>
  new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
const unreadOnServer = () => onServer.filter((it) => !it.is_read).length

beforeEach(() => {
  calls = []
  onServer = [a('ntf_12'), a('ntf_11', { is_read: true }), a('ntf_10')]
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    calls.push(`${request.method} ${url.pathname.replace('/api/v1', '')}`)
    if (request.method !== 'GET') return new Response(null, { status: 204 })
    if (url.pathname.endsWith('/me/notification-settings'))
      return json({ mail: 'hourly', projects: [], quiet: { on: true, from: '19:00', until: '08:30', weekends: false } })
    const wanted = url.searchParams.get('state') === 'unread' ? onServer.filter((it) => !it.is_read) : onServer
    const limit = Number(url.searchParams.get('limit'))
    const after = url.searchParams.get('after')
    const from = after === null ? 0 : wanted.findIndex((it) => it.id === after) + 1
    const items = wanted.slice(from, from + limit)
    const next = from + limit < wanted.length ? (items.at(-1)?.id ?? null) : null
    return json({ items, next, unread: unreadOnServer() })
  })
  cache = newCache()
  cache.setQueryData(meQuery.queryKey, { unread_notifications: 2 } as Me)
})
afterEach(() => vi.unstubAllGlobals())

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })

describe('old state + frame = a fresh fetch', () => {
  const load = async (into: QueryClient) => {
    await into.fetchInfiniteQuery(notifications('all'))
    await into.fetchInfiniteQuery(notifications('unread'))
  }
  const seen = (of: QueryClient) => ({
    all: itemsOf(of.getQueryData<Pages>(keys.list('all'))),
    unread: itemsOf(of.getQueryData<Pages>(keys.list('unread'))).filter((it) => !it.is_read),
    number: of.getQueryData<Pages>(keys.list('all'))?.pages[0]?.unread,
  })
  const hear = <Name extends keyof LiveEvents>(name: Name, body: LiveEvents[Name]) =>
    dispatch({ type: 'event', cursor: '1', topic: 'person:acc_1', name, body } as never, cache)
  const sameAsFresh = async () => {
    const fresh = newCache()
    await load(fresh)
    await waitFor(() => expect(seen(cache)).toEqual(seen(fresh)))
    expect(cache.getQueryData(meQuery.queryKey)?.unread_notifications).toBe(unreadOnServer())
  }

  beforeEach(() => load(cache))

  test('a new one, heard twice', async () => {
    const fresh = a('ntf_13')
    onServer = [fresh, ...onServer]
    hear('notification.changed', fresh)
    hear('notification.changed', fresh)
    await sameAsFresh()
  })

  test('one more person in the same group: it goes to the top and is unread again', async () => {
    const gathered = a('ntf_11', { is_read: false, others: 2, at: '2026-10-08T20:00:00Z' })
    onServer = [gathered, ...onServer.filter((it) => it.id !== 'ntf_11')]
    hear('notification.changed', gathered)
    await sameAsFresh()
  })

  test('read in another window', async () => {
    const read = a('ntf_12', { is_read: true })
    onServer = onServer.map((it) => (it.id === 'ntf_12' ? read : it))
    hear('notification.changed', read)
    await sameAsFresh()
  })

  test('all read up to one: the newer stay unread', async () => {
    const newer = a('ntf_14')
    onServer = [newer, ...onServer.map((it) => ({ ...it, is_read: true }))]
    hear('notification.changed', newer)
    hear('notification.all_read', { until: 'ntf_12' })
    await sameAsFresh()
  })

  test('out of a channel, what was told of it is neither listed nor counted', async () => {
    onServer = onServer.filter((it) => it.id !== 'ntf_12')
    hear('channel.left', { channel: 'chn_1', project: 'prj_1' })
    await waitFor(() => expect(cache.getQueryData(meQuery.queryKey)?.unread_notifications).toBe(1))
    await waitFor(() => expect(cache.getQueryState(keys.list('all'))?.isInvalidated).toBe(true))
  })

  test('an old one that was never loaded here: the number is asked for rather than guessed', async () => {
    onServer = Array.from({ length: 40 }, (_, index) =>
      a(`ntf_${String(99 - index)}`, {
        at: `2026-10-08T10:${String(59 - index).padStart(2, '0')}:00Z`,
        is_read: index > 1,
      }),
    )
    cache.clear()
    cache.setQueryData(meQuery.queryKey, { unread_notifications: 2 } as Me)
    await load(cache)
    // It was unread already, beyond the first page: adding one would be wrong.
    const old = { ...onServer.at(-1), is_read: false, others: 1, at: '2026-10-08T21:00:00Z' } as Notification
    onServer = [old, ...onServer.slice(0, -1)]
    hear('notification.changed', old)
    await waitFor(() => expect(cache.getQueryData(meQuery.queryKey)?.unread_notifications).toBe(3))
  })
})

test('the list is cut where the day changes, in the time zone of the person', () => {
  const paris = makeFormats('fr', 'Europe/Paris', () => new Date('2026-10-09T12:00:00Z'))
  const late = a('ntf_22', { at: '2026-10-08T22:30:00Z' })
  const groups = byDay([late, a('ntf_20')], paris.day)
  expect(groups.map(({ title, items }) => [title, items.length])).toEqual([
    ['Aujourd’hui', 1],
    ['Hier', 1],
  ])
})

describe('sentences', () => {
  test('several people are one sentence, in the plural', () => {
    const { text, parts } = sentenceOf(a('ntf_10', { kind: 'project.access_requested', others: 2 }), fr)
    expect(text).toContain('demandent à rejoindre')
    expect(parts.who).toBe('Nour Attali-Faure et 2 autres personnes')
  })

  test('a kind that this version does not know still says who and where', () => {
    const { text, parts } = sentenceOf(a('ntf_10', { kind: 'pages.mentioned' as Notification['kind'] }), fr)
    expect(text).toContain('{who}')
    expect(parts.project).toBe('Élections 2027')
  })

  test('what somebody wrote stands between quotation marks', () => {
    const it = a('ntf_10', { kind: 'message.mentioned', details: { excerpt: 'Peux-tu trancher ?' } })
    expect(secondLine(it, fr, makeFormats('fr', 'Europe/Paris'))).toBe('«\u00a0Peux-tu trancher ?\u00a0»')
  })

  test('only one open request of one person is answered in one click', () => {
    const open = a('ntf_10', { kind: 'project.access_requested', request: 'par_1', is_open: true })
    expect(isAnswerable(open)).toBe(true)
    expect(isAnswerable({ ...open, others: 1 })).toBe(false)
    expect(isAnswerable({ ...open, is_open: false })).toBe(false)
  })
})

describe('the panel', () => {
  const draw = () =>
    renderUi(
      <QueryClientProvider client={cache}>
        <NotificationsPanel />
      </QueryClientProvider>,
    )

  test('a request is accepted without leaving the panel, and cannot be accepted twice', async () => {
    onServer = [a('ntf_12', { kind: 'project.access_requested', request: 'par_1', is_open: true })]
    const { user } = draw()
    await user.click(await screen.findByRole('button', { name: 'Accepter Nour Attali-Faure' }))
    await waitFor(() => expect(calls).toContain('PUT /project-access-requests/par_1/approval'))
    await waitFor(() => expect(screen.queryByRole('button', { name: /Accepter/ })).toBeNull())
  })

  test('arrows go from one to the next; L marks as read, then as unread', async () => {
    const { user } = draw()
    const links = await screen.findAllByRole('link', { name: /vous ajoute/ })
    links[0]?.focus()
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(links[1])
    await user.keyboard('l')
    await waitFor(() => expect(calls).toContain('DELETE /notifications/ntf_11/read'))
    await user.keyboard('l')
    await waitFor(() => expect(calls).toContain('PUT /notifications/ntf_11/read'))
  })

  test('hours of silence are said as people say them', async () => {
    draw()
    expect(await screen.findByText('Rien ne vous sera envoyé de 19 h à 8 h 30.')).toBeTruthy()
  })
})
