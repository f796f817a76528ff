// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, renderHook, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { dispatch } from '@/api/live'
import type { Id } from '@/api/types'
import { withLayout } from '@/testing/layout'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { keys } from './keys'
import { listenToMessages } from './live'
import { stretchIn } from './queries'
import { keyOf } from './rows'
import type { Stretch } from './stretch'
import { ThreadPanel } from './ThreadPanel'
import { aChannel, aMessage, aPerson } from './testkit'
import { loadMoreAnswers } from './threadQueries'

listenToMessages()

let told: string[] = []
/** As the server has it. */
let read_seq = 0
let cache: QueryClient

const root = aMessage(1, {
  answers: { count: 3, last_posted_at: '2026-10-08T09:00:00Z', people: [], resolved_at: null },
})
const answer = (seq: number) =>
  aMessage(10 + seq, { seq: null, thread: root.id, thread_seq: seq, body: `Réponse ${seq}`, author: 'acc_maelle' })

beforeEach(() => {
  withLayout()
  told = []
  read_seq = 0
  cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], {
    account: aPerson('acc_me', 'Camille Rovère'),
    display: { single_key_shortcuts: true },
  })
  cache.setQueryData(keys.mine, [aChannel()])
  cache.setQueryData(keys.marks, [])
  cache.setQueryData(keys.keywords, [])
  cache.setQueryData(keys.scheduled, [])
  cache.setQueryData(keys.one('chn_1', root.id), root)
  cache.setQueryData(keys.thread('chn_1', root.id), {
    items: [answer(1), answer(2), answer(3)],
    hasOlder: false,
    hasNewer: false,
  })
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET' && request.url.endsWith('/thread'))
      return new Response(JSON.stringify({ attention: 'followed', read_seq }), {
        headers: { 'content-type': 'application/json' },
      })
    told.push(
      `${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')} ${await request.clone().text()}`,
    )
    return new Response(null, { status: 204 })
  })
})

const shown = (target: Id | null = null) =>
  renderUi(
    <QueryClientProvider client={cache}>
      <ThreadPanel
        channel={aChannel()}
        place={null}
        root={root.id}
        target={target}
        onClose={() => {}}
        onShow={() => {}}
      />
    </QueryClientProvider>,
  )

test('what was read of a thread is told when it is closed', async () => {
  const { unmount } = shown()
  await screen.findByText('Réponse 3')
  await waitFor(() => expect(told).toContain(`PUT /messages/${root.id}/thread {"read_seq":3}`))
  cache.setQueryData(keys.thread('chn_1', root.id), {
    items: [answer(1), answer(2), answer(3), answer(4)],
    hasOlder: false,
    hasNewer: false,
  })
  await screen.findByText('Réponse 4')
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  expect(told).not.toContain(`PUT /messages/${root.id}/thread {"read_seq":4}`)
  unmount()
  // At once, not at the next turn.
  await waitFor(() => expect(told).toContain(`PUT /messages/${root.id}/thread {"read_seq":4}`), { timeout: 500 })
})

test('an answer that a link leads to takes the focus in its thread, and is said', async () => {
  cache.setQueryData(keys.one('chn_1', answer(2).id), answer(2))
  shown(answer(2).id)
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe(keyOf(answer(2))))
  expect(screen.getByText(/^Message affiché.*Réponse 2$/)).toBeTruthy()
})

test('without one, the focus is where one writes', async () => {
  shown()
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
})

test('whoever comes to write in a thread that is open already has the focus where one writes', async () => {
  const panel = (onReplying?: () => void) => (
    <QueryClientProvider client={cache}>
      <ThreadPanel
        channel={aChannel()}
        place={null}
        root={root.id}
        target={answer(2).id}
        onReplying={onReplying}
        onClose={() => {}}
        onShow={() => {}}
      />
    </QueryClientProvider>
  )
  const { rerender } = renderUi(panel())
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe(keyOf(answer(2))))
  const replying = vi.fn()
  rerender(panel(replying))
  expect(document.activeElement?.tagName).toBe('TEXTAREA')
  expect(replying).toHaveBeenCalledOnce()
})

test('what is read already is not unread by being looked at again, by a link to an old answer or higher up', async () => {
  read_seq = 3
  // Held from before an absence: not to be believed.
  cache.setQueryData(keys.myThread('chn_1', root.id), { attention: 'followed', read_seq: 1 })
  cache.setQueryData(keys.one('chn_1', answer(1).id), answer(1))
  const { unmount } = shown(answer(1).id)
  await screen.findByText('Réponse 3')
  await waitFor(() =>
    expect(cache.getQueryData(keys.myThread('chn_1', root.id))).toEqual({ attention: 'followed', read_seq: 3 }),
  )
  unmount()
  await new Promise((passed) => setTimeout(passed, 50))
  expect(told.filter((it) => it.startsWith('PUT'))).toEqual([])
})

test('a thread that is open leaves it to the channel how it is asked for again', async () => {
  const held = { items: [root, aMessage(2)], hasOlder: false, hasNewer: false }
  cache.setQueryData(keys.stretch('chn_1'), held)
  vi.stubGlobal('fetch', async () => {
    const page = { items: [aMessage(2)], people: [], has_older: false, has_newer: false }
    return new Response(JSON.stringify(page), { headers: { 'content-type': 'application/json' } })
  })
  const channel = renderHook(() => useQuery(stretchIn(cache, 'chn_1', null), cache))
  shown()
  await screen.findByText('Réponse 3')
  await cache.invalidateQueries({ queryKey: keys.stretch('chn_1') })
  await waitFor(() => expect(channel.result.current.data?.items.map((it) => it.seq)).toEqual([2]))
})

const many = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => answer(from + at))

/** The server has so many answers; says which it was asked for. */
const withAnswers = (count: number): string[] => {
  const asked: string[] = []
  cache.setQueryData(keys.one('chn_1', root.id), { ...root, answers: { ...root.answers, count } })
  cache.removeQueries({ queryKey: keys.thread('chn_1', root.id) })
  const json = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET') {
      told.push(`${request.method} ${url.pathname.replace('/api/v1', '')} ${await request.clone().text()}`)
      return new Response(null, { status: 204 })
    }
    if (url.pathname.endsWith('/thread')) return json({ attention: 'followed', read_seq })
    if (url.pathname.endsWith('/answers')) {
      const after = Number(url.searchParams.get('after'))
      const limit = Number(url.searchParams.get('limit'))
      asked.push(`${after}+${limit}`)
      return json({
        items: many(after + 1, Math.min(count, after + limit)),
        people: [],
        has_older: after > 0,
        has_newer: after + limit < count,
      })
    }
    return json({ ...root, id: url.pathname.split('/').at(-1) })
  })
  return asked
}

const scrolled = (to: number) => {
  const scroll = screen.getByRole('log').parentElement as HTMLElement
  scroll.scrollTop = to
  scroll.dispatchEvent(new Event('scroll'))
}

test('a thread opens at its first unread answer, under the line that says so; only what is seen is read', async () => {
  read_seq = 10
  withAnswers(60)
  const { unmount } = shown()
  await screen.findByRole('heading', { name: 'Nouveaux messages' })
  expect(await screen.findByText('Réponse 11')).toBeTruthy()
  expect(screen.queryByText('Réponse 60')).toBeNull()
  expect(await screen.findByRole('button', { name: /nouveaux messages$/ })).toBeTruthy()
  unmount()
  await waitFor(() => expect(told.length).toBeGreaterThan(0))
  const read = told.map((it) => Number(/"read_seq":(\d+)/.exec(it)?.[1]))
  expect(Math.max(...read)).toBeGreaterThan(10)
  expect(Math.max(...read)).toBeLessThan(40)
})

test('a thread that is read opens at its end, without the line', async () => {
  read_seq = 60
  withAnswers(60)
  shown()
  expect(await screen.findByText('Réponse 60')).toBeTruthy()
  expect(screen.queryByRole('heading', { name: 'Nouveaux messages' })).toBeNull()
})

test('of a long thread its last answers are asked for, those before as one scrolls', async () => {
  read_seq = 1000
  const asked = withAnswers(1000)
  shown()
  await screen.findByText('Réponse 1000')
  expect(asked).toEqual(['950+200'])
  scrolled(0)
  await waitFor(() => expect(asked).toEqual(['950+200', '900+50']))
  await waitFor(() =>
    expect(cache.getQueryData<Stretch>(keys.thread('chn_1', root.id))?.items.map((it) => it.thread_seq)).toEqual(
      many(901, 1000).map((it) => it.thread_seq),
    ),
  )
})

test('where answers were cleared, the page before is looked for further up', async () => {
  cache.setQueryData(keys.thread('chn_1', root.id), { items: many(500, 520), hasOlder: true, hasNewer: false })
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { searchParams } = new URL(request.url)
    asked.push(`${searchParams.get('after')}+${searchParams.get('limit')}`)
    const items = asked.length < 3 ? [] : many(60, 61)
    return new Response(JSON.stringify({ items, people: [], has_older: true, has_newer: true }), {
      headers: { 'content-type': 'application/json' },
    })
  })
  await loadMoreAnswers(cache, 'chn_1', root.id, 'older')
  expect(asked).toEqual(['449+50', '249+200', '49+200'])
  expect(
    cache
      .getQueryData<Stretch>(keys.thread('chn_1', root.id))
      ?.items.slice(0, 3)
      .map((it) => it.thread_seq),
  ).toEqual([60, 61, 500])
})

test('in the middle of a long thread, what began it stands above, and leads to its beginning', async () => {
  read_seq = 1000
  withAnswers(1000)
  const { user } = shown()
  await screen.findByText('Réponse 1000')
  await user.click(screen.getByRole('button', { name: /Message 1 Revenir au premier message du fil$/ }))
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe(keyOf(root)))
  expect(await screen.findByText('Réponse 1')).toBeTruthy()
  expect(screen.getByRole('heading', { name: fr.log.answers(1000) })).toBeTruthy()
})

test('an answer far up that a link leads to is asked for with those around it', async () => {
  read_seq = 1000
  const asked = withAnswers(1000)
  cache.setQueryData(keys.one('chn_1', answer(300).id), answer(300))
  shown(answer(300).id)
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe(keyOf(answer(300))))
  expect(asked[0]).toBe('279+200')
})

test('a thread is marked as unread from an answer on, and stays so while it is looked at', async () => {
  read_seq = 3
  const { user } = shown()
  const line = (await screen.findByText('Réponse 2')).closest('article') as HTMLElement
  line.focus()
  await user.keyboard('m')
  await user.click(await screen.findByRole('menuitem', { name: 'Marquer non lu à partir d’ici' }))
  await waitFor(() => expect(told).toContain(`PUT /messages/${root.id}/thread {"read_seq":1}`))
  expect(await screen.findByRole('heading', { name: 'Nouveaux messages' })).toBeTruthy()
  dispatchEvent(new Event('focus'))
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  expect(told.filter((it) => it.startsWith('PUT'))).toHaveLength(1)
  expect(cache.getQueryData(keys.myThread('chn_1', root.id))).toMatchObject({ read_seq: 1 })
})

test('the focus stays in the panel when the thread is cleared', async () => {
  read_seq = 3
  shown()
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  vi.stubGlobal('fetch', async () =>
    Response.json({ type: 'about:blank', title: 'x', status: 404, code: 'not_found' }, { status: 404 }),
  )
  await cache.resetQueries({ predicate: ({ queryKey }) => queryKey[1] === 'thread' || queryKey[1] === 'one' })
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull())
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ASIDE'))
})

test('closed when what opened it is gone, the focus is in the channel beside it', async () => {
  const view = (isOpen: boolean) => (
    <QueryClientProvider client={cache}>
      <section>
        <article tabIndex={0}>Message 1</article>
      </section>
      {isOpen && (
        <ThreadPanel
          channel={aChannel()}
          place={null}
          root={root.id}
          target={null}
          onClose={() => {}}
          onShow={() => {}}
        />
      )}
    </QueryClientProvider>
  )
  const { rerender } = renderUi(view(true))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  rerender(view(false))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
})

test('whether one follows it stands in its head, and is ticked among the choices', async () => {
  const { user } = shown()
  const { kept, keptNow, keep } = fr.thread
  await user.click(await screen.findByRole('button', { name: keptNow(kept.followed) }))
  const menu = () => screen.findByRole('menu', { name: keep })
  const choice = (name: string, more = '') => ({ name: new RegExp(`^${name}.*${more}$`) })
  expect(within(await menu()).getByRole('menuitem', choice(kept.followed, 'choisi'))).toBeTruthy()
  await user.click(within(await menu()).getByRole('menuitem', choice(kept.muted)))
  await waitFor(() => expect(told).toContain(`PUT /messages/${root.id}/thread {"attention":"muted"}`))
  await user.click(await screen.findByRole('button', { name: keptNow(kept.muted) }))
  expect(within(await menu()).getByRole('menuitem', choice(kept.muted, 'choisi'))).toBeTruthy()
  expect(within(await menu()).queryByRole('menuitem', choice(kept.followed, 'choisi'))).toBeNull()
})

test('a thread may be followed before its first answer', async () => {
  cache.setQueryData(keys.one('chn_1', root.id), { ...root, answers: null })
  cache.setQueryData(keys.thread('chn_1', root.id), { items: [], hasOlder: false, hasNewer: false })
  shown()
  expect(await screen.findByRole('button', { name: fr.thread.keptNow(fr.thread.kept.followed) })).toBeTruthy()
})

test('a thread that is marked as unread in another window stays so, although it is looked at', async () => {
  read_seq = 3
  shown()
  await screen.findByText('Réponse 3')
  await waitFor(() => expect(cache.getQueryData(keys.myThread('chn_1', root.id))).toMatchObject({ read_seq: 3 }))
  act(() =>
    dispatch({ type: 'event', name: 'thread.read', topic: 'me', body: { thread: root.id, seq: 1 } } as never, cache),
  )
  expect(await screen.findByRole('heading', { name: 'Nouveaux messages' })).toBeTruthy()
  dispatchEvent(new Event('focus'))
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  expect(told.filter((it) => it.startsWith('PUT'))).toEqual([])
})
