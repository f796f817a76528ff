// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import { dropChannel } from './cache'
import fr from './fr'
import { keys } from './keys'
import { aChannel, aPerson } from './testkit'

const heard = vi.fn()
vi.mock('@/api/live', async (original) => ({
  ...(await original<typeof import('@/api/live')>()),
  useTopic: (topic: string | null) => heard(topic),
}))
vi.mock('./ChannelView', () => ({ ChannelView: ({ channel }: { channel: { id: string } }) => <p>{channel.id}</p> }))
vi.mock('./ChannelList', () => ({ ChannelList: () => null }))

const { Conversations } = await import('./Talks')

/** Whether it is still one's own to read. */
let isGone = false

function shown(id: string) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], { account: aPerson('acc_me', 'Camille Rovère') })
  cache.setQueryData(keys.mine, [aChannel({ id: 'chn_new', kind: 'direct', project: null })])
  vi.stubGlobal('fetch', async () => {
    if (isGone)
      return new Response(JSON.stringify({ type: 'about:blank', title: 'x', status: 404, code: 'not_found' }), {
        status: 404,
        headers: { 'content-type': 'application/problem+json' },
      })
    const old = aChannel({
      id: 'chn_old',
      kind: 'direct',
      project: null,
      people: [aPerson('acc_paul', 'Paul Le Goff')],
    })
    return new Response(JSON.stringify(old), { headers: { 'content-type': 'application/json' } })
  })
  const root = createRootRoute()
  const route = createRoute({
    getParentRoute: () => root,
    path: '/conversations/$channel',
    component: () => <Conversations placeOf={() => undefined} />,
  })
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [`/conversations/${id}`] }),
  })
  const rendered = renderUi(
    <QueryClientProvider client={cache}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
  return { ...rendered, cache }
}

test('a conversation that is too old for the list opens by its address, under its name, and is heard', async () => {
  shown('chn_old')
  expect(await screen.findByText('chn_old')).toBeTruthy()
  await waitFor(() => expect(document.title).toContain('Paul Le Goff'))
  expect(heard).toHaveBeenLastCalledWith('channel:chn_old')
})

test('one of the list is heard already', async () => {
  heard.mockClear()
  shown('chn_new')
  expect(await screen.findByText('chn_new')).toBeTruthy()
  for (const [topic] of heard.mock.calls) expect(topic).toBeNull()
})

for (const id of ['chn_new', 'chn_old'])
  test(`a conversation that one leaves in another window is not there any more: ${id}`, async () => {
    isGone = false
    const { cache } = shown(id)
    expect(await screen.findByText(id)).toBeTruthy()
    isGone = true
    act(() => dropChannel(cache, id))
    expect(await screen.findByRole('heading', { name: fr.place.absentTalk })).toBeTruthy()
    expect(screen.queryByText(id)).toBeNull()
  })
