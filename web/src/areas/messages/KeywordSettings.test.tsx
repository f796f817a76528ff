// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { KeywordSettings } from './KeywordSettings'

afterEach(() => vi.unstubAllGlobals())

test('a word that is taken out leaves the focus to the next, the last one to where another is written', async () => {
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = request.method === 'PUT' ? await request.text() : JSON.stringify({ words: ['parking', 'piscine'] })
    return new Response(body, { headers: { 'content-type': 'application/json' } })
  })
  const { user } = renderUi(
    <QueryClientProvider client={new QueryClient()}>
      <KeywordSettings />
    </QueryClientProvider>,
  )
  const remove = (word: string) => screen.findByRole('button', { name: fr.keywords.remove(word) })
  await user.click(await remove('parking'))
  const next = await remove('piscine')
  await waitFor(() => expect(document.activeElement).toBe(next))
  await user.click(next)
  const field = screen.getByRole('textbox', { name: new RegExp(`^${fr.keywords.word}`) })
  await waitFor(() => expect(document.activeElement).toBe(field))
})
