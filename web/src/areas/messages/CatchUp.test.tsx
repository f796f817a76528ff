// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { meQuery } from '@/api/me'
import type { CatchUp as Caught, Channel, FollowedThreads, Me, Message } from '@/api/types'
import { setTimeZone } from '@/lib/format'
import { renderUi } from '@/testing/render'
import { CatchUp } from './CatchUp'
import fr from './fr'
import { keys } from './keys'
import { aChannel, aMessage, aPerson } from './testkit'

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => {
  localStorage.clear()
  told = []
  more = []
})
/** What one was told and has not read. */
let told: { kind: string }[] = []
/** Channels of mine beside the two of every test. */
let more: Channel[] = []

const maelle = aPerson('acc_maelle', 'Maëlle Kervadec')

const empty: Caught = {
  since: '2026-10-09T00:00:00Z',
  mentions: { items: [], has_more: false },
  conversations: [],
  has_more_conversations: false,
  threads: [],
  has_more_threads: false,
  decisions: { items: [], has_more: false },
  channels: [],
  other_channels: 0,
  people: [maelle],
}

/** What happened, and how far one has read; what is asked and said is written down. */
function aServer(caught: Caught | Response, refused = 'nothing') {
  const asked: URLSearchParams[] = []
  const said: string[] = []
  const json = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    const path = url.pathname.replace('/api/v1', '')
    if (path === '/me/channels')
      return json({
        items: [
          aChannel({ last_seq: 9, read_seq: 2, unread: 7 }),
          aChannel({
            id: 'chn_talk',
            project: null,
            kind: 'direct',
            name: '',
            people: [maelle],
            last_seq: 5,
            read_seq: 4,
            unread: 1,
          }),
          ...more,
        ],
      })
    if (path === '/notifications') {
      const items = told.filter((it) => url.searchParams.get('about') !== 'mentions' || it.kind === 'message.mentioned')
      return json({ items, next: null, unread: told.length, unread_mentions: items.length })
    }
    if (path === '/me/catch-up') {
      asked.push(url.searchParams)
      return caught instanceof Response ? caught.clone() : json(caught)
    }
    if (request.method === 'DELETE') {
      said.push(`unread ${path}`)
      return new Response(null, { status: 204 })
    }
    if (request.method === 'PUT') {
      said.push(`${path} ${await request.text()}`.trim())
      if (path.startsWith(refused)) return new Response('', { status: 503 })
      return new Response(null, { status: 204 })
    }
    return json({ items: [], next: null })
  })
  return { asked, said }
}

function drawAt(address: string) {
  setTimeZone('Europe/Paris')
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  cache.setQueryData(meQuery.queryKey, { account: aPerson('acc_camille', 'Camille Rovère') } as unknown as Me)
  const root = createRootRoute()
  const component = () => <CatchUp projectName={() => 'Accueil des usagers'} />
  const page = createRoute({ getParentRoute: () => root, path: '$', component })
  const history = createMemoryHistory({ initialEntries: [address] })
  const router = createRouter({ routeTree: root.addChildren([page]), history })
  return {
    router,
    cache,
    ...renderUi(
      <QueryClientProvider client={cache}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>,
    ),
  }
}

test('each part says how much there is, and where it leads', async () => {
  aServer({
    ...empty,
    mentions: { items: [aMessage(8, { body: 'Peux-tu relire ?' })], has_more: true },
    threads: [
      {
        root: aMessage(3, { body: 'Qui ferme ?' }),
        last: aMessage(1, { id: 'msg_a', seq: null, thread: 'msg_3', thread_seq: 2, body: 'Moi' }),
        read_seq: 1,
        unread: 1,
      },
    ],
    channels: [{ channel: 'chn_1', count: 7, people: ['acc_maelle'], first: 'msg_3', liveliest: [] }],
    other_channels: 2,
  })
  drawAt('/rattrapage?depuis=vendredi')
  const mentions = await screen.findByRole('region', { name: /^Mentions/ })
  expect(await within(mentions).findByText('#travaux · Accueil des usagers')).toBeTruthy()
  const link = within(mentions).getByRole('link', { name: 'Peux-tu relire\u202f?' })
  expect(link.getAttribute('href')).toBe('/p/prj_1/messages/chn_1?message=msg_8')
  expect(within(mentions).getByText('1 et plus')).toBeTruthy()
  const threads = screen.getByRole('region', { name: /^Fils suivis/ })
  expect(within(threads).getByRole('link', { name: 'Qui ferme\u202f?' }).getAttribute('href')).toBe(
    '/p/prj_1/messages/chn_1?fil=msg_3',
  )
  expect(within(threads).getByText('1 nouvelle réponse')).toBeTruthy()
  // Something is unread there: the channel opens at it by itself.
  const busy = screen.getByRole('region', { name: /^Canaux/ })
  expect(within(busy).getByRole('link').getAttribute('href')).toBe('/p/prj_1/messages/chn_1')
  expect(within(busy).getByText(/2 autres canaux/)).toBeTruthy()
  expect(screen.queryByRole('region', { name: /^Décisions/ })).toBeNull()
})

test('what a program posted for me stands under its own name', async () => {
  const automate = { name: 'Veille', icon: 'siren', colour: 'cat-1' } as unknown as NonNullable<Message['automate']>
  const posted = { author: 'acc_camille', automate }
  aServer({
    ...empty,
    mentions: { items: [aMessage(8, { ...posted, body: 'Alerte' })], has_more: false },
    conversations: [
      { channel: 'chn_talk', count: 1, last: aMessage(5, { ...posted, channel: 'chn_talk', body: 'Fait' }) },
    ],
    channels: [
      { channel: 'chn_1', count: 7, people: [], first: null, liveliest: [aMessage(9, { ...posted, body: 'Vu' })] },
    ],
  })
  drawAt('/rattrapage?depuis=hier')
  const mentions = await screen.findByRole('region', { name: /^Mentions/ })
  expect(within(mentions).getByText('Veille')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Fait' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Veille Vu' })).toBeTruthy()
})

test('a part is marked as read up to what it shows, and is as before after one press', async () => {
  const { said } = aServer({
    ...empty,
    conversations: [{ channel: 'chn_talk', count: 3, last: aMessage(5, { channel: 'chn_talk', body: 'Salut' }) }],
  })
  const { user } = drawAt('/rattrapage?depuis=hier')
  const direct = await screen.findByRole('region', { name: /^Messages directs/ })
  await user.click(await within(direct).findByRole('button', { name: 'Tout marquer comme lu' }))
  await waitFor(() => expect(said).toEqual(['/channels/chn_talk/read {"seq":5}']))
  await waitFor(() => expect(within(direct).queryByRole('button')).toBeNull())
  await user.click(await screen.findByRole('button', { name: 'Annuler' }))
  await waitFor(() => expect(said.at(-1)).toBe('/channels/chn_talk/read {"seq":4}'))
})

test('threads are marked as read, and unread again, at once in what else shows them', async () => {
  const root = aMessage(3, { body: 'Qui ferme ?' })
  const { said } = aServer({
    ...empty,
    threads: [
      {
        root,
        last: aMessage(1, { id: 'msg_a', seq: null, thread: 'msg_3', thread_seq: 2, body: 'Moi' }),
        read_seq: 1,
        unread: 1,
      },
    ],
  })
  const { user, cache } = drawAt('/rattrapage?depuis=hier')
  cache.setQueryData(keys.threads, { items: [{ root, read_seq: 1, last_seq: 2, unread: 1 }], people: [] })
  const held = () => cache.getQueryData<FollowedThreads>(keys.threads)?.items[0]
  const part = await screen.findByRole('region', { name: /^Fils suivis/ })
  await user.click(await within(part).findByRole('button', { name: 'Tout marquer comme lu' }))
  await waitFor(() => expect(said).toEqual(['/messages/msg_3/thread {"read_seq":2}']))
  expect(held()).toMatchObject({ read_seq: 2, unread: 0 })
  await user.click(await screen.findByRole('button', { name: 'Annuler' }))
  await waitFor(() => expect(said.at(-1)).toBe('/messages/msg_3/thread {"read_seq":1}'))
  expect(held()).toMatchObject({ read_seq: 1, unread: 1 })
})

test('since when is chosen, and stands in the address', async () => {
  const { asked } = aServer(empty)
  const { user, router } = drawAt('/rattrapage?depuis=2026-10-01')
  expect(await screen.findByRole('heading', { name: /Rien de neuf depuis le jeudi 1 octobre 2026/ })).toBeTruthy()
  expect(asked[0]?.get('since')).toBe('2026-09-30T22:00:00.000Z')
  await user.selectOptions(screen.getByLabelText('Depuis'), 'Vendredi')
  await waitFor(() => expect(router.state.location.search).toEqual({ depuis: 'vendredi' }))
  expect(await screen.findByRole('heading', { name: 'Rien de neuf depuis vendredi' })).toBeTruthy()
  // Nobody knows of a visit before on this device.
  expect(screen.queryByRole('option', { name: 'Ma dernière visite' })).toBeNull()
})

test('what another moment finds is said', async () => {
  aServer({ ...empty, mentions: { items: [aMessage(8, { body: 'Alerte' })], has_more: false } })
  const { user } = drawAt('/rattrapage?depuis=hier')
  await screen.findByRole('region', { name: /^Mentions/ })
  const heard = () => [...document.querySelectorAll('[aria-live="polite"] p')].map((it) => it.textContent)
  await user.selectOptions(screen.getByLabelText('Depuis'), 'Vendredi')
  await waitFor(() => expect(heard().some((it) => /Depuis vendredi\s: 1 mention/.test(it ?? ''))).toBe(true))
})

test('what could not be loaded can be tried again', async () => {
  const refused = new Response(JSON.stringify({ type: 'about:blank', title: 'x', status: 503, code: 'unavailable' }), {
    status: 503,
    headers: { 'content-type': 'application/problem+json' },
  })
  aServer(refused)
  drawAt('/rattrapage')
  expect(await screen.findByRole('heading', { name: 'Le rattrapage n’a pas pu être chargé' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Réessayer' })).toBeTruthy()
})

test('what could not be marked as read is unread again, and only that', async () => {
  const busy = (channel: string) => ({ channel, count: 1, people: [], first: null, liveliest: [] })
  const { said } = aServer({ ...empty, channels: [busy('chn_1'), busy('chn_talk')] }, '/channels/chn_1/read')
  const { user, cache } = drawAt('/rattrapage?depuis=hier')
  const part = await screen.findByRole('region', { name: /^Canaux/ })
  // The answer that would put it right by itself.
  await waitFor(() => expect(cache.getQueryData(keys.mine)).toBeTruthy())
  vi.spyOn(cache, 'invalidateQueries').mockResolvedValue()
  await user.click(await within(part).findByRole('button', { name: fr.catchUp.markRead }))
  await waitFor(() => expect(said).toHaveLength(2))
  const unread = () => cache.getQueryData<Channel[]>(keys.mine)?.map((it) => it.unread)
  await waitFor(() => expect(unread()).toEqual([7, 0]))
  expect(cache.invalidateQueries).toHaveBeenCalledWith({ queryKey: keys.mine })
  expect(within(part).getByRole('button', { name: fr.catchUp.markRead })).toBeTruthy()
})

const call = (id: string, href: string, kind = 'message.mentioned') => ({ id, kind, href })

test('mentions are marked as read, and what stands around them in the channel is not', async () => {
  told = [
    call('ntf_1', '/p/prj_1/messages/chn_1?message=msg_8'),
    call('ntf_2', '/p/prj_1/messages/chn_1?fil=msg_3&message=msg_a'),
    call('ntf_3', '/p/prj_1/messages/chn_9?message=msg_z'),
    call('ntf_4', '/p/prj_1/messages/chn_1?message=msg_9', 'message.posted'),
  ]
  const inThread = aMessage(1, { id: 'msg_a', seq: null, thread: 'msg_3', thread_seq: 2, body: 'Et toi ?' })
  const { said } = aServer({
    ...empty,
    mentions: { items: [inThread, aMessage(8, { body: 'Peux-tu relire ?' }), aMessage(2)], has_more: false },
  })
  const { user, cache } = drawAt('/rattrapage?depuis=hier')
  const mentions = await screen.findByRole('region', { name: /^Mentions/ })
  // The third was read in its channel.
  await waitFor(() => expect(within(mentions).getAllByText(fr.catchUp.unread)).toHaveLength(2))
  await user.click(within(mentions).getByRole('button', { name: fr.catchUp.markRead }))
  await waitFor(() => expect([...said].sort()).toEqual(['/notifications/ntf_1/read', '/notifications/ntf_2/read']))
  expect(within(mentions).queryByText(fr.catchUp.unread)).toBeNull()
  expect(cache.getQueryData<Channel[]>(keys.mine)?.[0]?.unread).toBe(7)
  await user.click(await screen.findByRole('button', { name: fr.catchUp.undo }))
  await waitFor(() =>
    expect([...said].sort().slice(-2)).toEqual([
      'unread /notifications/ntf_1/read',
      'unread /notifications/ntf_2/read',
    ]),
  )
  expect(within(mentions).getAllByText(fr.catchUp.unread)).toHaveLength(2)
})

test('decisions are shown, and nothing around them is marked as read', async () => {
  aServer({ ...empty, decisions: { items: [aMessage(8, { kind: 'decision', body: 'Bleu' })], has_more: false } })
  drawAt('/rattrapage?depuis=hier')
  const part = await screen.findByRole('region', { name: /^Décisions/ })
  expect(await within(part).findByText(fr.catchUp.unread)).toBeTruthy()
  expect(within(part).queryByRole('button')).toBeNull()
})

test('the other channels are listed, each with its count, and put behind with one press', async () => {
  const at = '2026-10-12T09:00:00Z'
  more = [
    aChannel({ id: 'chn_b', name: 'toiture', last_posted_at: at, last_seq: 20, read_seq: 15, unread: 5 }),
    aChannel({ id: 'chn_c', name: 'hall', last_posted_at: at, last_seq: 4, read_seq: 4 }),
    // Muted, or without anything since: not among them.
    aChannel({ id: 'chn_d', name: 'muet', last_posted_at: at, is_muted: true, last_seq: 4, read_seq: 1, unread: 3 }),
    aChannel({
      id: 'chn_e',
      name: 'vieux',
      last_posted_at: '2026-09-01T09:00:00Z',
      last_seq: 4,
      read_seq: 1,
      unread: 3,
    }),
  ]
  const { said } = aServer({
    ...empty,
    channels: [{ channel: 'chn_1', count: 7, people: ['acc_maelle'], first: 'msg_3', liveliest: [] }],
    other_channels: 2,
  })
  const { user } = drawAt('/rattrapage?depuis=hier')
  const busy = await screen.findByRole('region', { name: /^Canaux/ })
  await user.click(await within(busy).findByText(fr.catchUp.otherChannels(2)))
  const others = within(within(busy).getByRole('group'))
  expect(others.getAllByRole('listitem').map((it) => it.textContent)).toEqual([
    '#hall · Accueil des usagers ',
    `#toiture · Accueil des usagers ${fr.catchUp.unreadCount(5)}`,
  ])
  expect(others.getByRole('link', { name: /toiture/ }).getAttribute('href')).toBe('/p/prj_1/messages/chn_b')
  await user.click(others.getByRole('button', { name: fr.catchUp.markRead }))
  await waitFor(() => expect(said).toEqual(['/channels/chn_b/read {"seq":20}']))
  await user.click(await screen.findByRole('button', { name: fr.catchUp.undo }))
  await waitFor(() => expect(said.at(-1)).toBe('/channels/chn_b/read {"seq":15}'))
})
