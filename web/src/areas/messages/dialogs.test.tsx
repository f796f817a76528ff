// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Channel } from '@/api/types'
import { renderUi } from '@/testing/render'
import { NewChannelDialog, PeopleDialog, PinsDialog, SettingsDialog } from './dialogs'
import fr from './fr'
import { keys } from './keys'
import { MessageLine } from './MessageLine'
import { TalkProvider } from './talk'
import { aChannel, aMessage, aPerson, aTalk, noActs } from './testkit'

vi.mock('./useShowMessage', () => ({ useShowMessage: () => () => {} }))

let answers: (() => Response)[] = []
/** What was sent. */
let said: string[] = []
const json = (body: unknown) => () =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
const broken = () =>
  new Response(JSON.stringify({ type: 'about:blank', title: 'x', status: 500, code: 'internal' }), {
    status: 500,
    headers: { 'content-type': 'application/problem+json' },
  })

beforeEach(() => {
  answers = []
  said = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'GET') said.push(`${request.method} ${await request.clone().text()}`)
    return (answers.shift() ?? broken)()
  })
})

const shown = (element: ReactElement, talk = aTalk()) => {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  // Whose words are lit up is known already, and takes no answer.
  cache.setQueryData(keys.keywords, [])
  cache.setQueryData(['me'], { account: aPerson('acc_me', 'Camille Rovère') })
  return renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={talk}>{element}</TalkProvider>
    </QueryClientProvider>,
  )
}

test('pinned messages that do not come say so, and are asked for again', async () => {
  answers = [broken, json({ items: [aMessage(1, { body: 'Le code du portail' })], people: [] })]
  const { user } = shown(<PinsDialog onClose={() => {}} />)
  await user.click(await screen.findByRole('button', { name: fr.place.retry }))
  expect(await screen.findByText('Le code du portail')).toBeTruthy()
})

test('the people of a channel that do not come say so, and are asked for again', async () => {
  answers = [broken, json({ items: [{ person: aPerson('acc_1', 'Idriss Benkacem'), group: null, is_manager: false }] })]
  const { user } = shown(<PeopleDialog onClose={() => {}} />, aTalk({ channel: aChannel({ kind: 'private' }) }))
  expect(await screen.findByText(fr.people.notLoaded)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: fr.place.retry }))
  expect(await screen.findByText('Idriss Benkacem')).toBeTruthy()
})

test('a person who is taken out leaves the focus to the next', async () => {
  const entry = (id: string, name: string) => ({ person: aPerson(id, name), group: null, is_manager: false })
  const both = [entry('acc_1', 'Idriss Benkacem'), entry('acc_2', 'Nour Attali')]
  answers = [json({ items: both }), () => new Response(null, { status: 204 }), json({ items: both.slice(1) })]
  const can = { react: true, post: true, edit: true, oversee: true, manage: true }
  const { user } = shown(<PeopleDialog onClose={() => {}} />, aTalk({ channel: aChannel({ kind: 'private', can }) }))
  await user.click(await screen.findByRole('button', { name: fr.people.remove('Idriss Benkacem') }))
  await waitFor(() => expect(screen.queryByText('Idriss Benkacem')).toBeNull())
  const line = screen.getByText('Nour Attali').closest('li')
  await waitFor(() => expect(line?.contains(document.activeElement)).toBe(true))
})

test('earlier versions that do not come say so, and are asked for again', async () => {
  answers = [
    broken,
    json({ items: [{ version: 1, body: 'Avant', replaced_at: '2026-10-08T08:00:00Z' }], has_newer: false }),
  ]
  const { user } = shown(
    <MessageLine
      message={aMessage(1, { body: 'Après', edited_at: '2026-10-08T08:00:00Z' })}
      isFirst
      isActive={false}
      isTarget={false}
      author={undefined}
      acts={noActs}
      editor={null}
    />,
  )
  await user.click(screen.getByRole('button', { name: `(${fr.line.edited})` }))
  await user.click(await screen.findByRole('button', { name: fr.place.retry }))
  await waitFor(() => expect(screen.getByText('Avant')).toBeTruthy())
})

const folder = (id: string) => ({ id, name: `Dossier ${id}`, rank: id, etag: '1' })
const manages = { react: true, post: true, edit: true, oversee: true, manage: true }
const managed = aChannel({ can: manages, folder: folder('cfd_a'), topic: 'Le hall' })

test('settings say only what was changed, whatever a colleague changes and moves meanwhile', async () => {
  const close = vi.fn()
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const at = (channel: Channel) => (
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk({ channel })}>
        <SettingsDialog onClose={close} />
      </TalkProvider>
    </QueryClientProvider>
  )
  answers = [json({ items: [folder('cfd_a'), folder('cfd_b')] })]
  const { user, rerender } = renderUi(at(managed))
  const topic = await screen.findByRole('textbox', { name: new RegExp(fr.settings.topic) })
  await user.clear(topic)
  await user.type(topic, 'Le nouveau hall')
  rerender(at({ ...managed, name: 'hall', folder: folder('cfd_b'), etag: '2' }))
  await waitFor(() => expect(screen.getByRole('textbox', { name: fr.settings.name })).toHaveProperty('value', 'hall'))
  expect(topic).toHaveProperty('value', 'Le nouveau hall')
  answers = [json({ ...managed, etag: '3' })]
  await user.click(screen.getByRole('button', { name: fr.settings.save }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(said).toEqual(['PATCH {"topic":"Le nouveau hall"}'])
})

test('settings that somebody else saved first are shown as they are now, with what one typed', async () => {
  const close = vi.fn()
  const current = { ...managed, name: 'hall', etag: '2' }
  const lost = () =>
    new Response(JSON.stringify({ type: 'about:blank', title: 'x', status: 412, code: 'edit.lost_race', current }), {
      status: 412,
      headers: { 'content-type': 'application/problem+json' },
    })
  answers = [json({ items: [] }), lost, json({ ...current, topic: 'Le nouveau hall', etag: '3' })]
  const { user } = shown(<SettingsDialog onClose={close} />, aTalk({ channel: managed }))
  const topic = await screen.findByRole('textbox', { name: new RegExp(fr.settings.topic) })
  await user.clear(topic)
  await user.type(topic, 'Le nouveau hall')
  await user.click(screen.getByRole('button', { name: fr.settings.save }))
  expect(await screen.findByText(fr.settings.lost)).toBeTruthy()
  expect(screen.getByRole('textbox', { name: fr.settings.name })).toHaveProperty('value', 'hall')
  await user.click(screen.getByRole('button', { name: fr.settings.save }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(said).toEqual(Array(2).fill('PATCH {"topic":"Le nouveau hall"}'))
})

test('a channel is made so that one answers in threads only; a log has none', async () => {
  const made = vi.fn()
  const dialog = <NewChannelDialog project="prj_1" mayManage onClose={() => {}} onCreated={made} />
  answers = [json({ items: [] }), json({ items: [], next: null }), json(aChannel({ requires_threads: true }))]
  const { user } = shown(dialog)
  const box = new RegExp(`^${fr.settings.requiresThreads}`)
  await user.click(await screen.findByRole('radio', { name: new RegExp(`^${fr.kinds.log}`) }))
  expect(screen.queryByRole('checkbox', { name: box })).toBeNull()
  await user.click(screen.getByRole('radio', { name: new RegExp(`^${fr.kinds.open}`) }))
  await user.click(screen.getByRole('checkbox', { name: box }))
  await user.type(screen.getByRole('textbox', { name: fr.create.name }), 'questions')
  await user.click(screen.getByRole('button', { name: fr.create.submit }))
  await waitFor(() => expect(made).toHaveBeenCalled())
  expect(said[0]).toContain('"requires_threads":true')
})

const listed: Record<string, unknown> = {
  '/me/channels': [aChannel({ id: 'chn_main', project: 'prj_1', is_main: true })],
  '/channels/chn_main/readers': [aPerson('acc_1', 'Marc-Antoine Duval'), aPerson('acc_me', 'Camille Rovère')],
  '/projects/prj_1/members': [
    { group: { id: 'grp_1', name: 'Astreinte du week-end', people: 4 }, person: null, status: 'active' },
  ],
}
/** The server knows a project that somebody is in by a group alone, and that group. */
const withAGroup = () =>
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    if (request.method !== 'GET') said.push(`${request.method} ${path} ${await request.clone().text()}`)
    if (request.method === 'POST') return json(aChannel({ id: 'chn_new', kind: 'private' }))()
    if (request.method === 'PUT') return new Response(null, { status: 204 })
    return json({ items: listed[path] ?? [], next: null })()
  })

test('a group and whoever is in the project by a group are let into a private channel', async () => {
  withAGroup()
  const can = { react: true, post: true, edit: true, oversee: true, manage: true }
  const place = { id: 'prj_1', name: 'Accueil', isArchived: false }
  const channel = aChannel({ id: 'chn_1', project: 'prj_1', kind: 'private', can })
  const { user } = shown(<PeopleDialog onClose={() => {}} />, aTalk({ channel, place }))
  const field = await screen.findByRole('combobox', { name: fr.people.add })
  await user.type(field, 'marc')
  await user.click(await screen.findByRole('option', { name: /Marc-Antoine Duval/ }))
  await user.type(field, 'astr')
  await user.click(await screen.findByRole('option', { name: /Astreinte du week-end/ }))
  await waitFor(() => expect(said).toEqual(['PUT /channels/chn_1/people/acc_1 ', 'PUT /channels/chn_1/people/grp_1 ']))
})

test('a private channel is made with a group in it', async () => {
  withAGroup()
  const { user } = shown(<NewChannelDialog project="prj_1" mayManage onClose={() => {}} onCreated={() => {}} />)
  await user.type(await screen.findByRole('textbox', { name: new RegExp(fr.create.name) }), 'Élus')
  await user.click(screen.getByRole('radio', { name: new RegExp(fr.kinds.private) }))
  await user.type(screen.getByRole('combobox', { name: new RegExp(fr.create.people) }), 'astr')
  await user.click(await screen.findByRole('option', { name: /Astreinte du week-end/ }))
  await user.tab()
  await user.click(await screen.findByRole('button', { name: fr.create.submit }))
  await waitFor(() => expect(said.at(-1)).toBe('PUT /channels/chn_new/people/grp_1 '))
  expect(said[0]).toContain('"people":[]')
})
