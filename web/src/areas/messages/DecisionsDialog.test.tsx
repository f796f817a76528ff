// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderUi } from '@/testing/render'
import { DecisionsDialog } from './DecisionsDialog'
import { keys } from './keys'
import { aChannel, aMessage } from './testkit'

test('a decision made in a thread is asked for by itself: its thread alone would open somewhere else', async () => {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  const decision = aMessage(40, {
    seq: null,
    thread: 'msg_1',
    thread_seq: 30,
    kind: 'decision',
    body: 'En bleu profond',
  })
  cache.setQueryData(keys.mine, [aChannel()])
  cache.setQueryData(keys.decisions('prj_1'), {
    pages: [{ items: [decision], people: [], has_older: false, has_newer: false }],
    pageParams: [null],
  })
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <DecisionsDialog place={{ id: 'prj_1', name: 'Accueil', isArchived: false }} onClose={() => {}} />
      ),
    }),
    history: createMemoryHistory(),
  })
  const { user } = renderUi(
    <QueryClientProvider client={cache}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  await user.click(await screen.findByRole('button', { name: 'Voir dans le canal' }))
  await waitFor(() => expect(router.state.location.href).toContain('/p/prj_1/messages/chn_1'))
  expect(router.state.location.search).toEqual({ message: decision.id })
})
