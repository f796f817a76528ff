// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderUi } from '@/testing/render'
import { Body } from './Body'
import fr from './fr'
import { keys } from './keys'
import { TalkProvider } from './talk'
import { aTalk } from './testkit'

const shown = (body: string) => {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(keys.keywords, [])
  return renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk()}>
        <Body body={body} />
      </TalkProvider>
    </QueryClientProvider>,
  )
}

test('what is to be done and what is done are said in words', () => {
  shown('- [ ] affiche\n- [x] plan')
  const [toDo, done] = screen.getAllByRole('listitem')
  expect(
    within(toDo as HTMLElement)
      .getByRole('img')
      .getAttribute('aria-label'),
  ).toBe(fr.line.toDo)
  expect(
    within(done as HTMLElement)
      .getByRole('img')
      .getAttribute('aria-label'),
  ).toBe(fr.line.done)
})

test('a point below one that is to be done stands under its words, not beside the box', () => {
  shown('- [ ] affiche\n  - format')
  const inner = screen.getByText('format').closest('ul')
  expect(inner?.parentElement).toBe(screen.getByText('affiche').parentElement)
  expect(inner?.parentElement?.tagName).toBe('DIV')
})
