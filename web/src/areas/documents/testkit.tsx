// SPDX-License-Identifier: EUPL-1.2
// For the tests of this area only: folders and files, a server that answers what it is told, a page at an address.

import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act } from '@testing-library/react'
import type { ComponentType } from 'react'
import { vi } from 'vitest'
import { meQuery } from '@/api/me'
import type { Entry, EntryPage, FolderRef, Me, Person } from '@/api/types'
import { renderUi } from '@/testing/render'
import type { Place } from './addresses'

export const PLACE: Place = { id: 'prj_1', name: 'Accueil des usagers' }

export const camille: Person = {
  id: 'acc_camille',
  name: 'Camille Rovère',
  given_name: 'Camille',
  family_name: 'Rovère',
  function: null,
  organisation: null,
  photo: null,
  is_active: true,
  is_external: false,
}

const me: Me = {
  account: camille,
  email: 'c.rovere@rivemont.example',
  language: 'fr',
  time_zone: 'Europe/Paris',
  organisations: [],
  display: {
    theme: 'system',
    density: 'comfortable',
    reading_font: false,
    single_key_shortcuts: true,
    reduced_motion: false,
  },
  is_instance_admin: false,
  administers: [],
  can: { create_projects: true, search_people: true, administer: false },
  password_changed_at: '2026-10-01T08:00:00Z',
  session: 'ses_1',
  session_is_fresh: true,
  unread_notifications: 0,
  access_ends_on: null,
  cursor: 'c0',
}

const entry = (id: string, more: Partial<Entry>): Entry => ({
  id,
  project: PLACE.id,
  folder: 'ent_top',
  kind: 'file',
  name: id,
  created_at: '2026-10-01T08:00:00Z',
  created_by: camille.id,
  changed_at: '2026-10-07T14:38:00Z',
  changed_by: camille.id,
  file: null,
  items: null,
  is_narrowed: false,
  can: { comment: true, write: true, manage: true },
  etag: '1',
  ...more,
})

export const aFile = (name: string, more: Partial<Entry> = {}): Entry =>
  entry(`ent_${name}`, {
    name,
    file: { version: `ver_${name}`, revision: 1, size: 1_800_000, media_type: 'application/pdf' },
    ...more,
  })

export const aFolder = (name: string, more: Partial<Entry> = {}): Entry =>
  entry(`ent_${name}`, { name, kind: 'folder', items: 3, ...more })

export const top = (more: Partial<Entry> = {}): Entry =>
  entry('ent_top', { name: '', kind: 'folder', folder: null, items: 0, ...more })

export const pageFor = (it: Entry, path: FolderRef[] = []): EntryPage => ({ entry: it, path, people: [camille] })

export interface Call {
  /** "POST /projects" */
  what: string
  query: string
  body: unknown
}

type Answers = Record<string, unknown | ((body: unknown, query: URLSearchParams) => unknown)>

/** A server that answers by "METHOD /path" (without its query) and remembers what it was asked. */
export function aServer(answers: Answers): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    const what = `${request.method} ${url.pathname.replace('/api/v1', '')}`
    const text = await request.text()
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    calls.push({ what, query: url.search, body })
    const given = answers[what]
    const answer = typeof given === 'function' ? given(body, url.searchParams) : given
    if (answer instanceof Response) return answer
    if (answer === undefined) return new Response(null, { status: 204 })
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })
  })
  return calls
}

export const refusal = (status: number, code: string, more: object = {}): Response =>
  new Response(JSON.stringify({ type: 'about:blank', title: code, status, code, request_id: 'r', ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })

export const aCache = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })

/** Draws a screen of a project at an address below it. */
export async function drawAt(Screen: ComponentType<{ project: Place }>, address: string, cache = aCache()) {
  cache.setQueryData(meQuery.queryKey, me)
  const root = createRootRoute()
  const screen = () => <Screen project={PLACE} />
  const routes = ['/p/$project/documents', '/p/$project/documents/corbeille', '/p/$project/documents/$entry'].map(
    (path) => createRoute({ getParentRoute: () => root, path, component: screen }),
  )
  const history = createMemoryHistory({ initialEntries: [address] })
  const router = createRouter({ routeTree: root.addChildren(routes), history })
  const drawn = renderUi(
    <QueryClientProvider client={cache}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
  // The primitives' links go through the router, as in the shell.
  drawn.navigate.mockImplementation((to) => void router.navigate({ to: to as never }))
  await act(async () => await router.load())
  return { ...drawn, router, cache }
}

/** As tests find a text on the page: with ordinary spaces. */
export const asFound = (text: string): string => text.replace(/\s/g, ' ')
