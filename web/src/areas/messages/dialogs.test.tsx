// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import { PeopleDialog, PinsDialog } from './dialogs'
import fr from './fr'
import { keys } from './keys'
import { MessageLine } from './MessageLine'
import { TalkProvider } from './talk'
import { aChannel, aMessage, aPerson, aTalk, noActs } from './testkit'

vi.mock('./useShowMessage', () => ({ useShowMessage: () => () => {} }))

let answers: (() => Response)[] = []
const json = (body: unknown) => () =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
const broken = () =>
  new Response(JSON.stringify({ type: 'about:blank', title: 'x', status: 500, code: 'internal' }), {
    status: 500,
    headers: { 'content-type': 'application/problem+json' },
  })

beforeEach(() => {
  answers = []
  vi.stubGlobal('fetch', async () => (answers.shift() ?? broken)())
})

const shown = (element: ReactElement, talk = aTalk()) => {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  // Whose words are lit up is known already, and takes no answer.
  cache.setQueryData(keys.keywords, [])
  return renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={talk}>{element}</TalkProvider>
    </QueryClientProvider>,
  )
}

test('pinned messages that do not come say so, and are asked for again', async () => {
  answers = [broken, json({ items: [aMessage(1, { body: 'Le code du portail' })], people: [] })]
  const { user } = shown(<PinsDialog onClose={() => {}} />)
  await user.click(await screen.findByRole('button', { name: fr.place.retry }))
  expect(await screen.findByText('Le code du portail')).toBeTruthy()
})

test('the people of a channel that do not come say so, and are asked for again', async () => {
  answers = [broken, json({ items: [{ person: aPerson('acc_1', 'Idriss Benkacem'), group: null, is_manager: false }] })]
  const { user } = shown(<PeopleDialog onClose={() => {}} />, aTalk({ channel: aChannel({ kind: 'private' }) }))
  expect(await screen.findByText(fr.people.notLoaded)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: fr.place.retry }))
  expect(await screen.findByText('Idriss Benkacem')).toBeTruthy()
})

test('a person who is taken out leaves the focus to the next', async () => {
  const entry = (id: string, name: string) => ({ person: aPerson(id, name), group: null, is_manager: false })
  const both = [entry('acc_1', 'Idriss Benkacem'), entry('acc_2', 'Nour Attali')]
  answers = [json({ items: both }), () => new Response(null, { status: 204 }), json({ items: both.slice(1) })]
  const can = { react: true, post: true, edit: true, oversee: true, manage: true }
  const { user } = shown(<PeopleDialog onClose={() => {}} />, aTalk({ channel: aChannel({ kind: 'private', can }) }))
  await user.click(await screen.findByRole('button', { name: fr.people.remove('Idriss Benkacem') }))
  await waitFor(() => expect(screen.queryByText('Idriss Benkacem')).toBeNull())
  const line = screen.getByText('Nour Attali').closest('li')
  await waitFor(() => expect(line?.contains(document.activeElement)).toBe(true))
})

test('earlier versions that do not come say so, and are asked for again', async () => {
  answers = [broken, json({ items: [{ body: 'Avant', replaced_at: '2026-10-08T08:00:00Z' }] })]
  const { user } = shown(
    <MessageLine
      message={aMessage(1, { body: 'Après', edited_at: '2026-10-08T08:00:00Z' })}
      isFirst
      isActive={false}
      isTarget={false}
      author={undefined}
      acts={noActs}
      editor={null}
    />,
  )
  await user.click(screen.getByRole('button', { name: `(${fr.line.edited})` }))
  await user.click(await screen.findByRole('button', { name: fr.place.retry }))
  await waitFor(() => expect(screen.getByText('Avant')).toBeTruthy())
})
