// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Hook } from '@/api/types'
import { renderUi } from '@/testing/render'
import { AutomatesDialog } from './AutomatesDialog'
import fr from './fr'
import { TalkProvider } from './talk'
import { aChannel, aTalk } from './testkit'

const aHook = (name: string): Hook =>
  ({
    id: `hok_${name}`,
    name,
    icon: 'siren',
    colour: 'cat-1',
    maker: null,
    last_used_at: null,
    refusal: null,
    refused_at: null,
    etag: '1',
  }) as Hook

const can = { react: true, post: true, edit: true, oversee: true, manage: true }
let hooks: Hook[] | 'broken'

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  })

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => {
  hooks = [aHook('Alertes'), aHook('Bulletin')]
  vi.stubGlobal('fetch', async (request: Request) => {
    if (hooks === 'broken') return json({ type: 'about:blank', title: '', status: 500, code: 'internal' }, 500)
    const path = new URL(request.url).pathname
    if (request.method === 'POST') return json({ hook: aHook('Alertes'), address: 'https://plano.example/h/secret' })
    if (request.method !== 'DELETE') return json({ hooks, bots: [] })
    hooks = hooks.filter((it) => !path.endsWith(it.id))
    return new Response(null, { status: 204 })
  })
})

/** Opened from a button, as the head of a channel does. */
function Opener() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Ouvrir
      </button>
      {isOpen && <AutomatesDialog onClose={() => setOpen(false)} />}
    </>
  )
}

async function opened() {
  const { user } = renderUi(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TalkProvider value={aTalk({ channel: aChannel({ can }) })}>
        <Opener />
      </TalkProvider>
    </QueryClientProvider>,
  )
  await user.click(screen.getByRole('button', { name: 'Ouvrir' }))
  return { user, dialog: await screen.findByRole('dialog', { name: fr.automates.title }) }
}

test('what could not be had is asked for again', async () => {
  hooks = 'broken'
  const { user, dialog } = await opened()
  const retry = await within(dialog).findByRole('button', { name: fr.place.retry })
  hooks = [aHook('Alertes')]
  await user.click(retry)
  expect(await within(dialog).findByText('Alertes')).toBeTruthy()
})

test('one that is removed leaves the focus to the next', async () => {
  const { user, dialog } = await opened()
  await user.click(await within(dialog).findByRole('button', { name: fr.automates.more('Alertes') }))
  await user.click(await screen.findByRole('menuitem', { name: fr.automates.remove }))
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: fr.automates.remove }))
  await waitFor(() => expect(within(dialog).queryByText('Alertes')).toBeNull())
  await waitFor(() =>
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: fr.automates.more('Bulletin') })),
  )
})

test('one that was looked at has the focus back, and so has one that has another address', async () => {
  const { user, dialog } = await opened()
  const line = () => within(screen.getByRole('dialog')).getByRole('button', { name: fr.automates.more('Bulletin') })
  const choose = async (what: string) => {
    await user.click(line())
    await user.click(await screen.findByRole('menuitem', { name: what }))
  }
  await within(dialog).findByText('Bulletin')
  await choose(fr.automates.edit)
  await user.click(await screen.findByRole('button', { name: fr.automates.cancel }))
  await waitFor(() => expect(document.activeElement).toBe(line()))
  await choose(fr.automates.renew)
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: fr.automates.renew }))
  await user.click(await screen.findByRole('button', { name: fr.automates.done }))
  await waitFor(() => expect(document.activeElement).toBe(line()))
})

test('the address is under the eyes and the keys as soon as it is made; then the focus goes back the way it came', async () => {
  const { user, dialog } = await opened()
  await user.click(await within(dialog).findByRole('button', { name: fr.automates.makeHook }))
  const name = await screen.findByRole('textbox', { name: new RegExp(`^${fr.automates.name}`) })
  await waitFor(() => expect(document.activeElement).toBe(name))
  await user.type(name, 'Alertes{Enter}')
  const address = await screen.findByRole<HTMLInputElement>('textbox', { name: fr.automates.address })
  expect(address.value).toBe('https://plano.example/h/secret')
  await waitFor(() => expect(document.activeElement).toBe(address))
  await user.click(screen.getByRole('button', { name: fr.automates.done }))
  const make = await screen.findByRole('button', { name: fr.automates.makeHook })
  await waitFor(() => expect(document.activeElement).toBe(make))
  await user.click(within(screen.getByRole('dialog')).getAllByRole('button', { name: fr.automates.close })[0] as never)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ouvrir' })))
})
