// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import { ExportDialog } from './ExportDialog'
import fr from './fr'
import { TalkProvider } from './talk'
import { aChannel, aTalk } from './testkit'

let answer: () => Response
const asked: string[] = []
const taken: string[] = []
const closed = vi.fn()

const file = (body: BodyInit) =>
  new Response(body, {
    headers: { 'content-type': 'text/html', 'content-disposition': 'attachment; filename="chn_1.html"' },
  })
const refusal = (status: number, code: string) =>
  new Response(JSON.stringify({ type: 'about:blank', title: '', status, code }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '40' },
  })

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => {
  asked.length = 0
  taken.length = 0
  closed.mockReset()
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(new URL(request.url).pathname + new URL(request.url).search)
    return answer()
  })
  URL.createObjectURL = () => 'blob:whole'
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    taken.push(`${this.getAttribute('href')} ${this.download}`)
  })
})

const mine = (oversee: boolean) => aChannel({ can: { react: true, post: true, edit: true, oversee, manage: false } })
const PATH = '/api/v1/channels/chn_1/export?format=html'

async function pressed(name = 'travaux') {
  const { user, unmount } = renderUi(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TalkProvider value={aTalk({ channel: mine(true), name })}>
        <ExportDialog onClose={closed} />
      </TalkProvider>
    </QueryClientProvider>,
  )
  const submit = await screen.findByRole('button', { name: fr.export.submit })
  await user.click(submit)
  return { user, submit, unmount }
}

test('a refusal is said where it is asked, with how long to wait, and it is asked again', async () => {
  answer = () => {
    throw new TypeError('no network')
  }
  const { user, submit } = await pressed()
  expect(await screen.findByRole('alert')).toBeTruthy()
  for (const [status, code] of [
    [429, 'export.too_often'],
    [503, 'service.unavailable'],
  ] as const) {
    answer = () => refusal(status, code)
    await user.click(submit)
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/dans 40\ss/))
  }
  answer = () => refusal(403, 'access.managers_only')
  await user.click(submit)
  await waitFor(() => expect(screen.getByRole('alert').textContent).not.toContain('40'))
  expect(taken).toEqual([])
  expect(closed).not.toHaveBeenCalled()
  answer = () => file('<!doctype html>')
  asked.length = 0
  await user.click(submit)
  await waitFor(() => expect(taken).toEqual(['blob:whole travaux.html']))
  // The journal says once that it was taken.
  expect(asked).toEqual([PATH])
  expect(closed).toHaveBeenCalled()
})

test('the file is called as the channel is, whatever its name has in it', async () => {
  answer = () => file('<!doctype html>')
  await pressed('Élus / CM : 12\u202e*.')
  await waitFor(() => expect(taken).toEqual(['blob:whole Élus CM 12.html']))
})

test('a long file is left to the browser, which writes it as it comes', async () => {
  const piece = new Uint8Array(16 * 1024 * 1024)
  const givenUp = vi.fn()
  answer = () => file(new ReadableStream({ pull: (to) => to.enqueue(piece), cancel: givenUp }))
  await pressed()
  await waitFor(() => expect(taken).toEqual([`${PATH} `]))
  expect(givenUp).toHaveBeenCalled()
})

test('of a dialog that is closed before, nothing is downloaded', async () => {
  let end = () => {}
  answer = () =>
    file(
      new ReadableStream({
        start: (to) => {
          end = () => to.close()
        },
      }),
    )
  const { unmount } = await pressed()
  await waitFor(() => expect(asked).toEqual([PATH]))
  unmount()
  end()
  await new Promise((passed) => setTimeout(passed, 50))
  expect(taken).toEqual([])
})

test('who reads the channel is downloaded as a table', async () => {
  answer = () => {
    throw new TypeError('no network')
  }
  const { user, submit } = await pressed()
  answer = () =>
    new Response('\ufeffnom;prénom', {
      headers: { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="chn_1-readers.csv"' },
    })
  await user.click(screen.getByRole('radio', { name: /Liste des membres/ }))
  expect(screen.queryByText(fr.export.intro)).toBeNull()
  asked.length = 0
  await user.click(submit)
  await waitFor(() => expect(taken).toEqual(['blob:whole travaux – membres.csv']))
  expect(asked).toEqual(['/api/v1/channels/chn_1/readers/export'])
  expect(closed).toHaveBeenCalled()
})
