// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { dispatch } from '@/api/live'
import type { Channel, FollowedThread, Message } from '@/api/types'
import { renderUi } from '@/testing/render'
import { NavigationProvider } from '@/ui'
import { dropChannel } from './cache'
import { FollowedThreads } from './FollowedThreads'
import fr from './fr'
import { keys } from './keys'
import { listenToMessages } from './live'
import { aChannel, aMessage, aPerson } from './testkit'

listenToMessages()

const place = { id: 'prj_1', name: 'Mairie de quartier', isArchived: false }
const answers = { count: 3, last_posted_at: '2026-10-08T09:00:00Z', people: ['acc_maelle'], resolved_at: null }
const aThread = (n: number, body: string, more: Partial<FollowedThread> = {}, channel = 'chn_1'): FollowedThread => ({
  root: aMessage(n, { body, answers, channel }),
  read_seq: 3,
  last_seq: (more.read_seq ?? 3) + (more.unread ?? 0),
  unread: 0,
  ...more,
})

let calls: string[] = []
let cache: QueryClient
let threads: FollowedThread[] | 'broken'

beforeEach(() => {
  calls = []
  threads = [
    aThread(1, 'Les panneaux du hall', { read_seq: 1, unread: 2 }),
    aThread(2, 'Le mobilier'),
    aThread(3, 'La voirie', { read_seq: 2, unread: 1 }, 'chn_2'),
  ]
  cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], {
    account: aPerson('acc_me', 'Camille Rovère'),
    display: { single_key_shortcuts: true },
  })
  cache.setQueryData(keys.mine, [aChannel(), aChannel({ id: 'chn_2', project: 'prj_2', name: 'rue' })])
  cache.setQueryData(keys.marks, [])
  cache.setQueryData(keys.scheduled, [])
  cache.setQueryData(keys.keywords, [])
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    const body = request.method === 'GET' ? '' : ` ${await request.clone().text()}`
    calls.push(`${request.method} ${path}${body}`)
    const json = (it: unknown, status = 200) =>
      new Response(JSON.stringify(it), { status, headers: { 'content-type': 'application/json' } })
    if (path === '/me/threads')
      return threads === 'broken'
        ? json({ type: 'about:blank', title: '', status: 500, code: 'internal' }, 500)
        : json({ items: threads, people: [aPerson('acc_maelle', 'Maëlle Kervadec')] })
    if (path.startsWith('/channels/'))
      return path === '/channels/chn_old'
        ? json(
            aChannel({ id: 'chn_old', project: null, kind: 'direct', people: [aPerson('acc_paul', 'Paul Le Goff')] }),
          )
        : json({ type: 'about:blank', title: '', status: 404, code: 'not_found' }, 404)
    if (path.endsWith('/answers'))
      return json({
        items: [aMessage(50, { thread: 'msg_1', thread_seq: 3, body: 'Le bleu se lit mieux' })],
        people: [],
        has_older: false,
        has_newer: false,
      })
    return json({ attention: 'followed', read_seq: 3 })
  })
})

const shown = (address = '/fils') => {
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren([
      createRoute({
        getParentRoute: () => root,
        path: '/fils',
        component: () => (
          <FollowedThreads
            place={place}
            placeOf={(id) => (id === 'prj_1' ? place : { id, name: 'Voirie', isArchived: false })}
            onBack={() => {}}
          />
        ),
      }),
    ]),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  return {
    router,
    ...renderUi(
      <QueryClientProvider client={cache}>
        <NavigationProvider value={(href) => router.history.push(href)}>
          <RouterProvider router={router as never} />
        </NavigationProvider>
      </QueryClientProvider>,
    ),
  }
}

const link = (name: string) => screen.findByRole('link', { name })

test('shows the threads of the project, with what is new and the last answers', async () => {
  shown()
  const line = (await link('Les panneaux du hall')).closest('article') as HTMLElement
  expect(line.textContent).toContain('#travaux')
  expect(line.textContent).toContain(fr.threads.newAnswers(2))
  await waitFor(() => expect(line.textContent).toContain('Le bleu se lit mieux'))
  expect(screen.queryByRole('link', { name: 'La voirie' })).toBeNull()
})

test('everywhere, and only what is unread, are in the address', async () => {
  const { user, router } = shown()
  await link('Le mobilier')
  await user.click(screen.getByRole('button', { name: fr.threads.everywhere }))
  expect((await link('La voirie')).closest('article')?.textContent).toContain('#rue · Voirie')
  await user.click(screen.getByRole('button', { name: fr.threads.unread }))
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Le mobilier' })).toBeNull())
  expect(router.state.location.search).toEqual({ ou: 'partout', etat: 'non-lus' })
})

test('a thread opens beside the list, in the page that is there, and the filters stay', async () => {
  const { user, router } = shown('/fils?ou=partout')
  await user.click(await link('Le mobilier'))
  await waitFor(() => expect(router.state.location.search).toEqual({ ou: 'partout', fil: 'msg_2' }))
  expect(router.state.location.pathname).toBe('/fils')
  expect(await screen.findByRole('complementary', { name: fr.thread.title })).toBeTruthy()
})

test('by the keyboard: from one to the next, read, followed no more and followed again', async () => {
  const { user } = shown()
  const first = await link('Les panneaux du hall')
  act(() => first.focus())
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement).toBe(await link('Le mobilier'))
  await user.keyboard('{ArrowUp}l')
  await waitFor(() => expect(calls).toContain('PUT /messages/msg_1/thread {"read_seq":3}'))
  expect(screen.queryByText(fr.threads.newAnswers(2))).toBeNull()
  threads = [aThread(2, 'Le mobilier')]
  await user.keyboard('f')
  await waitFor(() => expect(calls).toContain('PUT /messages/msg_1/thread {"attention":"unfollowed"}'))
  // The focus is on the next line, not at the top of the page.
  const next = await link('Le mobilier')
  await waitFor(() => expect(document.activeElement).toBe(next))
  await user.click(await screen.findByRole('button', { name: fr.threads.followAgain }))
  await waitFor(() => expect(calls).toContain('PUT /messages/msg_1/thread {"attention":"followed"}'))
})

test('an answer that is posted meanwhile counts at once', async () => {
  shown()
  const line = (await link('Le mobilier')).closest('article') as HTMLElement
  act(() =>
    dispatch(
      {
        type: 'event',
        seq: 1,
        name: 'message.posted',
        topic: 'channel:chn_1',
        body: {
          message: aMessage(60, { seq: null, thread: 'msg_2', thread_seq: 4 }),
          people: [],
          root: { id: 'msg_2', answers: { ...answers, count: 4 } },
        },
      } as never,
      cache,
    ),
  )
  await waitFor(() => expect(line.textContent).toContain(fr.threads.newAnswers(1)))
})

test('a conversation that is too old for the list is asked for, and its thread is there', async () => {
  threads = [aThread(4, 'Les badges', {}, 'chn_old'), aThread(5, 'Le parking', {}, 'chn_gone')]
  shown('/fils?ou=partout')
  expect((await link('Les badges')).closest('article')?.textContent).toContain('Paul Le Goff')
  expect(screen.queryByRole('link', { name: 'Le parking' })).toBeNull()
})

test('what a program posted, and what only passes something on, read as what they are', async () => {
  const automate = { name: 'Veille', icon: 'siren', colour: 'cat-1' } as unknown as NonNullable<Message['automate']>
  const forwarded = { body: 'Le hall ferme' } as NonNullable<Message['forwarded']>
  threads = [
    { ...aThread(6, ''), root: aMessage(6, { answers, body: '', forwarded }) },
    { ...aThread(7, ''), root: aMessage(7, { answers, body: 'Alerte', automate, author: 'acc_me' }) },
  ]
  shown()
  expect(await link('Le hall ferme')).toBeTruthy()
  expect((await link('Alerte')).closest('article')?.querySelector('b')?.textContent).toBe('Veille')
})

test('a message posted elsewhere draws no line again', async () => {
  const drawn = vi.spyOn(await import('./excerpt'), 'excerptOf')
  shown()
  await screen.findAllByText('Le bleu se lit mieux')
  await new Promise((passed) => setTimeout(passed, 50))
  drawn.mockClear()
  const channel = () => cache.getQueryData<Channel[]>(keys.mine)?.find((it) => it.id === 'chn_2')
  act(() =>
    dispatch(
      {
        type: 'event',
        name: 'message.posted',
        topic: 'channel:chn_2',
        body: { message: aMessage(61, { seq: 11, channel: 'chn_2' }), people: [] },
      } as never,
      cache,
    ),
  )
  await waitFor(() => expect(channel()?.unread).toBe(1))
  await new Promise((passed) => setTimeout(passed, 50))
  expect(drawn).not.toHaveBeenCalled()
})

test('says when there is none, and when they could not be had', async () => {
  threads = 'broken'
  const { user } = shown()
  expect(await screen.findByText(fr.threads.notLoaded)).toBeTruthy()
  threads = []
  await user.click(screen.getByRole('button', { name: fr.place.retry }))
  expect(await screen.findByText(fr.threads.none)).toBeTruthy()
})

test('an open thread of an old conversation that merely leaves the list stays open, and nothing is said to be lost', async () => {
  threads = [aThread(4, 'Les badges', {}, 'chn_old')]
  shown('/fils?ou=partout&fil=msg_4')
  await screen.findByRole('complementary', { name: fr.thread.title })
  threads = [aThread(2, 'Le mobilier')]
  await act(() => cache.invalidateQueries({ queryKey: keys.threads }))
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Les badges' })).toBeNull())
  await new Promise((passed) => setTimeout(passed, 50))
  expect(screen.getByRole('complementary', { name: fr.thread.title })).toBeTruthy()
  expect(screen.queryByText(fr.place.lost)).toBeNull()
})

test('an open thread closes with the channel that is no longer mine to read, and it is said once', async () => {
  const { router } = shown('/fils?ou=partout&fil=msg_3')
  await screen.findByRole('complementary', { name: fr.thread.title })
  act(() => dropChannel(cache, 'chn_2'))
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull())
  await waitFor(() => expect(router.state.location.search).toEqual({ ou: 'partout' }))
  expect(screen.getAllByText(fr.place.lost)).toHaveLength(1)
  expect(screen.queryByRole('link', { name: 'La voirie' })).toBeNull()
})
