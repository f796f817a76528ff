// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { PollDialog } from './PollDialog'
import { TalkProvider } from './talk'
import { aTalk } from './testkit'

beforeEach(() => localStorage.clear())

test('an answer that is added is written at once; one that is taken out leaves the focus to the one in its place', async () => {
  const { user } = renderUi(
    <QueryClientProvider client={new QueryClient()}>
      <TalkProvider value={aTalk()}>
        <PollDialog onClose={() => {}} onSent={() => {}} />
      </TalkProvider>
    </QueryClientProvider>,
  )
  const option = (at: number) => screen.findByRole('textbox', { name: new RegExp(`^${fr.poll.option(at)}`) })
  await user.type(await option(1), 'Lundi')
  await user.type(await option(2), 'Mardi')
  await user.click(screen.getByRole('button', { name: fr.poll.addOption }))
  const third = await option(3)
  await waitFor(() => expect(document.activeElement).toBe(third))
  await user.keyboard('Mercredi')
  await user.click(screen.getByRole('button', { name: fr.poll.removeOption(2) }))
  await waitFor(() => expect(document.activeElement).toBe(third))
  expect((third as HTMLInputElement).value).toBe('Mercredi')
})
