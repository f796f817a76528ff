// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '@/api/types'
import { renderUi } from '@/testing/render'
import { hearChanged, hearCleared } from './cache'
import { keepEdit, keptEdits, readEdit } from './drafts'
import { Editor } from './Editor'
import fr from './fr'
import { type Talk, TalkProvider } from './talk'
import { aMessage, aPerson, aTalk } from './testkit'

let sent: unknown[]
let cache: QueryClient
beforeEach(() => {
  localStorage.clear()
  sent = []
  cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  cache.setQueryData(['me'], { account: aPerson('acc_me', 'Maëlle Kervadec') })
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(await request.json())
    return new Response(JSON.stringify(aMessage(1)), { headers: { 'content-type': 'application/json' } })
  })
})

function shown(message: Message, more: Partial<Talk> = {}) {
  const done = vi.fn()
  const rendered = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk({ nameOf: () => fr.line.unknownPerson, ...more })}>
        <Editor message={message} onDone={done} onReopen={() => {}} />
      </TalkProvider>
    </QueryClientProvider>,
  )
  return {
    ...rendered,
    done,
    field: screen.getByRole<HTMLTextAreaElement>('textbox', { name: fr.composer.editing }),
  }
}

const named = aMessage(1, { body: '@[Léa Roy](acc_1) et @[Idriss Ba](acc_2)' })

test('whoever is named and was never met keeps the name in the message; saved untouched, nothing is sent', async () => {
  const { user, field, done } = shown(named)
  expect(field.value).toBe('@Léa Roy et @Idriss Ba')
  await user.keyboard('{Enter}')
  expect(done).toHaveBeenCalled()
  expect(sent).toEqual([])
})

test('written again, each who is named still is, the one that was met by the name of today', async () => {
  const { user, field } = shown(named, {
    personOf: (id) => (id === 'acc_1' ? aPerson('acc_1', 'Léa Martin') : undefined),
  })
  expect(field.value).toBe('@Léa Martin et @Idriss Ba')
  await user.type(field, ' bientôt{Enter}')
  await waitFor(() => expect(sent).toEqual([{ body: '@[Léa Roy](acc_1) et @[Idriss Ba](acc_2) bientôt' }]))
})

test('words that only look like a name do not have an untouched message sent', async () => {
  const { user, done } = shown(aMessage(1, { body: '@Léa Roy, soit @[Léa Roy](acc_1)' }))
  await user.keyboard('{Enter}')
  expect(done).toHaveBeenCalled()
  expect(sent).toEqual([])
})

test('what was begun is there after a reload, for its author alone, and is forgotten once it is saved', async () => {
  const first = shown(aMessage(1))
  await first.user.type(first.field, ', repris')
  first.unmount()
  // What is kept is all that a reload leaves.
  expect(readEdit('acc_me', 'msg_1')?.text).toBe('Message 1, repris')
  expect(readEdit('acc_else', 'msg_1')).toBeNull()
  const { user, field } = shown(aMessage(1))
  expect(field.value).toBe('Message 1, repris')
  await user.type(field, '{Enter}')
  await waitFor(() => expect(sent).toEqual([{ body: 'Message 1, repris' }]))
  await waitFor(() => expect(localStorage.length).toBe(0))
})

test('it is forgotten when it is left, and when nothing is changed any more', async () => {
  const { user, field } = shown(aMessage(1))
  await user.type(field, '!')
  expect(readEdit('acc_me', 'msg_1')?.text).toBe('Message 1!')
  await user.type(field, '{Backspace}')
  expect(readEdit('acc_me', 'msg_1')).toBeNull()
  await user.type(field, '?{Escape}')
  expect(readEdit('acc_me', 'msg_1')).toBeNull()
})

test('it is forgotten with its message: taken away, or cleared with what was said before it', () => {
  const begin = (it: Message) => keepEdit('acc_me', it, { text: 'Repris', named: [] })
  const left = () => keptEdits('acc_me').map((it) => it.message.id)
  for (const it of [aMessage(1), aMessage(2), aMessage(3, { kind: 'decision' }), aMessage(4)]) begin(it)
  begin(aMessage(5, { channel: 'chn_2' }))
  hearChanged(cache, { message: aMessage(1, { retracted_at: '2026-10-08T09:00:00Z' }), people: [] })
  expect(left().sort()).toEqual(['msg_2', 'msg_3', 'msg_4', 'msg_5'])
  hearCleared(cache, 'chn_1', 3)
  expect(left().sort()).toEqual(['msg_3', 'msg_4', 'msg_5'])
})

test('what is damaged on the device keeps nothing from being written again', () => {
  localStorage.setItem('plano.edits.acc_me', JSON.stringify({ msg_1: { text: 3 }, msg_2: null }))
  expect(shown(aMessage(1)).field.value).toBe('Message 1')
  expect(keptEdits('acc_me')).toEqual([])
})
