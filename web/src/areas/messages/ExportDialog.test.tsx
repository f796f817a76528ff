// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Channel } from '@/api/types'
import { renderUi } from '@/testing/render'
import { ExportDialog } from './ExportDialog'
import fr from './fr'
import { TalkProvider } from './talk'
import { aChannel, aTalk } from './testkit'

let channel: Channel | null
const taken: string[] = []
const closed = vi.fn()

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => {
  taken.length = 0
  closed.mockReset()
  vi.stubGlobal('fetch', async () => {
    if (!channel) throw new TypeError('no network')
    return new Response(JSON.stringify(channel), { headers: { 'content-type': 'application/json' } })
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    taken.push(this.getAttribute('href') ?? '')
  })
})

const mine = (oversee: boolean) => aChannel({ can: { react: true, post: true, edit: true, oversee, manage: false } })

async function pressed() {
  const { user } = renderUi(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TalkProvider value={aTalk({ channel: mine(true) })}>
        <ExportDialog onClose={closed} />
      </TalkProvider>
    </QueryClientProvider>,
  )
  const submit = await screen.findByRole('button', { name: fr.export.submit })
  await user.click(submit)
  return { user, submit }
}

test('without a network, or a right that is gone, it is said where it is asked, and asked again', async () => {
  channel = null
  const { user, submit } = await pressed()
  expect(await screen.findByRole('alert')).toBeTruthy()
  channel = mine(false)
  await user.click(submit)
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('pas le droit'))
  expect(taken).toEqual([])
  expect(closed).not.toHaveBeenCalled()
  channel = mine(true)
  await user.click(submit)
  await waitFor(() => expect(taken).toEqual(['/api/v1/channels/chn_1/export?format=html']))
  expect(closed).toHaveBeenCalled()
})
