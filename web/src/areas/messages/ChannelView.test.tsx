// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { dispatch } from '@/api/live'
import type { Channel } from '@/api/types'
import { withLayout } from '@/testing/layout'
import { renderUi } from '@/testing/render'
import { ChannelView } from './ChannelView'
import { hearPosted } from './cache'
import { keys } from './keys'
import { listenToMessages } from './live'
import { myChannels } from './mine'
import { aChannel, aMessage, aPerson } from './testkit'

listenToMessages()

let cache: QueryClient
let told: string[] = []

beforeEach(() => {
  withLayout()
  told = []
  cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], {
    account: aPerson('acc_me', 'Camille Rovère'),
    display: { single_key_shortcuts: true },
  })
  cache.setQueryData(keys.mine, [aChannel()])
  cache.setQueryData(keys.marks, [])
  cache.setQueryData(keys.keywords, [])
  cache.setQueryData(keys.scheduled, [])
  cache.setQueryData(keys.stretch('chn_1'), {
    items: Array.from({ length: 10 }, (_, at) => aMessage(at + 1)),
    hasOlder: false,
    hasNewer: false,
  })
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'PUT') told.push(await request.clone().text())
    if (request.method !== 'GET') return new Response(null, { status: 204 })
    return Response.json({ items: request.url.endsWith('/me/channels') ? cache.getQueryData(keys.mine) : [] })
  })
})

function View({ thread, onReplying }: { thread: string | null; onReplying?: (() => void) | undefined }) {
  const channel = useQuery(myChannels).data?.[0] as Channel
  return (
    <ChannelView
      channel={channel}
      place={null}
      target={null}
      thread={thread}
      onReplying={onReplying}
      onThread={() => {}}
      onShown={() => {}}
      onBack={() => {}}
      onSearch={() => {}}
      panel={null}
    />
  )
}

const shown = (thread: string | null = null, onReplying?: () => void) => {
  const router = createRouter({
    routeTree: createRootRoute({ component: () => <View thread={thread} onReplying={onReplying} /> }),
    history: createMemoryHistory(),
  })
  return renderUi(
    <QueryClientProvider client={cache}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
}

const unread = () => cache.getQueryData<Channel[]>(keys.mine)?.[0]?.unread

test('what is marked as unread in another window stays so in this one, although it is looked at', async () => {
  shown()
  await screen.findByText('Message 10')
  act(() =>
    dispatch({ type: 'event', name: 'channel.read', topic: 'me', body: { channel: 'chn_1', seq: 5 } } as never, cache),
  )
  expect(await screen.findByRole('heading', { name: 'Nouveaux messages' })).toBeTruthy()
  act(() => hearPosted(cache, { message: aMessage(11), people: [] }))
  await screen.findByText('Message 11')
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  dispatchEvent(new Event('focus'))
  expect(unread()).toBe(6)
  expect(told).toEqual([])
  // Read on there, it is read on here.
  act(() =>
    dispatch({ type: 'event', name: 'channel.read', topic: 'me', body: { channel: 'chn_1', seq: 11 } } as never, cache),
  )
  act(() => hearPosted(cache, { message: aMessage(12), people: [] }))
  await waitFor(() => expect(told).toEqual(['{"seq":12}']))
})

test('an answer that shows in the channel too is not said by the channel beside its open thread', async () => {
  shown('msg_1')
  await screen.findByText('Message 10')
  act(() => hearPosted(cache, { message: aMessage(11, { thread: 'msg_1', thread_seq: 1 }), people: [] }))
  act(() => hearPosted(cache, { message: aMessage(12), people: [] }))
  expect(await screen.findByText(/: Message 12$/)).toBeTruthy()
  expect(screen.queryByText(/: Message 11$/)).toBeNull()
})

test('whoever comes to write has the focus where one writes', async () => {
  const replying = vi.fn()
  shown(null, replying)
  await screen.findByText('Message 10')
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  expect(replying).toHaveBeenCalled()
})
