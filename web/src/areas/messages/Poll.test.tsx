// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Channel, Poll as PollOf } from '@/api/types'
import { renderUi } from '@/testing/render'
import { Poll } from './Poll'
import { emptyPoll, keepPoll, readPoll } from './pollDrafts'
import { type Talk, TalkProvider } from './talk'
import { aChannel, aMessage, aPerson } from './testkit'

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => localStorage.clear())

const camille = aPerson('acc_camille', 'Camille Rovère')

const aPoll = (more: Partial<PollOf> = {}): PollOf => ({
  is_multiple: false,
  is_anonymous: false,
  ends_at: null,
  closed_at: null,
  voters: 4,
  options: [
    { text: 'Lundi', votes: 3 },
    { text: 'Mardi', votes: 1 },
  ],
  ...more,
})

/** What is said, and what one has chosen. */
function aServer(mine: number[]): string[] {
  const said: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET')
      return new Response(JSON.stringify({ options: mine }), { headers: { 'content-type': 'application/json' } })
    said.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`)
    return new Response(null, { status: 204 })
  })
  return said
}

function draw(poll: PollOf, more: Partial<Channel> = {}) {
  const channel = aChannel(more)
  const talk = { channel, me: camille, nameOf: () => 'X' } as unknown as Talk
  const message = aMessage(3, { kind: 'poll', body: 'Quel **jour** ?', poll })
  return renderUi(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TalkProvider value={talk}>
        <Poll message={message} poll={poll} />
      </TalkProvider>
    </QueryClientProvider>,
  )
}

test('options say in words how they stand; a choice leaves when it is sent', async () => {
  const said = aServer([])
  const { user } = draw(aPoll())
  expect(screen.getByRole('group', { name: 'Quel jour ?' })).toBeTruthy()
  const first = await screen.findByRole('radio', { name: /^Lundi 3 voix · 75\s%$/ })
  await waitFor(() => expect(first.matches(':disabled')).toBe(false))
  await user.click(first)
  expect(said).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Voter' }))
  await waitFor(() => expect(said).toEqual(['PUT /api/v1/messages/msg_3/poll/vote {"options":[0]}']))
  expect(await screen.findByRole('button', { name: 'Retirer mon vote' })).toBeTruthy()
})

test('a vote is changed, or taken back', async () => {
  const said = aServer([1])
  const { user } = draw(aPoll({ is_multiple: true }))
  const first = await screen.findByRole('checkbox', { name: /Lundi/ })
  await waitFor(() => expect((screen.getByRole('checkbox', { name: /Mardi/ }) as HTMLInputElement).checked).toBe(true))
  await user.click(screen.getByRole('button', { name: 'Retirer mon vote' }))
  await waitFor(() => expect(said).toEqual(['PUT /api/v1/messages/msg_3/poll/vote {"options":[]}']))
  await user.click(first)
  await user.click(screen.getByRole('button', { name: 'Voter' }))
  await waitFor(() => expect(said.at(-1)).toBe('PUT /api/v1/messages/msg_3/poll/vote {"options":[0]}'))
})

test('whoever may not answer, or comes too late, reads the result', async () => {
  aServer([])
  const before = draw(aPoll(), { can: { react: false, post: false, edit: false, oversee: false, manage: false } })
  expect((await screen.findByRole('radio', { name: /Lundi/ })).matches(':disabled')).toBe(true)
  expect(screen.queryByRole('button', { name: 'Voter' })).toBeNull()
  before.unmount()
  draw(aPoll({ closed_at: '2026-10-08T08:00:00Z', is_anonymous: true }))
  expect(screen.getByRole('radio', { name: /Lundi/ }).matches(':disabled')).toBe(true)
  expect(screen.getByText(/seuls les totaux sont gardés/)).toBeTruthy()
  // Who chose what of an anonymous one is not even offered.
  expect(screen.queryByRole('button', { name: 'Voir qui a voté' })).toBeNull()
})

test('what was begun is kept for each channel and person, and what is no draft is not', () => {
  keepPoll('acc_a', 'chn_1', { ...emptyPoll, question: 'Quand ?', options: ['Lundi', ''] })
  expect(readPoll('acc_a', 'chn_1').question).toBe('Quand ?')
  expect(readPoll('acc_b', 'chn_1')).toEqual(emptyPoll)
  expect(readPoll('acc_a', 'chn_2')).toEqual(emptyPoll)
  keepPoll('acc_a', 'chn_1', emptyPoll)
  expect(localStorage.length).toBe(0)
  localStorage.setItem('plano.poll.acc_a.chn_1', '{"question":3}')
  expect(readPoll('acc_a', 'chn_1')).toEqual(emptyPoll)
})
