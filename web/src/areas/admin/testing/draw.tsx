// SPDX-License-Identifier: EUPL-1.2
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { meQuery } from '@/api/me'
import type { Me } from '@/api/types'
import { renderUi } from '@/testing/render'
import { aPerson } from './things'

/** Draws a page of the administration at an address, for someone who administers the installation unless said otherwise. */
export function draw(Page: ComponentType, address: string, me: Partial<Me> = {}) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } })
  cache.setQueryData(meQuery.queryKey, aMe(me))
  const root = createRootRoute()
  const page = createRoute({ getParentRoute: () => root, path: '$', component: () => <Page /> })
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  const drawn = renderUi(
    <QueryClientProvider client={cache}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
  return { ...drawn, cache, router }
}

function aMe(me: Partial<Me>): Me {
  return {
    account: aPerson('Camille Rovère'),
    email: 'c.rovere@rivemont.example',
    language: 'fr',
    time_zone: 'Europe/Paris',
    organisations: [],
    display: {
      theme: 'light',
      density: 'comfortable',
      reading_font: false,
      single_key_shortcuts: true,
      reduced_motion: true,
    },
    is_instance_admin: true,
    administers: [],
    can: { create_projects: true, search_people: true, administer: true },
    password_changed_at: '2026-10-01T08:00:00Z',
    session: 'ses_1',
    session_is_fresh: true,
    unread_notifications: 0,
    access_ends_on: null,
    cursor: 'c0',
    ...me,
  }
}
