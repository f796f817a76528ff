// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { useState } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { ProblemError } from '@/api/problem'
import { renderUi } from '@/testing/render'
import { Editor } from './Editor'
import fr from './fr'
import { WaitingLine } from './MessageLine'
import { Outbox, useWaiting } from './outbox'
import { TalkProvider } from './talk'
import { aMessage, aTalk } from './testkit'
import { useActs } from './useActs'

let cache: QueryClient
beforeEach(() => {
  cache = new QueryClient()
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }))
})

test('what was being written again and given up comes back with « Annuler »', async () => {
  function Place() {
    const [isOpen, setOpen] = useState(true)
    return isOpen ? (
      <Editor message={aMessage(1)} onDone={() => setOpen(false)} onReopen={() => setOpen(true)} />
    ) : (
      <p>fermé</p>
    )
  }
  const { user } = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk()}>
        <Place />
      </TalkProvider>
    </QueryClientProvider>,
  )
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: fr.composer.editing })
  await user.type(field(), ', repris')
  await user.keyboard('{Escape}')
  expect(screen.getByText('fermé')).toBeTruthy()
  // From the keyboard, wherever the focus is.
  await user.keyboard('{Control>}z{/Control}')
  expect(field().value).toBe('Message 1, repris')
})

test('giving up an edit that changed nothing says nothing', async () => {
  const done = vi.fn()
  const { user } = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk()}>
        <Editor message={aMessage(2)} onDone={done} onReopen={() => {}} />
      </TalkProvider>
    </QueryClientProvider>,
  )
  await user.keyboard('{Escape}')
  expect(done).toHaveBeenCalled()
  expect(screen.queryByText(fr.composer.editDropped)).toBeNull()
})

test('an unsent message that was given up comes back', async () => {
  let kept: string | null = null
  const refused = { type: 'about:blank', title: '', status: 403, code: 'forbidden' }
  const outbox = new Outbox({
    load: () => kept,
    save: (text) => {
      kept = text
    },
    send: () => Promise.reject(new ProblemError(refused)),
    isMine: () => true,
    now: () => 0,
    later: () => {},
    alone: async (_, work) => await work(),
  })
  function Place() {
    const { acts } = useActs({
      isThread: false,
      openThread: () => {},
      show: () => {},
      onQuote: () => {},
      toWriter: () => {},
    })
    return useWaiting(outbox, 'chn_1', null).map((it) => (
      <WaitingLine key={it.draft} waiting={it} isFirst acts={acts} isLate={false} />
    ))
  }
  outbox.add({
    channel: 'chn_1',
    body: 'Jamais parti',
    thread: null,
    also_in_channel: false,
    quotes: null,
    kind: 'text',
  })
  const { user } = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk({ outbox })}>
        <Place />
      </TalkProvider>
    </QueryClientProvider>,
  )
  await user.click(await screen.findByRole('button', { name: fr.line.discard }))
  expect(screen.queryByText('Jamais parti')).toBeNull()
  await user.click(await screen.findByRole('button', { name: fr.actions.undo }))
  expect(await screen.findByText('Jamais parti')).toBeTruthy()
})
