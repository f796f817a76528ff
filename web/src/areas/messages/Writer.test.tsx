// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { type ReactElement, useState } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Channel, Id, Message } from '@/api/types'
import { renderUi } from '@/testing/render'
import { keepDraft, readDraft } from './drafts'
import fr from './fr'
import { keys } from './keys'
import { TalkProvider } from './talk'
import { aChannel, aMessage, asFound, aTalk, idleOutbox } from './testkit'

const said = vi.fn()
/** Who writes, by the thread, or in the channel itself. */
let writing: Readonly<Record<string, Id[]>> = {}
const NOBODY: Id[] = []
vi.mock('@/api/live', async (original) => ({
  ...(await original<typeof import('@/api/live')>()),
  sayTyping: (topic: string, thread: Id | null) => said(topic, thread),
  useTyping: (_: string, thread: Id | null) => writing[thread ?? 'channel'] ?? NOBODY,
}))

const { Writer } = await import('./Writer')

const quoted = aMessage(4, { body: 'Le bleu se lit mieux' })

beforeEach(() => {
  localStorage.clear()
  said.mockClear()
  writing = {}
  vi.stubGlobal(
    'fetch',
    async () => new Response(JSON.stringify(quoted), { headers: { 'content-type': 'application/json' } }),
  )
})

function shown(channel: Channel = aChannel(), thread: Id | null = null) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(keys.mine, [channel])
  cache.setQueryData(keys.scheduled, [])
  const outbox = idleOutbox()
  const add = vi.spyOn(outbox, 'add')
  const talk = aTalk({ channel, outbox, place: { id: 'prj_1', name: 'Mairie', isArchived: false } })
  let quote = (_: Message) => {}
  const Held = (): ReactElement => {
    const [chosen, setChosen] = useState<Message | null>(null)
    quote = setChosen
    return <Writer thread={thread} quoted={chosen} onUnquote={() => setChosen(null)} onSent={() => {}} />
  }
  const rendered = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={talk}>
        <Held />
      </TalkProvider>
    </QueryClientProvider>,
  )
  return { ...rendered, add, quote: (it: Message) => quote(it), field: () => screen.getByRole('textbox') }
}

const threadsOnly = aChannel({ requires_threads: true })

test('where one answers in threads only, the composer says that it opens a topic', () => {
  shown(threadsOnly)
  expect(screen.getByRole('textbox', { name: fr.composer.topic('#travaux') })).toBeTruthy()
  expect(screen.getByText(fr.composer.topicHint)).toBeTruthy()
})

test('and an answer in its thread is not sent to the channel as well', () => {
  const { unmount } = shown(aChannel(), 'msg_1')
  expect(screen.getByRole('checkbox', { name: fr.composer.also('#travaux') })).toBeTruthy()
  unmount()
  shown(threadsOnly, 'msg_1')
  expect(screen.queryByRole('checkbox')).toBeNull()
})

test('a quote that was begun before the channel was set so is not sent', async () => {
  keepDraft('acc_me', 'chn_1', { text: 'D’accord', named: [], quotes: quoted.id })
  const { user, add } = shown(threadsOnly)
  await user.type(screen.getByRole('textbox'), '{Enter}')
  expect(add).toHaveBeenCalledWith(expect.objectContaining({ body: 'D’accord', quotes: null }))
})

test('who writes is told and shown where it is written: in a thread or in the channel', async () => {
  writing = { msg_1: ['acc_maelle'] }
  const isShown = () => screen.queryByText(asFound(fr.composer.typingOne(fr.line.someone))) !== null
  const { user, field, unmount } = shown(aChannel(), 'msg_1')
  await user.type(field(), 'Oui')
  expect(said).toHaveBeenCalledWith('channel:chn_1', 'msg_1')
  expect(isShown()).toBe(true)
  unmount()
  const channel = shown()
  await channel.user.type(channel.field(), 'Oui')
  expect(said).toHaveBeenLastCalledWith('channel:chn_1', null)
  expect(isShown()).toBe(false)
})

test('a draft keeps its quote and that it is a decision', async () => {
  const first = shown()
  await first.user.type(first.field(), 'On retient le bleu')
  await first.user.click(screen.getByRole('button', { name: fr.composer.decision }))
  first.quote(quoted)
  await screen.findByText(fr.composer.quoting(fr.line.someone))
  first.unmount()
  const { user, add, field } = shown()
  expect(await screen.findByText(fr.composer.quoting(fr.line.someone))).toBeTruthy()
  expect(screen.getByRole('button', { name: fr.composer.decision }).getAttribute('aria-pressed')).toBe('true')
  await user.type(field(), '{Enter}')
  expect(add).toHaveBeenCalledWith(
    expect.objectContaining({ body: 'On retient le bleu', kind: 'decision', quotes: quoted.id }),
  )
  expect(readDraft('acc_me', 'chn_1').text).toBe('')
})

test('a draft of an answer keeps that it is to stand in the channel too', async () => {
  const first = shown(aChannel(), 'msg_1')
  await first.user.type(first.field(), 'Oui')
  await first.user.click(screen.getByRole('checkbox', { name: fr.composer.also('#travaux') }))
  first.unmount()
  const { user, add, field, unmount } = shown(aChannel(), 'msg_1')
  expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(true)
  await user.type(field(), '{Enter}')
  expect(add).toHaveBeenCalledWith(expect.objectContaining({ body: 'Oui', also_in_channel: true }))
  unmount()
  // Where answers stay in their thread it is not sent so without its box.
  keepDraft('acc_me', 'chn_1:msg_1', { text: 'Non', named: [], isAlso: true })
  const last = shown(threadsOnly, 'msg_1')
  await last.user.type(last.field(), '{Enter}')
  expect(last.add).toHaveBeenCalledWith(expect.objectContaining({ body: 'Non', also_in_channel: false }))
})

test('a quote that is dropped does not come back with the draft', async () => {
  keepDraft('acc_me', 'chn_1', { text: 'D’accord', named: [], quotes: quoted.id })
  const first = shown()
  await first.user.click(await screen.findByRole('button', { name: fr.composer.noQuote }))
  first.unmount()
  await waitFor(() => expect(readDraft('acc_me', 'chn_1')).toMatchObject({ text: 'D’accord', quotes: null }))
})

test('in a log, a quote corrects', async () => {
  const { quote } = shown(aChannel({ kind: 'log' }))
  quote(quoted)
  expect(await screen.findByText(asFound(fr.composer.correcting(4)))).toBeTruthy()
  expect(screen.getByRole('button', { name: fr.composer.noCorrection })).toBeTruthy()
})
