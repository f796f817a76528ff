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
import { everything, type Filter, keys } from './keys'
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

const unread: Filter = { about: 'all', state: 'unread' }
const mentions: Filter = { about: 'mentions', state: 'all' }
const isMention = (it: Notification) => it.kind === 'message.mentioned'

const named = (id: string, over: Partial<Notification> = {}) =>
  a(id, {
    kind: 'message.mentioned',
    details: { channel: 'travaux', excerpt: 'Peux-tu trancher ?' },
    href: '/p/prj_1/messages/chn_1?message=msg_1',
    ...over,
  })

/** Newest first, as the server answers. */
let onServer: Notification[] = []
let calls: string[] = []
let sent: string[] = []
let cache: QueryClient

const newCache = () =>
  new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
const unreadOnServer = () => onServer.filter((it) => !it.is_read).length

beforeEach(() => {
  calls = []
  sent = []
  onServer = [a('ntf_12'), a('ntf_11', { is_read: true }), a('ntf_10')]
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    calls.push(`${request.method} ${url.pathname.replace('/api/v1', '')}`)
    if (request.method !== 'GET') {
      sent.push(await request.clone().text())
      return new Response(null, { status: 204 })
    }
    if (url.pathname.endsWith('/me/notification-settings'))
      return json({ mail: 'hourly', projects: [], quiet: { on: true, from: '19:00', until: '08:30', weekends: false } })
    const wanted = onServer.filter(
      (it) =>
        (url.searchParams.get('state') !== 'unread' || !it.is_read) &&
        (url.searchParams.get('about') !== 'mentions' || isMention(it)),
    )
    const limit = Number(url.searchParams.get('limit'))
    const after = url.searchParams.get('after')
    const from = after === null ? 0 : wanted.findIndex((it) => it.id === after) + 1
    const items = wanted.slice(from, from + limit)
    const next = from + limit < wanted.length ? (items.at(-1)?.id ?? null) : null
    const unread_mentions = onServer.filter((it) => isMention(it) && !it.is_read).length
    return json({ items, next, unread: unreadOnServer(), unread_mentions })
  })
  cache = newCache()
  cache.setQueryData(meQuery.queryKey, { unread_notifications: 2 } as Me)
})
afterEach(() => vi.unstubAllGlobals())

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })

describe('old state + frame = a fresh fetch', () => {
  const load = async (into: QueryClient) => {
    await into.fetchInfiniteQuery(notifications(everything))
    await into.fetchInfiniteQuery(notifications(unread))
    await into.fetchInfiniteQuery(notifications(mentions))
  }
  const seen = (of: QueryClient) => ({
    all: itemsOf(of.getQueryData<Pages>(keys.list(everything))),
    unread: itemsOf(of.getQueryData<Pages>(keys.list(unread))).filter((it) => !it.is_read),
    mentions: itemsOf(of.getQueryData<Pages>(keys.list(mentions))),
    numbers: [everything, unread, mentions].map((it) => {
      const page = of.getQueryData<Pages>(keys.list(it))?.pages[0]
      return [page?.unread, page?.unread_mentions]
    }),
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

  test('named: at the top of everything and of the mentions, and counted in both; read, it is counted in neither', async () => {
    const fresh = named('ntf_13')
    onServer = [fresh, ...onServer]
    hear('notification.changed', fresh)
    hear('notification.changed', fresh)
    await sameAsFresh()
    expect(seen(cache).numbers).toEqual([
      [3, 1],
      [3, 1],
      [3, 1],
    ])
    const read = { ...fresh, is_read: true }
    onServer = [read, ...onServer.slice(1)]
    hear('notification.changed', read)
    await sameAsFresh()
    expect(seen(cache).numbers[0]).toEqual([2, 0])
  })

  test('what is no mention is not among them', async () => {
    const fresh = a('ntf_13', { kind: 'message.keyword' })
    onServer = [fresh, ...onServer]
    hear('notification.changed', fresh)
    await sameAsFresh()
    expect(seen(cache).mentions).toEqual([])
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

  test('all read up to one: also the mentions that the list of everything does not reach', async () => {
    const at = (minute: number) => `2026-10-08T10:${String(minute).padStart(2, '0')}:00Z`
    onServer = [
      named('ntf_99', { at: at(59) }),
      ...Array.from({ length: 40 }, (_, index) => a(`ntf_${98 - index}`, { at: at(58 - index), is_read: true })),
      named('ntf_10', { at: at(1) }),
    ]
    cache.clear()
    cache.setQueryData(meQuery.queryKey, { unread_notifications: 2 } as Me)
    await load(cache)
    expect(seen(cache).mentions).toHaveLength(2)
    onServer = onServer.map((it) => (it.id === 'ntf_99' ? it : { ...it, is_read: true }))
    hear('notification.all_read', { until: 'ntf_98' })
    await sameAsFresh()
    expect(seen(cache).numbers[2]).toEqual([1, 1])
  })

  test('out of a channel, what was told of it is neither listed nor counted', async () => {
    onServer = onServer.filter((it) => it.id !== 'ntf_12')
    hear('channel.left', { channel: 'chn_1', project: 'prj_1' })
    await waitFor(() => expect(cache.getQueryData(meQuery.queryKey)?.unread_notifications).toBe(1))
    await waitFor(() => expect(cache.getQueryState(keys.list(everything))?.isInvalidated).toBe(true))
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
        <NotificationsPanel
          saved={<p>Gardé pour plus tard</p>}
          replyTo={(href) => (href === '/' ? null : `${href}&repondre=oui`)}
        />
      </QueryClientProvider>,
    )

  test('a request is accepted without leaving the panel, and cannot be accepted twice', async () => {
    onServer = [a('ntf_12', { kind: 'project.access_requested', request: 'par_1', is_open: true })]
    const { user } = draw()
    await user.click(await screen.findByRole('button', { name: 'Accepter Nour Attali-Faure' }))
    await waitFor(() => expect(calls).toContain('PUT /project-access-requests/par_1/approval'))
    await waitFor(() => expect(screen.queryByRole('button', { name: /Accepter/ })).toBeNull())
  })

  test('mentions have a tab with their number, reached by the arrows, and what was saved another', async () => {
    onServer = [named('ntf_14'), named('ntf_13', { is_read: true }), ...onServer]
    const { user } = draw()
    await screen.findAllByRole('link', { name: /vous ajoute/ })
    const tab = screen.getByRole('tab', { name: /^Mentions/ })
    expect(tab.textContent).toBe('Mentions 11 non lue')
    screen.getByRole('tab', { name: 'Toutes' }).focus()
    await user.keyboard('{ArrowRight}')
    expect(tab.getAttribute('aria-selected')).toBe('true')
    await waitFor(() => expect(screen.queryByRole('link', { name: /vous ajoute/ })).toBeNull())
    expect(await screen.findAllByRole('link', { name: /vous mentionne dans #travaux/ })).toHaveLength(2)
    // Of them, those that are not read.
    await user.click(screen.getByRole('button', { name: 'Non lues' }))
    await waitFor(() => expect(screen.getAllByRole('link', { name: /vous mentionne/ })).toHaveLength(1))
    tab.focus()
    await user.keyboard('{ArrowRight}')
    expect(screen.getByRole('tabpanel', { name: 'Enregistrées' }).textContent).toBe('Gardé pour plus tard')
    expect(screen.queryByRole('button', { name: 'Non lues' })).toBeNull()
  })

  test('all is marked as read from any tab, up to the newest of all', async () => {
    onServer = [a('ntf_15'), named('ntf_14'), ...onServer]
    const { user } = draw()
    await user.click(await screen.findByRole('tab', { name: /^Mentions/ }))
    await screen.findByRole('link', { name: /vous mentionne/ })
    await user.click(screen.getByRole('button', { name: 'Tout marquer comme lu' }))
    await waitFor(() => expect(sent).toContain('{"until":"ntf_15"}'))
    await waitFor(() => expect(screen.getByRole('tab', { name: 'Mentions' })).toBeTruthy())
  })

  test('one answers who speaks to one, from the keyboard, and what is answered is read', async () => {
    onServer = [
      named('ntf_16'),
      a('ntf_15', { kind: 'message.direct', href: '/conversations/chn_2?message=msg_2' }),
      a('ntf_14', {
        kind: 'message.keyword',
        href: '/p/prj_1/messages/chn_1?message=msg_3',
        details: { keyword: 'budget' },
      }),
      named('ntf_13', { is_read: true }),
      named('ntf_12', { href: '/' }),
    ]
    const { user, navigate } = draw()
    const link = await screen.findAllByRole('link', { name: 'Répondre à Nour Attali-Faure' })
    expect(link.map((it) => it.getAttribute('href'))).toEqual([
      '/p/prj_1/messages/chn_1?message=msg_1&repondre=oui',
      '/conversations/chn_2?message=msg_2&repondre=oui',
    ])
    expect(
      screen.getAllByRole('link', { name: 'Ouvrir le message de Nour Attali-Faure' })[0]?.getAttribute('href'),
    ).toBe('/p/prj_1/messages/chn_1?message=msg_1')
    screen.getAllByRole('link', { name: /vous mentionne/ })[0]?.focus()
    await user.tab()
    expect(document.activeElement).toBe(link[0])
    await user.keyboard('{Enter}')
    expect(navigate).toHaveBeenCalledWith('/p/prj_1/messages/chn_1?message=msg_1&repondre=oui')
    await waitFor(() => expect(calls).toContain('PUT /notifications/ntf_16/read'))
    expect(screen.getAllByRole('link', { name: /^Répondre/ })).toHaveLength(1)
    // Its buttons are gone with that: the focus is in its line.
    await waitFor(() => expect(document.activeElement?.closest('article')?.textContent).toContain('vous mentionne'))
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
