// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { forgetHere, noteHere } from '@/api/here'
import { ProblemError, UNREACHABLE } from '@/api/problem'
import { queryClient } from '@/api/query'
import { keepDraft } from '@/areas/messages/drafts'
import { aPerson } from '@/areas/messages/testkit'
import { renderUi } from '@/testing/render'
import { Failure } from './Failure'
import { leave, setGo } from './session'

setGo(() => {})

beforeEach(() => {
  localStorage.clear()
  queryClient.clear()
  forgetHere()
  // Nobody answers; whoever asks for the server hears it at once.
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'))
})

const waiting = (draft: string, more: object = {}) => ({
  draft,
  channel: 'chn_1',
  body: draft,
  at: Date.now(),
  ...more,
})
const keepWaiting = (account: string, ...all: object[]) =>
  localStorage.setItem(`plano.outbox.${account}`, JSON.stringify(all))

async function fails(error: Error) {
  const root = createRootRoute({ component: () => <Failure error={error} reset={() => {}} /> })
  const router = createRouter({ routeTree: root, history: createMemoryHistory() })
  const drawn = renderUi(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  await screen.findByRole('heading', { level: 1 })
  return drawn
}
const away = () => new ProblemError(UNREACHABLE)
/** As long as it may take for what could be shown. */
const shown = (name: string) => screen.findByRole('region', { name })
const nothingShown = async () => {
  await act(() => import('./Unsent'))
  expect(screen.queryByRole('region')).toBeNull()
  expect(screen.queryByText(/secret/)).toBeNull()
}

test('without a server, the person reads what waits here, where it goes, and what was begun', async () => {
  noteHere('acc_me')
  keepWaiting('acc_me', waiting('Le hall est prêt.', { where: '#travaux · Accueil' }), waiting('J’arrive.'))
  keepDraft('acc_me', 'chn_2', { text: 'À relire', named: [] })
  await fails(away())

  const leaving = await shown('2 messages attendent d’être envoyés')
  within(leaving).getByText('Ils partiront d’eux-mêmes.')
  const [first, second] = within(leaving)
    .getAllByRole('listitem')
    .map((it) => it.textContent)
  expect(first).toMatch(/#travaux · Accueil.*Le hall est prêt\./)
  expect(second).toContain('J’arrive.')
  within(await shown('1 brouillon')).getByText('À relire')
})

test('a text is copied; where that is refused, it is selected', async () => {
  noteHere('acc_me')
  keepWaiting('acc_me', waiting('un\ndeux'))
  const { user } = await fails(away())
  const copy = await screen.findByRole('button', { name: 'Copier le texte' })
  await user.click(copy)
  expect(await navigator.clipboard.readText()).toBe('un\ndeux')

  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('refused'))
  await user.click(copy)
  await waitFor(() => expect(String(getSelection())).toBe('un\ndeux'))
})

test('what was refused does not say that it leaves by itself', async () => {
  noteHere('acc_me')
  keepWaiting('acc_me', waiting('un', { refused: { ...UNREACHABLE, status: 422 } }))
  await fails(away())
  within(await shown('1 message n’a pas été accepté')).getByText('un')
  expect(screen.queryByText('Il partira de lui-même.')).toBeNull()
})

test('nothing is shown of somebody else who wrote in this browser', async () => {
  keepWaiting('acc_else', waiting('secret'))
  keepDraft('acc_else', 'chn_1', { text: 'secret', named: [] })
  noteHere('acc_else')
  noteHere('acc_me')
  await fails(away())
  await nothingShown()
})

test('nothing is shown in the window of one person when another has signed in since', async () => {
  keepWaiting('acc_else', waiting('secret'))
  noteHere('acc_else')
  queryClient.setQueryData(['me'], { account: aPerson('acc_me', 'Maëlle Kervadec') })
  await fails(away())
  await nothingShown()
})

test.each(['signed-out', 'ended'] as const)('nothing is shown once the session is over: %s', async (why) => {
  keepWaiting('acc_me', waiting('secret'))
  noteHere('acc_me')
  leave(why)
  await fails(away())
  await nothingShown()
})

test('nothing is shown where the server did answer', async () => {
  keepWaiting('acc_me', waiting('secret'))
  noteHere('acc_me')
  await fails(new ProblemError({ ...UNREACHABLE, status: 500, code: 'server' }))
  await nothingShown()
})

const gone = () => new TypeError('Failed to fetch dynamically imported module: /assets/Tasks-1.js')

test('a screen whose script is gone was made anew: the page is to be loaded again', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({}))
  await fails(gone())
  screen.getByText(/nouvelle version|mis à jour/i)
  screen.getByRole('button', { name: 'Recharger la page' })
})

test('where nobody is there to give the script, the server is away, and nothing is new', async () => {
  noteHere('acc_me')
  keepWaiting('acc_me', waiting('un'))
  await fails(gone())
  await shown('1 message attend d’être envoyé')
  expect(screen.queryByRole('button', { name: 'Recharger la page' })).toBeNull()
})
