// SPDX-License-Identifier: EUPL-1.2
// Old state + frames = a fresh fetch, for every event that can happen: the server's own test made each happen while
// people watched, and wrote down what they had, what they heard and what they would fetch (testing/frames.gen.json).

import '@/testing/request'

import { readFileSync } from 'node:fs'
import {
  InfiniteQueryObserver,
  type InfiniteQueryObserverOptions,
  QueryClient,
  QueryObserver,
  type QueryObserverOptions,
} from '@tanstack/react-query'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { threadOf } from '@/areas/messages/threadQueries'
import { dispatch } from '../api/live'
import { instanceQuery, meQuery } from '../api/me'
import { appPasswordsQuery, sessionsQuery } from '../areas/accounts/queries'
import * as admin from '../areas/admin/queries'
import { listenToDocuments } from '../areas/documents/live'
import { entryOf, topOf } from '../areas/documents/pages'
import { listOf, trashOf, versionsOf } from '../areas/documents/queries'
import { automatesOf } from '../areas/messages/automatesQueries'
import { foldersIn } from '../areas/messages/folderQueries'
import { keywords } from '../areas/messages/keywordQueries'
import * as later from '../areas/messages/laterQueries'
import { listenToMessages } from '../areas/messages/live'
import { myChannels } from '../areas/messages/mine'
import { myVote } from '../areas/messages/pollQueries'
import * as messages from '../areas/messages/queries'
import { everything } from '../areas/notifications/keys'
import { notificationSettings, notifications } from '../areas/notifications/queries'
import * as projects from '../areas/projects/queries'
import { startListening, stopListening } from './live'

type State = Record<string, unknown>
interface Case {
  kind: string
  who: string
  before: number
  frames: number[]
  after: Record<string, Short>
}
/** A thing, or a list of things, by their places in the file. */
type Short = number | { of: number; items: number[] }

const file = JSON.parse(readFileSync('src/testing/frames.gen.json', 'utf8')) as { things: unknown[]; cases: Case[] }

const whole = (short: Short): unknown =>
  typeof short === 'number'
    ? file.things[short]
    : { ...(file.things[short.of] as object), items: short.items.map((it) => file.things[it]) }

const wholeState = (state: Record<string, Short>): State =>
  Object.fromEntries(Object.entries(state).map(([path, short]) => [path, whole(short)]))

/** What the server would answer at this moment. */
let server: State = {}
const unknown = new Set<string>()

beforeAll(() => {
  vi.stubGlobal(
    'WebSocket',
    class {
      static readonly OPEN = 1
      readyState = 0
      close() {}
      send() {}
    },
  )
  startListening()
  listenToMessages()
  listenToDocuments()
  stopListening()
})

beforeEach(() => {
  unknown.clear()
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    url.searchParams.sort()
    const path = url.pathname.replace('/api/v1', '') + url.search
    const body = server[path]
    if (body === undefined) unknown.add(path)
    const { status = 200, code } = (body ?? { status: 404, code: 'not_found' }) as { status?: number; code?: string }
    const isRefused = typeof status === 'number' && code !== undefined
    return new Response(JSON.stringify(isRefused ? { type: 'about:blank', title: code, status, code } : body), {
      status: isRefused ? status : 200,
      headers: { 'content-type': isRefused ? 'application/problem+json' : 'application/json' },
    })
  })
})
afterEach(() => vi.useRealTimers())

type Options = QueryObserverOptions | InfiniteQueryObserverOptions

/** Everything that is open in somebody's windows, as its queries. */
function open(state: State, cache: QueryClient): Options[] {
  const idAfter = (start: string) =>
    Object.keys(state)
      .find((path) => path.startsWith(start))
      ?.slice(start.length)
      .split('/')[0]
  const project = idAfter('/projects/')
  const group = idAfter('/admin/groups/')
  const imported = idAfter('/admin/imports/')
  const channel = idAfter('/channels/')
  const poll = Object.keys(state)
    .find((path) => path.endsWith('/poll/vote'))
    ?.split('/')[2]
  const message = Object.keys(state)
    .find((path) => /^\/messages\/[^/]+\/answers/.test(path))
    ?.split('/')[2]
  const within = (ending: RegExp) =>
    Object.keys(state)
      .find((path) => path.startsWith('/documents/') && ending.test(path))
      ?.split('/')[2]
  const [folder, file] = [within(/\/entries/), within(/\/versions/)]
  const all: [string, Options | undefined][] = [
    ['/me', meQuery],
    ['/instance', instanceQuery],
    ['/me/sessions', sessionsQuery],
    ['/me/app-passwords', appPasswordsQuery],
    ['/me/notification-settings', notificationSettings],
    ['/notifications?limit=30&state=all', notifications(everything)],
    ['/notifications?limit=30&state=unread', notifications({ about: 'all', state: 'unread' })],
    ['/notifications?about=mentions&limit=30&state=all', notifications({ about: 'mentions', state: 'all' })],
    ['/projects?limit=200&state=active', projects.myProjects('active')],
    ['/projects?limit=200&state=archived', projects.myProjects('archived')],
    ['/templates', projects.templates()],
    ...(project
      ? ([
          [`/projects/${project}`, projects.projectOf(project)],
          [`/projects/${project}/members?limit=200`, projects.membersOf(project)],
          [`/projects/${project}/activity?limit=20`, projects.activityOf(project)],
          [`/projects/${project}/activity?limit=8`, projects.latestIn(project)],
          [`/projects/${project}/access-requests`, projects.requestsOf(project)],
          [`/projects/${project}/links`, projects.linksOf(project)],
          [`/access/${project}`, projects.accessTo(project)],
          [`/projects/${project}/channel-folders`, foldersIn(project)],
        ] as [string, Options][])
      : []),
    ['/me/channels', myChannels],
    ['/me/message-marks', later.marks],
    ['/me/saved-messages?limit=50', later.savedMessages as Options],
    ['/me/reminders', later.reminders],
    ['/me/scheduled-messages', later.scheduledMessages],
    ['/me/keywords', keywords],
    ...(channel && poll ? ([[`/messages/${poll}/poll/vote`, myVote(channel, poll)]] as [string, Options][]) : []),
    ...(channel && message
      ? ([
          [`/channels/${channel}/messages?limit=50`, messages.stretchIn(cache, channel, null)],
          [`/channels/${channel}/pins`, messages.pinsOf(cache, channel)],
          [`/channels/${channel}/people`, messages.peopleOf(channel)],
          [`/channels/${channel}/automates`, automatesOf(channel)],
          [`/messages/${message}/answers?after=0&limit=200`, threadOf(cache, channel, message, 0)],
        ] as [string, Options][])
      : []),
    ...(project && folder && file
      ? ([
          [`/projects/${project}/documents`, topOf(project)],
          [`/projects/${project}/trash?limit=200`, trashOf(project) as Options],
          [
            `/documents/${folder}/entries?direction=ascending&limit=200&order=name`,
            listOf(project, folder, { by: 'name', isDescending: false }) as Options,
          ],
          [`/documents/${file}`, entryOf(project, file)],
          [`/documents/${file}/versions?limit=50`, versionsOf(project, file) as Options],
        ] as [string, Options][])
      : []),
    ['/admin/accounts?limit=50&sort=name', admin.accountsIn({ sort: 'name' }, undefined) as Options],
    ['/admin/access-requests?limit=50&status=waiting', admin.accessRequests('waiting', undefined)],
    ['/admin/access-requests?limit=1&status=waiting', admin.waitingRequests as Options],
    ['/admin/organisations', admin.organisations],
    ['/admin/groups', admin.groups],
    [`/admin/groups/${group}/members?limit=100`, group ? admin.groupMembers(group) : undefined],
    ['/admin/imports', admin.imports],
    [`/admin/imports/${imported}`, imported ? (admin.importOf(imported) as Options) : undefined],
    ['/admin/jobs?status=dead', admin.jobs('dead')],
    ['/admin/settings', admin.settings],
  ] as [string, Options | undefined][]
  const known = new Map(all)
  return Object.keys(state).map((path) => {
    const options = known.get(path)
    if (!options) throw new Error(`${path}: no query of this test asks for it`)
    return options
  })
}

interface Windows {
  cache: QueryClient
  queries: Options[]
}

/** A cache whose queries are all on screen. */
async function shown(state: State): Promise<Windows> {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const queries = open(state, cache)
  for (const options of queries) {
    const still = { ...options, staleTime: Number.POSITIVE_INFINITY, refetchInterval: false }
    const observer =
      'initialPageParam' in options
        ? new InfiniteQueryObserver(cache, still as InfiniteQueryObserverOptions)
        : new QueryObserver(cache, still as QueryObserverOptions)
    observer.subscribe(() => {})
  }
  await settled(cache)
  return { cache, queries }
}

async function settled(cache: QueryClient): Promise<void> {
  do await vi.advanceTimersByTimeAsync(1000)
  while (cache.isFetching() > 0)
}

function seen({ cache, queries }: Windows): Record<string, unknown> {
  return Object.fromEntries(
    queries.map(({ queryKey = [] }) => {
      const { data, error } = cache.getQueryState(queryKey) ?? {}
      // What is refused now shows the refusal.
      return [JSON.stringify(queryKey), error ? undefined : unread(queryKey, ordered(data))]
    }),
  )
}

/** In the list of unread ones, one that was read a moment ago stays where it is until the list is opened again. */
function unread(key: readonly unknown[], data: unknown): unknown {
  if (key[0] !== 'notifications' || key[2] !== 'unread') return data
  return (data as { pages: { items: { is_read: boolean }[] }[] }).pages.map((page) => ({
    ...page,
    items: page.items.filter((it) => !it.is_read),
  }))
}

/** Lists that are sorted where they are shown. */
const ordered = (data: unknown): unknown =>
  Array.isArray(data) && data.every((it) => typeof it?.id === 'string')
    ? [...data].sort((a, b) => (a.id < b.id ? -1 : 1))
    : data

test.each(file.cases)('$kind, heard by $who', async ({ before, frames, after }) => {
  const old = wholeState(file.things[before] as Record<string, Short>)
  server = old
  const windows = await shown(old)
  const { cache } = windows
  server = { ...old, ...wholeState(after) }
  for (const frame of frames) dispatch(file.things[frame] as Parameters<typeof dispatch>[0], cache)
  await settled(cache)
  await settled(cache)
  const [now, then] = [seen(windows), seen(await shown(old))]
  const stale = Object.keys(then).filter((key) => JSON.stringify(now[key]) !== JSON.stringify(then[key]))
  // The keys first, because whole caches are long to read.
  expect(stale).toEqual([])
  expect(now).toEqual(then)
  expect([...unknown]).toEqual([])
})

test('every kind of event that anybody hears of is here', () => {
  expect(new Set(file.cases.map((it) => it.kind)).size).toBeGreaterThan(40)
})
