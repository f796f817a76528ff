// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Channel, ChannelFolder } from '@/api/types'
import { renderUi } from '@/testing/render'
import { ChannelList } from './ChannelList'
import { foldersOf, newsOf, sectionsOf } from './folders'
import fr from './fr'
import { keys } from './keys'
import { aChannel, asFound } from './testkit'

const aFolder = (id: string, more: Partial<ChannelFolder> = {}): ChannelFolder => ({
  id: `cfd_${id}`,
  name: `Dossier ${id}`,
  rank: id,
  etag: '1',
  ...more,
})
const manages = { react: true, post: true, edit: true, manage: true, oversee: true }
const main = aChannel({ id: 'chn_main', name: 'général', is_main: true, rank: '1', can: manages })
const hall = aChannel({ id: 'chn_hall', name: 'travaux-hall', rank: '2', folder: aFolder('a'), can: manages })
const roof = aChannel({ id: 'chn_roof', name: 'toiture', rank: '3', folder: aFolder('a'), can: manages })
const hr = aChannel({ id: 'chn_hr', name: 'effectifs', rank: '4', folder: aFolder('b'), can: manages })

interface Sent {
  method: string
  path: string
  body: unknown
}
let sent: Sent[] = []
let folders: ChannelFolder[] = []

beforeEach(() => {
  localStorage.clear()
  sent = []
  folders = [aFolder('a'), aFolder('b')]
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    const body: unknown = request.method === 'GET' ? null : await request.json().catch(() => null)
    if (request.method !== 'GET') sent.push({ method: request.method, path, body })
    const json = (it: unknown, status = 200) =>
      new Response(JSON.stringify(it), { status, headers: { 'content-type': 'application/json' } })
    if (path.endsWith('/place') && path.startsWith('/channels/'))
      return json({ ...hr, folder: aFolder('a'), rank: '9' })
    if (request.method === 'POST') return json(aFolder('c', { name: 'Travaux' }), 201)
    return json({ items: path.endsWith('/channel-folders') ? folders : [] })
  })
})

function shown(channels: Channel[], more: { mayManage?: boolean; current?: string } = {}) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  cache.setQueryData(keys.mine, channels)
  return renderUi(
    <QueryClientProvider client={cache}>
      <ChannelList
        channels={channels}
        current={more.current ?? null}
        hrefOf={(it) => `/p/prj_1/messages/${it.id}`}
        threadsHref="/p/prj_1/messages/fils"
        isInThreads={false}
        project="prj_1"
        mayCreate
        mayManage={more.mayManage ?? false}
        onCreated={() => {}}
      />
    </QueryClientProvider>,
  )
}

const heading = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name}`) })

test('a folder is folded on this device, and goes on showing where one is and what is new', async () => {
  const news = { ...roof, unread: 3, last_seq: 13 }
  const { user, unmount } = shown([main, hall, news, hr], { current: hr.id })
  expect(heading('Dossier a').getAttribute('aria-expanded')).toBe('true')
  await user.click(heading('Dossier a'))
  await user.click(heading('Dossier b'))
  expect(heading('Dossier a').getAttribute('aria-expanded')).toBe('false')
  expect(screen.queryByRole('link', { name: 'travaux-hall' })).toBeNull()
  expect(screen.getByRole('link', { name: /toiture/ })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'effectifs' })).toBeTruthy()
  expect(heading('Dossier a').textContent).toContain(fr.folders.unread(3))
  unmount()
  shown([main, hall, news, hr])
  expect(heading('Dossier a').getAttribute('aria-expanded')).toBe('false')
  expect(screen.queryByRole('link', { name: 'effectifs' })).toBeNull()
})

test('who manages files a channel by its menu, and hears where it is', async () => {
  const { user } = shown([main, hall, roof, hr], { mayManage: true })
  await user.click(await screen.findByRole('button', { name: fr.folders.channelMenu('effectifs') }))
  await user.click(await screen.findByRole('menuitem', { name: 'Dossier a' }))
  await waitFor(() =>
    expect(sent).toEqual([{ method: 'PUT', path: '/channels/chn_hr/place', body: { folder: 'cfd_a', before: null } }]),
  )
  expect(await screen.findByText(asFound(fr.folders.placed('effectifs', 'Dossier a', 3, 3)))).toBeTruthy()
})

test('a channel of a folder is moved among those of its folder', async () => {
  const { user } = shown([main, hall, roof, hr], { mayManage: true })
  await user.click(await screen.findByRole('button', { name: fr.folders.channelMenu('toiture') }))
  expect(screen.queryByRole('menuitem', { name: fr.folders.down })).toBeNull()
  await user.click(await screen.findByRole('menuitem', { name: fr.folders.up }))
  await waitFor(() =>
    expect(sent).toEqual([
      { method: 'PUT', path: '/channels/chn_roof/place', body: { folder: 'cfd_a', before: 'chn_hall' } },
    ]),
  )
})

test('who manages makes a folder, and sees it empty', async () => {
  const { user } = shown([main, hall], { mayManage: true })
  await waitFor(() => expect(screen.getByText(fr.folders.empty)).toBeTruthy())
  await screen.findByRole('button', { name: fr.folders.channelMenu('travaux-hall') })
  await user.click(screen.getByRole('button', { name: fr.folders.createMenu }))
  await user.click(await screen.findByRole('menuitem', { name: fr.folders.createTitle }))
  const dialog = await screen.findByRole('dialog', { name: fr.folders.createTitle })
  await user.type(within(dialog).getByRole('textbox'), 'Travaux')
  await user.click(within(dialog).getByRole('button', { name: fr.folders.create }))
  await waitFor(() =>
    expect(sent).toMatchObject([
      { method: 'POST', path: '/projects/prj_1/channel-folders', body: { name: 'Travaux' } },
    ]),
  )
})

test('who manages nothing has no menu, and asks for no folders', async () => {
  const reads = { ...manages, manage: false, oversee: false }
  shown([main, { ...hall, can: reads }])
  expect(screen.getByRole('heading', { name: 'Dossier a' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: fr.folders.channelMenu('travaux-hall') })).toBeNull()
  expect(screen.queryByRole('heading', { name: 'Dossier b' })).toBeNull()
})

test('folders stand by their ranks, with the newer of their names', () => {
  const older = aFolder('a', { name: 'Avant', etag: '1' })
  const newer = aFolder('a', { name: 'Après', etag: '2' })
  const all = foldersOf([{ ...hall, folder: newer }], [aFolder('b'), older])
  expect(all.map((it) => it.name)).toEqual(['Après', 'Dossier b'])
  const [none, first, second] = sectionsOf([main, hall], all)
  expect([none?.channels.length, first?.channels.length, second?.channels.length]).toEqual([1, 1, 0])
})

test('what is new in a folder leaves out what is muted', () => {
  const muted = { ...hall, unread: 5, is_muted: true }
  expect(newsOf([muted, { ...roof, unread: 2, mentions: 1 }])).toEqual({ calls: 1, unread: 2 })
})
