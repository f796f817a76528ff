// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Channel, Message } from '@/api/types'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { keys } from './keys'
import { type Acts, MessageLine, WaitingLine } from './MessageLine'
import type { Waiting } from './outbox'
import { TalkProvider } from './talk'
import { aChannel, aMessage, aTalk, noActs } from './testkit'

afterEach(() => vi.unstubAllGlobals())

function shown(channel: Channel, message: Message, items: readonly Message[] = [message], more: Partial<Acts> = {}) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(keys.keywords, [])
  cache.setQueryData(keys.stretch(channel.id), { items, hasOlder: false, hasNewer: false })
  for (const it of items) cache.setQueryData(keys.one(channel.id, it.id), it)
  return drawn(cache, channel, message, more)
}

function drawn(cache: QueryClient, channel: Channel, message: Message, more: Partial<Acts> = {}) {
  return renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk({ channel })}>
        <MessageLine
          message={message}
          isFirst
          isActive
          isTarget={false}
          author={undefined}
          acts={{ ...noActs, ...more }}
          editor={null}
        />
      </TalkProvider>
    </QueryClientProvider>,
  )
}
const button = (name: string) => screen.queryByRole('button', { name })

const log = aChannel({ kind: 'log' })
const sixth = aMessage(6, { kind: 'entry', body: 'Pompe arrêtée à 8 h', author: 'acc_me' })
const twelfth = aMessage(12, { kind: 'entry', body: 'C’était à 9 h', author: 'acc_me', quotes: sixth.id })

test('in a log, one’s own entry is corrected from its tools', async () => {
  const quote = vi.fn()
  const { user } = shown(log, sixth, [sixth], { quote })
  expect(button(fr.actions.quote)).toBeNull()
  await user.click(screen.getByRole('button', { name: fr.actions.correct }))
  expect(quote).toHaveBeenCalledWith(sixth)
})

test('a correction says which entry it corrects', () => {
  shown(log, twelfth, [sixth, twelfth])
  expect(screen.getByRole('button', { name: /^Rectifie l’entrée n°\s6 Pompe arrêtée à 8 h$/ })).toBeTruthy()
})

test('a corrected entry says by which, and leads there', async () => {
  const show = vi.fn()
  const { user } = shown(log, sixth, [sixth, aMessage(7, { kind: 'entry' }), twelfth], { show })
  expect(screen.getByText(/Rectifiée par/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: fr.line.entry(12) }))
  expect(show).toHaveBeenCalledWith(twelfth.id)
})

test('elsewhere a quote is a quote, and what was quoted bears no mark', () => {
  const open = aChannel()
  shown(open, aMessage(6), [aMessage(6), aMessage(12, { quotes: 'msg_6' })])
  expect(button(fr.actions.correct)).toBeNull()
  expect(button(fr.actions.quote)).toBeTruthy()
  expect(screen.queryByText(/Rectifiée/)).toBeNull()
})

test('a quoted message is said to be removed only if the server says that it is not there', async () => {
  const quoting = aMessage(12, { quotes: 'msg_6' })
  let status = 404
  const found = aMessage(6, { body: 'Le bleu se lit mieux' })
  vi.stubGlobal('fetch', async () => {
    if (status === 0) throw new TypeError('no network')
    const body = status === 200 ? found : { type: 'about:blank', title: '', status, code: 'any' }
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  })
  const { unmount } = shown(aChannel(), quoting)
  expect(await screen.findByText(fr.line.quoteGone)).toBeTruthy()
  expect(screen.queryByRole('button', { name: fr.line.quoteRetry })).toBeNull()
  unmount()

  for (status of [0, 503]) {
    const { unmount } = shown(aChannel(), quoting)
    expect(await screen.findByRole('button', { name: fr.line.quoteRetry })).toBeTruthy()
    expect(screen.queryByText(fr.line.quoteGone)).toBeNull()
    unmount()
  }

  // It is asked for again, and leads there.
  const show = vi.fn()
  const { user } = shown(aChannel(), quoting, [quoting], { show })
  const again = await screen.findByRole('button', { name: fr.line.quoteRetry })
  status = 200
  await user.click(again)
  await user.click(await screen.findByRole('button', { name: /Le bleu se lit mieux/ }))
  expect(show).toHaveBeenCalledWith('msg_6')
})

test('a quoted message that was read stays shown when it cannot be asked for again', async () => {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  cache.setQueryData(keys.keywords, [])
  cache.setQueryData(keys.one('chn_1', 'msg_6'), aMessage(6, { body: 'Le bleu se lit mieux' }), { updatedAt: 1 })
  const asked = vi.fn(async () => {
    throw new TypeError('no network')
  })
  vi.stubGlobal('fetch', asked)
  drawn(cache, aChannel(), aMessage(12, { quotes: 'msg_6' }))
  await vi.waitFor(() => expect(cache.getQueryState(keys.one('chn_1', 'msg_6'))?.status).toBe('error'))
  expect(asked).toHaveBeenCalled()
  expect(screen.getByRole('button', { name: /Le bleu se lit mieux/ })).toBeTruthy()
})

test('where one answers in threads only, a message offers its thread and no quote', async () => {
  const reply = vi.fn()
  const { user } = shown(aChannel({ requires_threads: true }), aMessage(6), undefined, { reply })
  expect(button(fr.actions.quote)).toBeNull()
  // In its tools, and in view under it.
  const offers = screen.getAllByRole('button', { name: fr.actions.reply })
  expect(offers).toHaveLength(2)
  await user.click(offers[0] as HTMLElement)
  expect(reply).toHaveBeenCalled()
})

test('in such a thread, answers are quoted as everywhere', () => {
  shown(aChannel({ requires_threads: true }), aMessage(6), undefined, { isThread: true })
  expect(button(fr.actions.quote)).toBeTruthy()
})

const reads = { react: true, post: false, edit: false, oversee: false, manage: false }

test('who only reads is offered a thread to read, never one to begin', () => {
  const announcements = aChannel({ kind: 'announcement', can: reads })
  const { unmount } = shown(announcements, aMessage(6))
  expect(button(fr.actions.reply)).toBeNull()
  expect(button(fr.actions.readThread)).toBeNull()
  unmount()
  const answers = { count: 2, last_posted_at: '2026-10-08T09:00:00Z', people: [], resolved_at: null }
  shown(announcements, aMessage(6, { answers }))
  expect(button(fr.actions.readThread)).toBeTruthy()
})

const waits = (more: Partial<Waiting>): Waiting => ({
  draft: 'draft-9',
  channel: 'chn_1',
  body: 'On retient le bleu',
  thread: null,
  also_in_channel: false,
  quotes: null,
  kind: 'text',
  at: 0,
  refused: null,
  ...more,
})

function waiting(it: Waiting, held: (cache: QueryClient) => void = () => {}) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(keys.keywords, [])
  held(cache)
  return renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk()}>
        <WaitingLine waiting={it} isFirst acts={noActs} isLate />
      </TalkProvider>
    </QueryClientProvider>,
  )
}

test('what waits to be sent stands as it will: a decision, with the message that it quotes', () => {
  const inThread = { items: [aMessage(4, { body: 'Le bleu se lit mieux' })], hasOlder: false, hasNewer: false }
  waiting(waits({ kind: 'decision', quotes: 'msg_4' }), (cache) =>
    cache.setQueryData(keys.thread('chn_1', 'msg_1'), inThread),
  )
  expect(screen.getByText(fr.line.decision)).toBeTruthy()
  expect(screen.getByRole('button', { name: `${fr.line.someone} Le bleu se lit mieux` })).toBeTruthy()
})

test('a quoted message that is not at hand is not asked for, nor said to be gone', () => {
  const asked = vi.fn()
  vi.stubGlobal('fetch', asked)
  waiting(waits({ quotes: 'msg_4' }))
  expect(screen.getByText('On retient le bleu')).toBeTruthy()
  expect(screen.queryByText(fr.line.decision)).toBeNull()
  expect(screen.queryByText(fr.line.quoteGone)).toBeNull()
  expect(asked).not.toHaveBeenCalled()
})
