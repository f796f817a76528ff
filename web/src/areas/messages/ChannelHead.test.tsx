// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Channel } from '@/api/types'
import { renderUi } from '@/testing/render'
import { ChannelHead } from './ChannelHead'
import fr from './fr'
import { keys } from './keys'
import { TalkProvider } from './talk'
import { aChannel, aPerson, asFound, aTalk } from './testkit'

const elected = aChannel({ kind: 'private', name: 'élus' })
let said: string[] = []
/** What the server answers to leaving, and which channels are mine afterwards. */
let left: () => Response
let mine: Channel[]

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  })

beforeEach(() => {
  said = []
  left = () => new Response(null, { status: 204 })
  mine = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    if (request.method === 'GET') return json({ items: path === '/me/channels' ? mine : [], people: [] })
    said.push(`${request.method} ${path}`)
    return left()
  })
})

function shown(channel: Channel) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], { account: aPerson('acc_me', 'Camille Rovère') })
  cache.setQueryData(keys.mine, [channel])
  const gone = vi.fn()
  const rendered = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk({ channel, name: channel.name })}>
        <ChannelHead onBack={gone} onSearch={() => {}} />
      </TalkProvider>
    </QueryClientProvider>,
  )
  return { ...rendered, cache, gone }
}

async function leaves({ user }: ReturnType<typeof shown>) {
  await user.click(screen.getByRole('button', { name: fr.head.more }))
  await user.click(await screen.findByRole('menuitem', { name: fr.head.leaveChannel }))
  await user.click(await screen.findByRole('button', { name: fr.head.leaveChannel }))
}

test('one leaves a private channel, after a question', async () => {
  const view = shown(elected)
  await leaves(view)
  await waitFor(() => expect(view.gone).toHaveBeenCalled())
  expect(said).toEqual(['DELETE /channels/chn_1/people/acc_me'])
  expect(view.cache.getQueryData(keys.mine)).toEqual([])
})

test('also when the server says first that it is lost', async () => {
  const view = shown(elected)
  left = () => {
    view.unmount()
    return new Response(null, { status: 204 })
  }
  await leaves(view)
  await waitFor(() => expect(view.gone).toHaveBeenCalled())
})

test('the last one who manages it is told why not', async () => {
  left = () => json({ type: 'about:blank', title: 'x', status: 409, code: 'channel.last_manager' }, 409)
  const view = shown(elected)
  await leaves(view)
  expect(await screen.findByText(/garde au moins une personne qui le gère/)).toBeTruthy()
  expect(view.gone).not.toHaveBeenCalled()
})

test('who stays in it through a group is told so', async () => {
  mine = [elected]
  const view = shown(elected)
  await leaves(view)
  expect(await screen.findByText(asFound(fr.head.stillIn))).toBeTruthy()
  expect(view.gone).not.toHaveBeenCalled()
})

test('a channel that all read is not left', async () => {
  const { user } = shown(aChannel())
  await user.click(screen.getByRole('button', { name: fr.head.more }))
  expect(await screen.findByRole('menuitem', { name: fr.head.copyLink })).toBeTruthy()
  expect(screen.queryByRole('menuitem', { name: fr.head.leaveChannel })).toBeNull()
})

test('the head says that one answers in threads only', () => {
  shown(aChannel({ requires_threads: true }))
  expect(screen.getByText(fr.head.threadsOnly)).toBeTruthy()
})
