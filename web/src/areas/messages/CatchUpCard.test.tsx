// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Channel } from '@/api/types'
import { renderUi } from '@/testing/render'
import { CatchUpCard } from './CatchUpCard'
import fr from './fr'
import { aChannel, aPerson } from './testkit'

let channels: Channel[] | 'never' | 'broken'

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => {
  vi.stubGlobal('fetch', async () => {
    if (channels === 'never') return new Promise(() => {})
    return channels === 'broken'
      ? new Response('{}', { status: 500 })
      : new Response(JSON.stringify({ items: channels }), { headers: { 'content-type': 'application/json' } })
  })
})

function draw() {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  cache.setQueryData(['me'], { account: aPerson('acc_me', 'Camille Rovère') })
  return renderUi(
    <QueryClientProvider client={cache}>
      <CatchUpCard />
    </QueryClientProvider>,
  )
}

test('until it is known what waits, nothing is said of it; the way there is open', async () => {
  channels = 'never'
  draw()
  expect(await screen.findByRole('link', { name: fr.catchUp.open })).toBeTruthy()
  expect(screen.queryByText(fr.catchUp.allRead)).toBeNull()
})

test('what could not be had is asked for again', async () => {
  channels = 'broken'
  const { user } = draw()
  const retry = await screen.findByRole('button', { name: fr.place.retry })
  expect(screen.queryByText(fr.catchUp.allRead)).toBeNull()
  channels = []
  await user.click(retry)
  expect(await screen.findByText(fr.catchUp.allRead)).toBeTruthy()
})

test('what waits is counted without what is muted or closed', async () => {
  channels = [
    aChannel({ unread: 3 }),
    aChannel({ id: 'chn_2', unread: 4, kind: 'direct', project: null }),
    aChannel({ id: 'chn_3', unread: 5, is_muted: true }),
    aChannel({ id: 'chn_4', unread: 6, archived_at: '2026-10-08T08:00:00Z' }),
  ]
  draw()
  await waitFor(() => expect(screen.getByText(fr.catchUp.waits(7, 2))).toBeTruthy())
})
