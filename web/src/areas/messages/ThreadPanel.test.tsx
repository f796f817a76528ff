// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { renderHook, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Id } from '@/api/types'
import { withLayout } from '@/testing/layout'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { keys } from './keys'
import { stretchIn } from './queries'
import { ThreadPanel } from './ThreadPanel'
import { aChannel, aMessage, aPerson } from './testkit'

let told: string[] = []
/** As the server has it. */
let read_seq = 0
let cache: QueryClient

const root = aMessage(1, {
  answers: { count: 3, last_posted_at: '2026-10-08T09:00:00Z', people: [], resolved_at: null },
})
const answer = (seq: number) =>
  aMessage(10 + seq, { seq: null, thread: root.id, thread_seq: seq, body: `Réponse ${seq}`, author: 'acc_maelle' })

beforeEach(() => {
  withLayout()
  told = []
  read_seq = 0
  cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], {
    account: aPerson('acc_me', 'Camille Rovère'),
    display: { single_key_shortcuts: true },
  })
  cache.setQueryData(keys.mine, [aChannel()])
  cache.setQueryData(keys.marks, [])
  cache.setQueryData(keys.scheduled, [])
  cache.setQueryData(keys.one('chn_1', root.id), root)
  cache.setQueryData(keys.thread('chn_1', root.id), {
    items: [answer(1), answer(2), answer(3)],
    hasOlder: false,
    hasNewer: false,
  })
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET' && request.url.endsWith('/thread'))
      return new Response(JSON.stringify({ attention: 'followed', read_seq }), {
        headers: { 'content-type': 'application/json' },
      })
    told.push(
      `${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')} ${await request.clone().text()}`,
    )
    return new Response(null, { status: 204 })
  })
})

const shown = (target: Id | null = null) =>
  renderUi(
    <QueryClientProvider client={cache}>
      <ThreadPanel
        channel={aChannel()}
        place={null}
        root={root.id}
        target={target}
        onClose={() => {}}
        onShow={() => {}}
      />
    </QueryClientProvider>,
  )

test('what was read of a thread is told when it is closed', async () => {
  const { unmount } = shown()
  await screen.findByText('Réponse 3')
  await waitFor(() => expect(told).toContain(`PUT /messages/${root.id}/thread {"read_seq":3}`))
  cache.setQueryData(keys.thread('chn_1', root.id), {
    items: [answer(1), answer(2), answer(3), answer(4)],
    hasOlder: false,
    hasNewer: false,
  })
  await screen.findByText('Réponse 4')
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  expect(told).not.toContain(`PUT /messages/${root.id}/thread {"read_seq":4}`)
  unmount()
  // At once, not at the next turn.
  await waitFor(() => expect(told).toContain(`PUT /messages/${root.id}/thread {"read_seq":4}`), { timeout: 500 })
})

test('an answer that a link leads to takes the focus in its thread, and is said', async () => {
  shown(answer(2).id)
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe(answer(2).draft))
  expect(screen.getByText(/^Message affiché.*Réponse 2$/)).toBeTruthy()
})

test('without one, the focus is where one writes', async () => {
  shown()
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
})

test('what is read already is not unread by being looked at again, by a link to an old answer or higher up', async () => {
  read_seq = 3
  // Held from before an absence: not to be believed.
  cache.setQueryData(keys.myThread('chn_1', root.id), { attention: 'followed', read_seq: 1 })
  const { unmount } = shown(answer(1).id)
  await screen.findByText('Réponse 3')
  await waitFor(() =>
    expect(cache.getQueryData(keys.myThread('chn_1', root.id))).toEqual({ attention: 'followed', read_seq: 3 }),
  )
  unmount()
  await new Promise((passed) => setTimeout(passed, 50))
  expect(told.filter((it) => it.startsWith('PUT'))).toEqual([])
})

test('a thread that is open leaves it to the channel how it is asked for again', async () => {
  const held = { items: [root, aMessage(2)], hasOlder: false, hasNewer: false }
  cache.setQueryData(keys.stretch('chn_1'), held)
  vi.stubGlobal('fetch', async () => {
    const page = { items: [aMessage(2)], people: [], has_older: false, has_newer: false }
    return new Response(JSON.stringify(page), { headers: { 'content-type': 'application/json' } })
  })
  const channel = renderHook(() => useQuery(stretchIn(cache, 'chn_1', null), cache))
  shown()
  await screen.findByText('Réponse 3')
  await cache.invalidateQueries({ queryKey: keys.stretch('chn_1') })
  await waitFor(() => expect(channel.result.current.data?.items.map((it) => it.seq)).toEqual([2]))
})

test('whether one follows it stands in its head, and is ticked among the choices', async () => {
  const { user } = shown()
  const { kept, keptNow, keep } = fr.thread
  await user.click(await screen.findByRole('button', { name: keptNow(kept.followed) }))
  const menu = () => screen.findByRole('menu', { name: keep })
  const choice = (name: string, more = '') => ({ name: new RegExp(`^${name}.*${more}$`) })
  expect(within(await menu()).getByRole('menuitem', choice(kept.followed, 'choisi'))).toBeTruthy()
  await user.click(within(await menu()).getByRole('menuitem', choice(kept.muted)))
  await waitFor(() => expect(told).toContain(`PUT /messages/${root.id}/thread {"attention":"muted"}`))
  await user.click(await screen.findByRole('button', { name: keptNow(kept.muted) }))
  expect(within(await menu()).getByRole('menuitem', choice(kept.muted, 'choisi'))).toBeTruthy()
  expect(within(await menu()).queryByRole('menuitem', choice(kept.followed, 'choisi'))).toBeNull()
})
