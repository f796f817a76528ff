// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { meQuery } from '@/api/me'
import type { FoundMessage, FoundMessages, Me } from '@/api/types'
import { beginOf, dayAfter } from '@/lib/days'
import { setTimeZone } from '@/lib/format'
import { renderUi } from '@/testing/render'
import { SearchPanel } from './SearchPanel'
import { readTalkSearch } from './searches'
import { aChannel, aPerson } from './testkit'

afterEach(() => vi.unstubAllGlobals())

const maelle = aPerson('acc_maelle', 'Maëlle Kervadec')
const place = { id: 'prj_1', name: 'Accueil des usagers', isArchived: false }

const aFound = (id: string, over: Partial<FoundMessage> = {}): FoundMessage => ({
  automate: null,
  id,
  channel: 'chn_1',
  project: 'prj_1',
  seq: 3,
  thread: null,
  author: maelle.id,
  kind: 'text',
  posted_at: '2026-10-08T08:00:00Z',
  extract: [
    { text: 'Les ', is_found: false },
    { text: 'décisions', is_found: true },
    { text: ' du conseil', is_found: false },
  ],
  ...over,
})

const aPage = (items: FoundMessage[], next: string | null = null): FoundMessages => ({
  items,
  people: [maelle],
  projects: [{ id: 'prj_2', name: 'Voirie', icon: 'folder', colour: 'cat-1' }],
  next,
})

/** What is asked of `/messages`, and what it answers. */
function aServer(answer: (asked: URLSearchParams) => FoundMessages | Response): URLSearchParams[] {
  const asked: URLSearchParams[] = []
  const json = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    if (url.pathname === '/api/v1/me/channels')
      return json({
        items: [
          aChannel(),
          aChannel({ id: 'chn_2', project: 'prj_2', name: 'chantiers' }),
          aChannel({ id: 'chn_4', name: 'voirie' }),
        ],
      })
    if (url.pathname !== '/api/v1/messages') return json({ items: [], next: null })
    asked.push(url.searchParams)
    const given = answer(url.searchParams)
    return given instanceof Response ? given : json(given)
  })
  return asked
}

const onClose = vi.fn()

function drawAt(address: string) {
  setTimeZone('Europe/Paris')
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const me = { account: aPerson('acc_camille', 'Camille Rovère'), can: { search_people: true } } as unknown as Me
  cache.setQueryData(meQuery.queryKey, me)
  const root = createRootRoute()
  const component = () => <SearchPanel channel={aChannel()} place={place} onClose={onClose} isAlone={false} />
  const page = createRoute({ getParentRoute: () => root, path: '$', component })
  const history = createMemoryHistory({ initialEntries: [address] })
  const router = createRouter({ routeTree: root.addChildren([page]), history })
  return {
    router,
    ...renderUi(
      <QueryClientProvider client={cache}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>,
    ),
  }
}

describe('the search', () => {
  test('asks nothing before something is asked, then shows what was found, its words marked', async () => {
    const asked = aServer(() => aPage([aFound('msg_3')]))
    const { user, router, navigate } = drawAt('/p/prj_1/messages/chn_1?recherche=oui')
    const field = await screen.findByRole('searchbox', { name: 'Mots du message' })
    await waitFor(() => expect(document.activeElement).toBe(field))
    expect(screen.getByText('Cherchez dans tout ce que vous pouvez lire')).toBeTruthy()
    expect(asked).toEqual([])

    await user.type(field, 'decision')
    const link = await screen.findByRole('link', { name: /Maëlle Kervadec.*Les décisions du conseil/ })
    expect(within(link).getByText('décisions').tagName).toBe('MARK')
    expect(await within(link).findByText('#travaux')).toBeTruthy()
    expect(await screen.findByText('1 message trouvé')).toBeTruthy()
    expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({ q: 'decision', project: 'prj_1', limit: '20' })
    expect(router.state.location.search).toEqual({ recherche: 'oui', q: 'decision' })

    await user.click(link)
    expect(navigate).toHaveBeenCalledWith('/p/prj_1/messages/chn_1?message=msg_3&recherche=oui&q=decision')
  })

  test('what the address says is asked, and everywhere a result says its project', async () => {
    const asked = aServer(() => aPage([aFound('msg_9', { channel: 'chn_2', project: 'prj_2' })]))
    drawAt('/p/prj_1/messages/chn_1?recherche=oui&ou=partout&auteur=acc_maelle&du=2026-10-01&au=2026-10-08&liens=oui')
    expect(await screen.findByText('#chantiers · Voirie')).toBeTruthy()
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      author: 'acc_maelle',
      from: beginOf('2026-10-01', 'Europe/Paris'),
      to: beginOf('2026-10-09', 'Europe/Paris'),
      has_link: 'true',
      limit: '20',
    })
    expect(screen.getByRole('checkbox', { name: 'Avec un lien' })).toHaveProperty('checked', true)
  })

  test('where nothing is found, the filters can be taken off', async () => {
    const asked = aServer((it) => aPage(it.has('channel') ? [] : [aFound('msg_3')]))
    const { user } = drawAt('/p/prj_1/messages/chn_1?recherche=oui&q=conseil&ou=canal')
    expect(await screen.findByText('Aucun message trouvé')).toBeTruthy()
    expect(asked[0]?.get('channel')).toBe('chn_1')
    await user.click(screen.getByRole('button', { name: 'Effacer les filtres' }))
    expect(await screen.findByRole('link', { name: /du conseil/ })).toBeTruthy()
  })

  test('a channel alone is asked for, also another one; each result says its hour', async () => {
    const asked = aServer(() => aPage([aFound('msg_3')]))
    const { user, router } = drawAt('/p/prj_1/messages/chn_1?recherche=oui&ou=canal')
    const link = await screen.findByRole('link', { name: /du conseil/ })
    expect(within(link).getByText(/10\sh/)).toBeTruthy()
    expect(asked.at(-1)?.get('channel')).toBe('chn_1')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Où' }), '#voirie')
    await waitFor(() => expect(asked.at(-1)?.get('channel')).toBe('chn_4'))
    expect(router.state.location.search).toEqual({ recherche: 'oui', ou: 'chn_4' })
    // Of another project no channel is offered.
    expect(screen.queryByRole('option', { name: '#chantiers' })).toBeNull()
  })

  test('dates alone are a question: what was said then', async () => {
    const asked = aServer(() => aPage([aFound('msg_3')]))
    drawAt('/p/prj_1/messages/chn_1?recherche=oui&du=2026-10-01')
    expect(await screen.findByRole('link', { name: /du conseil/ })).toBeTruthy()
    expect(asked.at(-1)?.get('from')).toBeTruthy()
  })

  test('more is asked for after the last one; a failure can be tried again', async () => {
    let fails = true
    const problem = { type: 'about:blank', title: 'internal', status: 500, code: 'internal', request_id: 'req_1' }
    const asked = aServer((it) => {
      if (fails)
        return new Response(JSON.stringify(problem), {
          status: 500,
          headers: { 'content-type': 'application/problem+json' },
        })
      return it.has('after') ? aPage([aFound('msg_1')]) : aPage([aFound('msg_3')], 'msg_3')
    })
    const { user } = drawAt('/p/prj_1/messages/chn_1?recherche=oui&q=conseil')
    expect(await screen.findByText('La recherche n’a pas abouti')).toBeTruthy()
    fails = false
    await user.click(screen.getByRole('button', { name: 'Réessayer' }))
    expect(await screen.findByText('Le message le plus récent')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Afficher la suite' }))
    expect(await screen.findByText('2 messages trouvés')).toBeTruthy()
    expect(asked.at(-1)?.get('after')).toBe('msg_3')
  })

  test('Escape closes it', async () => {
    aServer(() => aPage([]))
    const { user } = drawAt('/p/prj_1/messages/chn_1?recherche=oui')
    await screen.findByRole('searchbox', { name: 'Mots du message' })
    await user.keyboard('{Escape}')
    expect(onClose).toHaveBeenCalled()
  })
})

test('of an address, what may not be is left out', () => {
  expect(readTalkSearch({ message: 'x', q: 2027, ou: 'ailleurs', auteur: 'prj_1', du: 'hier', liens: 'non' })).toEqual({
    q: '2027',
  })
})

test('a day begins where the person is, also when the clocks change', () => {
  expect(beginOf('2026-10-08', 'Europe/Paris')).toBe('2026-10-07T22:00:00.000Z')
  expect(beginOf('2026-10-25', 'Europe/Paris')).toBe('2026-10-24T22:00:00.000Z')
  expect(beginOf('2026-10-26', 'Europe/Paris')).toBe('2026-10-25T23:00:00.000Z')
  expect(beginOf('2026-10-08', 'America/Guadeloupe')).toBe('2026-10-08T04:00:00.000Z')
  expect(dayAfter('2026-12-31')).toBe('2027-01-01')
})

test('a year that is only begun is a year, and a day that is in no calendar is none', () => {
  for (const day of ['0002-12-01', '0020-12-01', '0202-12-01'])
    expect(beginOf(day, 'Europe/Paris').slice(0, 10)).toBe(`${day.slice(0, 4)}-11-30`)
  expect(beginOf('0001-01-01', 'Europe/Paris')).toMatch(/^0000-12-31T/)
  expect(readTalkSearch({ du: '2026-02-28', au: '0002-12-01' })).toEqual({ du: '2026-02-28', au: '0002-12-01' })
  expect(readTalkSearch({ du: '2026-02-31', au: '2026-13-01' })).toEqual({})
  expect(readTalkSearch({ du: '0000-01-01', au: '2026-1-1' })).toEqual({})
})
