// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Channel, ChannelFolder } from '@/api/types'
import { renderUi } from '@/testing/render'
import { ChannelList, type ChannelListProps } from './ChannelList'
import { putChannel } from './cache'
import { keepDraft } from './drafts'
import { foldersOf, newsOf, sectionsOf } from './folders'
import fr from './fr'
import { keys } from './keys'
import { myChannels } from './mine'
import { aChannel, aPerson, asFound } from './testkit'

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
/** What the server says of a channel once it has its place. */
let placed: Channel

beforeEach(() => {
  localStorage.clear()
  sent = []
  placed = { ...hr, folder: aFolder('a'), rank: '9' }
  folders = [aFolder('a'), aFolder('b')]
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    const body: unknown = request.method === 'GET' ? null : await request.json().catch(() => null)
    if (request.method !== 'GET') sent.push({ method: request.method, path, body })
    const json = (it: unknown, status = 200) =>
      new Response(JSON.stringify(it), { status, headers: { 'content-type': 'application/json' } })
    if (path.endsWith('/place') && path.startsWith('/channels/')) return json(placed)
    if (request.method === 'DELETE') {
      folders = folders.filter((it) => !path.endsWith(it.id))
      return new Response(null, { status: 204 })
    }
    if (request.method === 'POST') return json(aFolder('c', { name: 'Travaux' }), 201)
    return json({ items: path.endsWith('/channel-folders') ? folders : [] })
  })
})

/** The list of what the cache holds, as where it stands. */
function Held(props: Partial<ChannelListProps>) {
  const channels = useQuery(myChannels).data ?? []
  return (
    <ChannelList
      channels={channels}
      current={null}
      hrefOf={(it) => `/p/prj_1/messages/${it.id}`}
      threadsHref="/p/prj_1/messages/fils"
      isInThreads={false}
      project="prj_1"
      mayCreate
      mayManage
      onCreated={() => {}}
      {...props}
    />
  )
}

function shown(channels: Channel[], more: { mayManage?: boolean; current?: string } = {}) {
  const cache = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  })
  cache.setQueryData(keys.mine, channels)
  cache.setQueryData(['me'], { account: aPerson('acc_me', 'Camille Rovère') })
  const it = renderUi(
    <QueryClientProvider client={cache}>
      <Held mayManage={more.mayManage ?? false} current={more.current ?? null} />
    </QueryClientProvider>,
  )
  return { ...it, cache }
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

const focused = (it: () => HTMLElement) => waitFor(() => expect(document.activeElement).toBe(it()))
const menuOf = (name: string) => screen.getByRole('button', { name: fr.folders.channelMenu(name) })

test('a channel that goes to another folder takes the focus along', async () => {
  const { user } = shown([main, hall, roof, hr], { mayManage: true })
  await user.click(await screen.findByRole('button', { name: fr.folders.channelMenu('effectifs') }))
  await user.click(await screen.findByRole('menuitem', { name: 'Dossier a' }))
  await waitFor(() => expect(within(folder('Dossier a')).queryByRole('link', { name: 'effectifs' })).toBeTruthy())
  await focused(() => menuOf('effectifs'))
})

const folder = (name: string) => screen.getByRole('region', { name })

test('a channel that goes to a folded folder leaves the focus to its heading', async () => {
  const { user } = shown([main, hall, roof, hr], { mayManage: true })
  await user.click(heading('Dossier a'))
  await user.click(await screen.findByRole('button', { name: fr.folders.channelMenu('effectifs') }))
  await user.click(await screen.findByRole('menuitem', { name: 'Dossier a' }))
  await waitFor(() => expect(screen.queryByRole('link', { name: 'effectifs' })).toBeNull())
  await focused(() => heading('Dossier a'))
})

test('a colleague who moves a channel does not take the focus away', async () => {
  const { cache } = shown([main, hall, roof, hr], { mayManage: true })
  const link = await screen.findByRole('link', { name: 'toiture' })
  act(() => link.focus())
  act(() => putChannel(cache, { ...roof, folder: null, rank: '9' }))
  await waitFor(() => expect(within(folder('Dossier a')).queryByRole('link', { name: 'toiture' })).toBeNull())
  await focused(() => screen.getByRole('link', { name: 'toiture' }))
})

test('a folder that is removed leaves the focus to the one that comes to its place', async () => {
  const { user } = shown([main, hall], { mayManage: true })
  await user.click(await screen.findByRole('button', { name: fr.folders.folderMenu('Dossier b') }))
  await user.click(await screen.findByRole('menuitem', { name: fr.folders.remove }))
  const question = await screen.findByRole('alertdialog')
  await user.click(within(question).getByRole('button', { name: fr.folders.remove }))
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Dossier b' })).toBeNull())
  await focused(() => heading('Dossier a'))
})

test('a channel for which a folder is made takes the focus into it', async () => {
  placed = { ...hr, folder: aFolder('c', { name: 'Travaux' }), rank: '4' }
  const { user } = shown([main, hall, hr], { mayManage: true })
  await user.click(await screen.findByRole('button', { name: fr.folders.channelMenu('effectifs') }))
  await user.click(await screen.findByRole('menuitem', { name: fr.folders.createInto }))
  const dialog = await screen.findByRole('dialog', { name: fr.folders.createTitle })
  await user.type(within(dialog).getByRole('textbox'), 'Travaux')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(within(folder('Travaux')).queryByRole('link', { name: 'effectifs' })).toBeTruthy())
  await focused(() => menuOf('effectifs'))
})

test('a channel that is dropped on the main one comes after it, and is told so', async () => {
  placed = { ...hr, folder: null, rank: '0' }
  shown([main, { ...hall, folder: null }, hr], { mayManage: true })
  await screen.findByRole('button', { name: fr.folders.channelMenu('effectifs') })
  const line = (name: string) => screen.getByRole('link', { name }).closest('li') as HTMLElement
  const held = new Map<string, string>()
  const dataTransfer = {
    setData: (kind: string, text: string) => held.set(kind, text),
    getData: (kind: string) => held.get(kind) ?? '',
    get types() {
      return [...held.keys()]
    },
  }
  fireEvent.dragStart(line('effectifs'), { dataTransfer })
  fireEvent.dragOver(line('général'), { dataTransfer })
  fireEvent.drop(line('général'), { dataTransfer })
  expect(await screen.findByText(asFound(fr.folders.placed('effectifs', null, 2, 3)))).toBeTruthy()
})

test('what is said in a channel draws no other line again', async () => {
  const drawn = vi.spyOn(await import('./talk'), 'channelName')
  const { cache } = shown([main, hall, roof, hr], { mayManage: true })
  await screen.findByRole('button', { name: fr.folders.channelMenu('toiture') })
  await new Promise((passed) => setTimeout(passed, 50))
  drawn.mockClear()
  act(() => putChannel(cache, { ...roof, unread: 1, last_seq: 11 }))
  await screen.findByRole('link', { name: /toiture.+non lu/ })
  await new Promise((passed) => setTimeout(passed, 50))
  expect([...new Set(drawn.mock.calls.map(([it]) => it.name))]).toEqual([roof.name])
})

test('a channel where one began to write says so, but for the one that is open', async () => {
  shown([main, hr])
  const line = () => screen.getByRole('link', { name: /^effectifs/ })
  expect(within(line()).queryByText(fr.list.drafted)).toBeNull()
  act(() => keepDraft('acc_me', hr.id, { text: 'À relire', named: [] }))
  expect(within(line()).getByText(fr.list.drafted)).toBeTruthy()
  act(() => keepDraft('acc_me', hr.id, { text: '', named: [] }))
  expect(within(line()).queryByText(fr.list.drafted)).toBeNull()
  act(() => keepDraft('acc_me', hr.id, { text: 'À relire', named: [] }))
  shown([main, hr], { current: hr.id })
  expect(
    within(screen.getAllByRole('link', { name: 'effectifs' })[0] as HTMLElement).queryByText(fr.list.drafted),
  ).toBeNull()
})

test('the conversations with people of the project stand below its channels, those with others do not', async () => {
  const readers = [aPerson('acc_1', 'Maëlle Kervadec')]
  const before = globalThis.fetch
  vi.stubGlobal('fetch', async (request: Request) =>
    new URL(request.url).pathname.endsWith('/readers') ? Response.json({ items: readers }) : before(request),
  )
  const talk = (id: string, person: string, name: string) =>
    aChannel({ id, project: null, kind: 'direct', people: [aPerson(person, name)], last_seq: 3 })
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], { account: aPerson('acc_me', 'Camille Rovère'), display: {} })
  cache.setQueryData(keys.mine, [
    { ...main, project: 'prj_1' },
    talk('chn_d1', 'acc_1', 'Maëlle Kervadec'),
    talk('chn_d2', 'acc_2', 'Idriss Benkacem'),
  ])
  renderUi(
    <QueryClientProvider client={cache}>
      <ChannelList
        channels={[main]}
        current={null}
        hrefOf={(it) => `/p/prj_1/messages/${it.id}`}
        threadsHref="/p/prj_1/messages/fils"
        isInThreads={false}
        project="prj_1"
        mayCreate={false}
        mayManage={false}
        onCreated={() => {}}
      />
    </QueryClientProvider>,
  )
  const team = await screen.findByRole('region', { name: fr.list.team })
  expect(
    within(team)
      .getByRole('link', { name: /Maëlle Kervadec/ })
      .getAttribute('href'),
  ).toBe('/conversations/chn_d1')
  expect(within(team).queryByText('Idriss Benkacem')).toBeNull()
})
