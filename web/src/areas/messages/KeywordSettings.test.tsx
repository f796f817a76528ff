// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { KeywordSettings } from './KeywordSettings'

afterEach(() => vi.unstubAllGlobals())

function draw() {
  return renderUi(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <KeywordSettings />
    </QueryClientProvider>,
  )
}

const json = (words: string[]) =>
  new Response(JSON.stringify({ words }), { headers: { 'content-type': 'application/json' } })

test('a word that is taken out comes back with « Annuler », beside what was added meanwhile', async () => {
  let words = ['parking', 'piscine']
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'PUT') words = ((await request.json()) as { words: string[] }).words
    return json(words)
  })
  const { user } = draw()
  await user.click(await screen.findByRole('button', { name: fr.keywords.remove('parking') }))
  await user.type(await screen.findByRole('textbox', { name: new RegExp(`^${fr.keywords.word}`) }), 'préau{Enter}')
  await screen.findByRole('button', { name: fr.keywords.remove('préau') })
  await user.click(screen.getByRole('button', { name: fr.keywords.undo }))
  await waitFor(() => expect(words).toEqual(['parking', 'piscine', 'préau']))
})

test('a word that could not be taken out says so, also where no more can be added', async () => {
  const words = Array.from({ length: 20 }, (_, at) => `mot${at}`)
  vi.stubGlobal('fetch', async (request: Request) =>
    request.method === 'PUT'
      ? new Response(JSON.stringify({ type: 'about:blank', title: '', status: 503, code: 'service.unavailable' }), {
          status: 503,
          headers: { 'content-type': 'application/problem+json' },
        })
      : json(words),
  )
  const { user } = draw()
  await user.click(await screen.findByRole('button', { name: fr.keywords.remove('mot3') }))
  expect(await screen.findByText(/très occupé/)).toBeTruthy()
})

test('a word that is taken out leaves the focus to the next, the last one to where another is written', async () => {
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = request.method === 'PUT' ? await request.text() : JSON.stringify({ words: ['parking', 'piscine'] })
    return new Response(body, { headers: { 'content-type': 'application/json' } })
  })
  const { user } = draw()
  const remove = (word: string) => screen.findByRole('button', { name: fr.keywords.remove(word) })
  await user.click(await remove('parking'))
  const next = await remove('piscine')
  await waitFor(() => expect(document.activeElement).toBe(next))
  await user.click(next)
  const field = screen.getByRole('textbox', { name: new RegExp(`^${fr.keywords.word}`) })
  await waitFor(() => expect(document.activeElement).toBe(field))
})
