// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Channel, Poll as PollOf } from '@/api/types'
import { renderUi } from '@/testing/render'
import fr from './fr'
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

const refusal = () =>
  new Response(JSON.stringify({ type: 'about:blank', title: '', status: 500, code: 'internal' }), {
    status: 500,
    headers: { 'content-type': 'application/problem+json' },
  })

/** What is said, and what one has chosen; `null`: it cannot be had. */
function aServer(mine: number[] | null): string[] {
  const said: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET' && mine === null) return refusal()
    if (request.method === 'GET')
      return new Response(JSON.stringify({ options: mine }), { headers: { 'content-type': 'application/json' } })
    said.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`)
    return new Response(null, { status: 204 })
  })
  return said
}

function draw(poll: PollOf, more: Partial<Channel> = {}, times = 1) {
  const channel = aChannel(more)
  const talk = { channel, me: camille, nameOf: () => 'X' } as unknown as Talk
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const drawn = (now: PollOf) => (
    <QueryClientProvider client={cache}>
      <TalkProvider value={talk}>
        {Array.from({ length: times }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are alike.
          <article key={at} tabIndex={-1}>
            <Poll message={aMessage(3, { kind: 'poll', body: 'Quel **jour** ?', poll: now })} poll={now} />
          </article>
        ))}
      </TalkProvider>
    </QueryClientProvider>
  )
  const rendered = renderUi(drawn(poll))
  return { ...rendered, becomes: (now: PollOf) => rendered.rerender(drawn(now)) }
}

/** The option, once one may choose it. */
async function anOption(name: RegExp): Promise<HTMLInputElement> {
  const option = await screen.findByRole<HTMLInputElement>('radio', { name })
  await waitFor(() => expect(option.matches(':disabled')).toBe(false))
  return option
}

test('options say in words how they stand; a choice leaves when it is sent', async () => {
  const said = aServer([])
  const { user } = draw(aPoll())
  expect(screen.getByRole('group', { name: 'Quel jour\u202f?' })).toBeTruthy()
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

test('the same poll in a channel and in its thread is two questions: a choice in one takes none in the other', async () => {
  aServer([])
  draw(aPoll(), {}, 2)
  const names = (await screen.findAllByRole<HTMLInputElement>('radio', { name: /Lundi/ })).map((it) => it.name)
  expect(new Set(names).size).toBe(2)
})

test('keys that work everywhere work in a poll', async () => {
  aServer([])
  const heard = vi.fn()
  document.addEventListener('keydown', heard)
  const { user } = draw(aPoll())
  const option = await anOption(/Lundi/)
  option.focus()
  await user.keyboard('{Control>}k{/Control}')
  document.removeEventListener('keydown', heard)
  expect(heard.mock.calls.map(([event]) => (event as KeyboardEvent).key)).toContain('k')
})

test('by the keyboard alone: an option, and Enter; what holds for all options is said with them', async () => {
  const said = aServer([])
  const { user } = draw(aPoll({ is_multiple: false, is_anonymous: true }))
  const option = await anOption(/Mardi/)
  option.focus()
  await user.keyboard(' {Enter}')
  await waitFor(() => expect(said).toEqual(['PUT /api/v1/messages/msg_3/poll/vote {"options":[1]}']))
  const group = screen.getByRole('group', { name: 'Quel jour\u202f?' })
  const described = (group.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id))
  const words = described.map((it) => it?.textContent).join(' ')
  expect(words).toContain(fr.poll.voters(4))
  expect(words).toContain(fr.poll.anonymous)
})

test('says that one’s vote could not be had, and asks again', async () => {
  aServer(null)
  const { user } = draw(aPoll())
  expect((await screen.findByRole('alert')).textContent).toContain(fr.poll.notLoaded)
  aServer([1])
  await user.click(screen.getByRole('button', { name: fr.place.retry }))
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: /Mardi/ }).checked).toBe(true))
  expect(screen.queryByRole('alert')).toBeNull()
})

test('says that it is not known who voted, and asks again', async () => {
  aServer(null)
  const { user } = draw(aPoll({ closed_at: '2026-10-08T08:00:00Z' }))
  await user.click(screen.getByRole('button', { name: fr.poll.who }))
  const dialog = await screen.findByRole('dialog', { name: fr.poll.who })
  expect((await within(dialog).findByRole('alert')).textContent).toContain(fr.poll.whoNotLoaded)
  expect(within(dialog).getByRole('button', { name: fr.place.retry })).toBeTruthy()
})

test('the focus stays in the poll when the button that had it goes, and in its message when it is closed', async () => {
  aServer([])
  const { user, becomes } = draw(aPoll())
  const option = await anOption(/Lundi/)
  await user.click(option)
  await user.click(screen.getByRole('button', { name: 'Voter' }))
  await screen.findByRole('button', { name: 'Retirer mon vote' })
  await waitFor(() => expect(document.activeElement).toBe(option))
  becomes(aPoll({ closed_at: '2026-10-08T08:00:00Z', is_anonymous: true }))
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('article')))
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
