// SPDX-License-Identifier: EUPL-1.2
// Old state + frame = a fresh fetch, for every event of a project topic and those of the person about projects.

import '@/testing/request'

import type { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { dispatch } from '@/api/live'
import type { Activity, LiveEvents, Member, Project } from '@/api/types'
import { listenToProjects } from './live'
import { activityOf, membersOf, myProjects, projectOf } from './queries'
import { aCache, aMember, aProject, aServer, refusal } from './testkit'

listenToProjects()

/** What the server would answer at this moment; a test changes it, then lets the frame arrive. */
const server = {
  active: [] as Project[],
  archived: [] as Project[],
  members: [] as Member[],
  activity: [] as Activity[],
}

const mine = () => [...server.active, ...server.archived].find((it) => it.id === 'prj_1')
let cache: QueryClient

const line = (id: string, at: string): Activity => ({
  id,
  at,
  actor: null,
  kind: 'project.changed',
  person: null,
  group: null,
  details: {},
})

beforeEach(async () => {
  server.active = [aProject(), aProject({ id: 'prj_2', name: 'Plan vélo' })]
  server.archived = []
  server.members = [aMember({ is_me: true }), aMember({ id: 'mem_2' })]
  server.activity = [line('a1', '2026-10-08T08:00:00Z')]
  vi.stubGlobal('fetch', undefined)
  const calls = aServer({
    'GET /projects/prj_1': () => mine() ?? refusal(404, 'not_found'),
    'GET /projects/prj_1/members': () => ({ items: server.members, next: null }),
    'GET /projects/prj_1/activity': () => ({ items: server.activity, next: null }),
  })
  const answering = globalThis.fetch
  vi.stubGlobal('fetch', (request: Request) => {
    const url = new URL(request.url)
    if (url.pathname !== '/api/v1/projects') return answering(request)
    const items = url.searchParams.get('state') === 'archived' ? server.archived : server.active
    return Promise.resolve(
      new Response(JSON.stringify({ items, next: null }), { headers: { 'content-type': 'application/json' } }),
    )
  })
  cache = aCache()
  await load(cache)
  calls.length = 0
})

async function load(into: QueryClient) {
  await Promise.all([
    into.fetchQuery(myProjects('active')),
    into.fetchQuery(myProjects('archived')),
    into.fetchQuery(projectOf('prj_1')),
    into.fetchQuery(membersOf('prj_1')),
    into.fetchInfiniteQuery(activityOf('prj_1')),
  ])
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

function seen(of: QueryClient) {
  return {
    active: [...(of.getQueryData(myProjects('active').queryKey) ?? [])].sort(byId),
    archived: of.getQueryData(myProjects('archived').queryKey),
    one: of.getQueryData(projectOf('prj_1').queryKey),
    members: of.getQueryData(membersOf('prj_1').queryKey),
    activity: of.getQueryData(activityOf('prj_1').queryKey)?.pages.flatMap((page) => page.items),
  }
}

async function hear<Name extends keyof LiveEvents>(name: Name, body: LiveEvents[Name], topic = 'project:prj_1') {
  dispatch({ type: 'event', cursor: '1', topic, name, body } as never, cache)
}

async function sameAsFresh() {
  const fresh = aCache()
  await load(fresh)
  await vi.waitFor(() => expect(seen(cache)).toEqual(seen(fresh)))
}

const change = (over: Partial<Project>) => {
  server.active = server.active.map((it) => (it.id === 'prj_1' ? { ...it, ...over } : it))
}

test('project.changed', async () => {
  change({ name: 'Guichet unique', etag: '"2"' })
  await hear('project.changed', { project: 'prj_1' })
  await sameAsFresh()
})

test('project.archived leaves the current list for the other; project.restored comes back', async () => {
  server.archived = [aProject({ archived_at: '2026-10-09T08:00:00Z' })]
  server.active = server.active.filter((it) => it.id !== 'prj_1')
  await hear('project.archived', { project: 'prj_1' })
  await sameAsFresh()
  server.active = [aProject(), ...server.active]
  server.archived = []
  await hear('project.restored', { project: 'prj_1' })
  await sameAsFresh()
})

test('project.joined and project.mine_changed', async () => {
  cache.setQueryData(myProjects('active').queryKey, (list) => list?.filter((it) => it.id !== 'prj_1'))
  await hear('project.joined', { project: 'prj_1' }, 'person:acc_1')
  await sameAsFresh()
  change({ my: { ...aProject().my, pinned: true, category: 'Écoles' } })
  await hear('project.mine_changed', { project: 'prj_1' }, 'person:acc_1')
  await sameAsFresh()
})

test('project.left: nothing of it stays readable', async () => {
  server.active = server.active.filter((it) => it.id !== 'prj_1')
  await hear('project.left', { project: 'prj_1' }, 'person:acc_1')
  await vi.waitFor(() =>
    expect(seen(cache)).toEqual({
      active: server.active,
      archived: [],
      one: undefined,
      members: undefined,
      activity: undefined,
    }),
  )
})

test('project.left by one way in while another is open: it stays', async () => {
  change({ my: { ...aProject().my, role: 'reader' } })
  await hear('project.left', { project: 'prj_1' }, 'person:acc_1')
  await sameAsFresh()
})

test('a project that answers "not found" is dropped as if it had been left', async () => {
  server.active = server.active.filter((it) => it.id !== 'prj_1')
  await hear('project.changed', { project: 'prj_1' })
  await vi.waitFor(() => expect(seen(cache).members).toBeUndefined())
  expect(seen(cache).active).toEqual(server.active)
})

test('member.added, member.changed, member.removed', async () => {
  const third = aMember({ id: 'mem_3', role: 'reader' })
  server.members = [...server.members, third]
  change({ members: 4 })
  await hear('member.added', third)
  await sameAsFresh()

  const changed = { ...third, role: 'manager' as const, etag: '"2"' }
  server.members = server.members.map((it) => (it.id === 'mem_3' ? changed : it))
  await hear('member.changed', changed)
  await sameAsFresh()

  server.members = server.members.filter((it) => it.id !== 'mem_2')
  change({ members: 3 })
  await hear('member.removed', { member: 'mem_2', account: 'acc_1' })
  await sameAsFresh()
})

test('a frame made for everybody does not tell me who I am or what I may do', async () => {
  const forAll = {
    ...aMember({ role: 'reader' }),
    is_me: false,
    can: { edit: false, remove: false, accept: false, make_owner: false },
  }
  await hear('member.changed', forAll)
  const me = cache.getQueryData(membersOf('prj_1').queryKey)?.[0]
  expect(me).toMatchObject({ role: 'reader', is_me: true, can: { edit: true } })
})

test('activity.added, heard twice, is one line', async () => {
  const fresh = line('a2', '2026-10-08T09:00:00Z')
  server.activity = [fresh, ...server.activity]
  await hear('activity.added', fresh)
  await hear('activity.added', fresh)
  await sameAsFresh()
})
