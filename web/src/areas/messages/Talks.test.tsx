// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
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

function shown(id: string) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], { account: aPerson('acc_me', 'Camille Rovère') })
  cache.setQueryData(keys.mine, [aChannel({ id: 'chn_new', kind: 'direct', project: null })])
  vi.stubGlobal('fetch', async () => {
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
  return renderUi(
    <QueryClientProvider client={cache}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
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
