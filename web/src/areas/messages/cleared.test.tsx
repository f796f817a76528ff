// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import { ClearDialog, ExpiryDialog } from './ChannelClear'
import { hearCleared } from './cache'
import fr from './fr'
import { Gone } from './Gone'
import { keys } from './keys'
import type { Stretch } from './stretch'
import { TalkProvider } from './talk'
import { aChannel, aMessage, aPerson, asFound, aTalk } from './testkit'

let sent: { method: string; path: string; body: unknown }[] = []
let counted: { messages: number; decisions: number } | 'broken' = { messages: 12, decisions: 2 }
let held: Promise<void> = Promise.resolve()

beforeEach(() => {
  sent = []
  counted = { messages: 12, decisions: 2 }
  held = Promise.resolve()
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    const path = url.pathname.replace('/api/v1', '') + url.search
    const body: unknown = request.method === 'PUT' ? await request.json() : null
    sent.push({ method: request.method, path, body })
    if (request.method === 'GET') await held
    if (request.method === 'GET' && counted === 'broken') return new Response('', { status: 503 })
    const answer = request.method === 'GET' ? counted : aChannel()
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })
  })
})

const shown = (element: ReactElement, talk = aTalk()) =>
  renderUi(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TalkProvider value={talk}>{element}</TalkProvider>
    </QueryClientProvider>,
  )

test('clearing says how many messages go and how many decisions stay, and is done once asked for', async () => {
  const close = vi.fn()
  const { user } = shown(<ClearDialog onClose={close} />)
  expect(await screen.findByText(fr.clear.gone(12))).toBeTruthy()
  expect(screen.getByText(asFound(fr.clear.stay(2)))).toBeTruthy()
  await user.click(screen.getByRole('button', { name: fr.clear.submit }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent.at(-1)).toMatchObject({ method: 'DELETE', path: '/channels/chn_1/history' })
})

test('where there is nothing to clear nothing is cleared', async () => {
  counted = { messages: 0, decisions: 0 }
  shown(<ClearDialog onClose={() => {}} />)
  expect(await screen.findByText(fr.clear.nothing)).toBeTruthy()
  expect(screen.getByRole('button', { name: fr.clear.submit }).hasAttribute('disabled')).toBe(true)
})

test('a time says what goes at once, before it is set', async () => {
  const close = vi.fn()
  const { user } = shown(<ExpiryDialog onClose={close} />)
  await user.click(await screen.findByRole('radio', { name: fr.expiry.days(30) }))
  expect(await screen.findByText(fr.expiry.goes(12))).toBeTruthy()
  expect(sent.at(-1)?.path).toBe('/channels/chn_1/history?older_than_days=30')
  await user.click(screen.getByRole('button', { name: fr.expiry.save }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent.at(-1)).toEqual({ method: 'PUT', path: '/channels/chn_1/expiry', body: { days: 30 } })
})

test('a time is not set before it is known what goes at once, nor where that could not be counted', async () => {
  let release = () => {}
  held = new Promise((done) => {
    release = done
  })
  counted = 'broken'
  const { user } = shown(<ExpiryDialog onClose={() => {}} />)
  const save = () => screen.getByRole('button', { name: fr.expiry.save })
  await user.click(await screen.findByRole('radio', { name: fr.expiry.days(30) }))
  await waitFor(() => expect(save().hasAttribute('disabled')).toBe(true))
  release()
  const said = await screen.findByRole('alert')
  expect(said.textContent).toContain(fr.clear.notCounted)
  await user.click(save())
  expect(sent.some((it) => it.method === 'PUT')).toBe(false)
  counted = { messages: 1900, decisions: 0 }
  await user.click(screen.getByRole('button', { name: fr.place.retry }))
  expect(await screen.findByText(asFound(fr.expiry.goes(1900)))).toBeTruthy()
  expect(fr.expiry.goes(1900)).toContain('1\u202f900 messages')
  expect(save().hasAttribute('disabled')).toBe(false)
})

test('a history that could not be counted is counted again, and not cleared before', async () => {
  counted = 'broken'
  const { user } = shown(<ClearDialog onClose={() => {}} />)
  expect((await screen.findByRole('alert')).textContent).toContain(fr.clear.notCounted)
  expect(screen.getByRole('button', { name: fr.clear.submit }).hasAttribute('disabled')).toBe(true)
  counted = { messages: 12, decisions: 0 }
  await user.click(screen.getByRole('button', { name: fr.place.retry }))
  expect(await screen.findByText(fr.clear.gone(12))).toBeTruthy()
})

test('the beginning of a channel says who cleared it, and how long messages stay', () => {
  const maelle = aPerson('acc_1', 'Maëlle Kervadec')
  const channel = aChannel({ cleared_at: '2026-10-08T08:00:00Z', cleared_by: maelle.id, expires_after_days: 30 })
  shown(<Gone channel={channel} />, aTalk({ channel, personOf: () => maelle }))
  expect(screen.getByRole('note', { name: fr.clear.about })).toBeTruthy()
  expect(screen.getByText(/^Historique effacé par Maëlle Kervadec/)).toBeTruthy()
  expect(screen.getByText(fr.expiry.start(30))).toBeTruthy()
})

test('where all stays, nothing is said of it', () => {
  shown(<Gone channel={aChannel()} />)
  expect(screen.queryByRole('note')).toBeNull()
})

test('of what was cleared nothing stays in this tab but decisions and what came after', () => {
  const cache = new QueryClient()
  const held: Stretch = {
    items: [aMessage(1), aMessage(2, { kind: 'decision' }), aMessage(3), aMessage(4)],
    hasOlder: false,
    hasNewer: false,
  }
  cache.setQueryData(keys.stretch('chn_1'), held)
  cache.setQueryData(keys.thread('chn_1', 'msg_1'), held)
  cache.setQueryData(keys.one('chn_1', 'msg_1'), aMessage(1))
  cache.setQueryData(keys.one('chn_2', 'msg_9'), aMessage(9))
  hearCleared(cache, 'chn_1', 3)
  expect(cache.getQueryData<Stretch>(keys.stretch('chn_1'))?.items.map((it) => it.seq)).toEqual([2, 4])
  expect(cache.getQueryData(keys.thread('chn_1', 'msg_1'))).toBeUndefined()
  expect(cache.getQueryData(keys.one('chn_1', 'msg_1'))).toBeUndefined()
  expect(cache.getQueryData(keys.one('chn_2', 'msg_9'))).toBeDefined()
})

test('nor in what was found, kept, followed or caught up with', () => {
  const cache = new QueryClient()
  const [gone, decision, after] = [aMessage(1), aMessage(2, { kind: 'decision' }), aMessage(4)]
  const away = aMessage(1, { id: 'msg_90', channel: 'chn_2' })
  const all = [gone, decision, after, away]
  const people: unknown[] = []
  const newest = [...keys.found, 'newest', 'plan']
  cache.setQueryData([...keys.found, { q: 'plan' }], { pages: [{ items: all, people }], pageParams: [undefined] })
  cache.setQueryData(newest, { items: all, people })
  cache.setQueryData(keys.saved, { pages: [{ items: all.map((message) => ({ message })) }], pageParams: [null] })
  cache.setQueryData(keys.threads, { items: all.map((root) => ({ root })), people })
  cache.setQueryData(keys.catchUp('t'), { mentions: { items: all }, conversations: [{ channel: 'chn_1', last: gone }] })
  cache.setQueryData(keys.versions('msg_1', '1'), [{ body: 'Avant' }])
  hearCleared(cache, 'chn_1', 3)
  const ids = (items: unknown) => JSON.stringify(items).match(/msg_\d+/g)
  for (const key of [[...keys.found, { q: 'plan' }], newest, keys.saved, keys.threads, keys.catchUp('t')])
    expect(ids(cache.getQueryData(key))).toEqual(['msg_2', 'msg_4', 'msg_90'])
  expect(cache.getQueryData(keys.versions('msg_1', '1'))).toBeUndefined()
  expect(cache.getQueryState(newest)?.isInvalidated).toBe(true)
})
