// SPDX-License-Identifier: EUPL-1.2
// For the tests of this area only: people and projects, a server that answers what it is told, drawing with a cache.

import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import type { ComponentType, ReactElement } from 'react'
import { vi } from 'vitest'
import { meQuery } from '@/api/me'
import type { Level, Levels, Me, Member, Person, Project } from '@/api/types'
import { renderUi } from '@/testing/render'

export const levels = (level: Level): Levels => ({
  messages: level,
  tasks: level,
  files: level,
  pages: level,
  calendar: level,
  meetings: level,
})

export const aPerson = (over: Partial<Person> = {}): Person => ({
  id: 'acc_1',
  name: 'Camille Rovère',
  given_name: 'Camille',
  family_name: 'Rovère',
  function: null,
  organisation: 'Rivemont',
  is_external: false,
  is_active: true,
  photo: null,
  ...over,
})

export const aProject = (over: Partial<Project> = {}): Project => ({
  id: 'prj_1',
  name: 'Accueil des usagers',
  aim: '',
  icon: 'users',
  colour: 'cat-1',
  organisation: null,
  modules: { messages: true, tasks: true, files: true, pages: true, calendar: true, meetings: true },
  available_modules: [],
  admission: 'managers',
  starts_on: null,
  ends_on: null,
  budget: null,
  created_at: '2026-10-01T08:00:00Z',
  archived_at: null,
  is_template: false,
  members: 3,
  externals: 0,
  waiting: 0,
  my: {
    role: 'owner',
    levels: levels('manage'),
    is_external: false,
    ends_on: null,
    groups: [],
    pinned: false,
    rank: 'm',
    category: null,
  },
  etag: '"1"',
  can: {
    write: true,
    manage: true,
    own: true,
    invite: true,
    invite_external: true,
    leave: true,
    archive: true,
    duplicate: true,
    make_template: true,
  },
  ...over,
})

export const aMember = (over: Partial<Member> = {}): Member => ({
  id: 'mem_1',
  kind: 'person',
  person: aPerson(),
  group: null,
  role: 'member',
  levels: levels('write'),
  own_levels: {},
  is_external: false,
  ends_on: null,
  status: 'active',
  joined_at: '2026-10-01T08:00:00Z',
  invited_by: null,
  presence: 'offline',
  is_me: false,
  etag: '"1"',
  can: { edit: true, remove: true, accept: false, make_owner: true },
  ...over,
})

export const aMe = (over: Partial<Me> = {}): Me => ({
  account: aPerson(),
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
  ...over,
})

export interface Call {
  /** "POST /projects" */
  what: string
  body: unknown
}

type Answers = Record<string, unknown | ((body: unknown) => unknown)>

/** A server that answers by "METHOD /path" (without its query) and remembers what it was asked. */
export function aServer(answers: Answers): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const what = `${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`
    const text = await request.text()
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    calls.push({ what, body })
    const given = answers[what]
    const answer = typeof given === 'function' ? given(body) : given
    if (answer instanceof Response) return answer
    if (answer === undefined) return new Response(null, { status: 204 })
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })
  })
  return calls
}

export const refusal = (status: number, code: string, more: object = {}): Response =>
  new Response(JSON.stringify({ type: 'about:blank', title: code, status, code, ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })

export function aCache(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
}

export function draw(ui: ReactElement, { me = aMe(), cache = aCache() }: { me?: Me; cache?: QueryClient } = {}) {
  cache.setQueryData(meQuery.queryKey, me)
  return { cache, ...renderUi(<QueryClientProvider client={cache}>{ui}</QueryClientProvider>) }
}

/** Draws a page that reads its address. */
export function drawAt(Page: ComponentType, address: string) {
  const root = createRootRoute()
  const page = createRoute({ getParentRoute: () => root, path: '$', component: () => <Page /> })
  const history = createMemoryHistory({ initialEntries: [address] })
  const router = createRouter({ routeTree: root.addChildren([page]), history })
  return { ...draw(<RouterProvider router={router as never} />), router }
}
