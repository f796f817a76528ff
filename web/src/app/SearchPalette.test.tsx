// SPDX-License-Identifier: EUPL-1.2
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Suspense, useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Answers, aMe, renderWith } from '../areas/accounts/testing'
import { SearchPalette } from './SearchPalette'

beforeEach(() => {
  // The tests' browser has no modal dialogs of its own.
  HTMLDialogElement.prototype.showModal ??= function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function () {
    this.open = false
  }
})
afterEach(() => vi.unstubAllGlobals())

const onClose = vi.fn()
const run = vi.fn()
const answers: Answers = {
  'GET /me': { body: aMe },
  'GET /projects': { body: { items: [], next: null } },
  'GET /me/channels': {
    body: { items: [{ id: 'chn_1', project: 'prj_1', kind: 'open', name: 'travaux', people: [] }] },
  },
  'GET /search': {
    body: {
      projects: [{ id: 'prj_1', name: 'École des Tilleuls', icon: 'school', colour: 'cat-6' }],
      people: [aMe.account],
    },
  },
}
const found: Answers = {
  'GET /messages': {
    body: {
      items: [
        {
          id: 'msg_1',
          channel: 'chn_1',
          project: 'prj_1',
          seq: 1,
          thread: null,
          author: aMe.account.id,
          kind: 'text',
          posted_at: '2026-10-08T08:00:00Z',
          extract: [
            { text: 'Les ', is_found: false },
            { text: 'décisions', is_found: true },
          ],
        },
        {
          id: 'msg_2',
          channel: 'chn_1',
          project: 'prj_1',
          seq: 2,
          thread: null,
          author: aMe.account.id,
          automate: { name: 'Veille', icon: 'siren', colour: 'cat-1' },
          kind: 'text',
          posted_at: '2026-10-08T08:00:00Z',
          extract: [{ text: 'Relevé des décisions', is_found: false }],
        },
      ],
      people: [aMe.account],
      projects: [{ id: 'prj_1', name: 'École des Tilleuls', icon: 'school', colour: 'cat-6' }],
      next: null,
    },
  },
}
function Palette() {
  const [text, setText] = useState('')
  const actions = [
    { id: 'a', label: 'Ouvrir mes réglages', href: '/reglages/profil' },
    { id: 'b', label: 'Se déconnecter', run },
  ]
  return <SearchPalette actions={actions} text={text} onText={setText} onClose={onClose} />
}
const draw = (more: Answers = {}) =>
  renderWith(
    <Suspense>
      <Palette />
    </Suspense>,
    { ...answers, ...more },
  )

test('with nothing asked, actions can be walked with the arrows and opened with Enter', async () => {
  const { user, navigate } = draw()
  const field = await screen.findByRole('combobox', { name: /^Rechercher/ })
  await user.type(field, '{ArrowDown}{Enter}')
  expect(run).toHaveBeenCalled()
  await user.type(field, '{ArrowUp}{Enter}')
  expect(navigate).toHaveBeenCalledWith('/reglages/profil')
})

test('projects and people come grouped, and the field points at the current one', async () => {
  const { user, navigate } = draw()
  const field = await screen.findByRole('combobox', { name: /^Rechercher/ })
  await user.type(field, 'ecole')
  const option = await screen.findByRole('option', { name: /École des Tilleuls/ })
  expect(field.getAttribute('aria-activedescendant')).toBe(option.id)
  expect(screen.getByRole('group', { name: 'Projets' }).contains(option)).toBe(true)
  await waitFor(() => expect(screen.getByRole('status', { name: '' }).textContent).toMatch(/résultats? affiché/))
  await user.keyboard('{Enter}')
  expect(navigate).toHaveBeenCalledWith('/p/prj_1')
})

test('what was found for other words is not there to be opened while the next answer is on its way', async () => {
  const { user } = draw()
  const field = await screen.findByRole('combobox', { name: /^Rechercher/ })
  await user.type(field, 'ecole')
  await screen.findByRole('option', { name: /École des Tilleuls/ })
  fireEvent.change(field, { target: { value: 'réglages' } })
  const results = within(screen.getByRole('listbox', { name: 'Résultats' }))
  expect(results.getAllByRole('option').map((it) => it.textContent)).toEqual([
    expect.stringContaining('Ouvrir mes réglages'),
  ])
})

test('messages are asked for from three letters on, with the words marked that the server found', async () => {
  const { user, navigate, asked } = draw(found)
  const field = await screen.findByRole('combobox', { name: /^Rechercher/ })
  await user.type(field, 'zz')
  await waitFor(() => expect(asked.some((it) => it.path === '/search')).toBe(true))
  expect(asked.some((it) => it.path === '/messages')).toBe(false)
  fireEvent.change(field, { target: { value: 'zzdecision' } })
  const option = await screen.findByRole('option', { name: /Les décisions/ })
  expect(screen.getByRole('group', { name: 'Messages' }).contains(option)).toBe(true)
  expect(option.querySelector('mark')?.textContent).toBe('décisions')
  expect(option.textContent).toContain('Camille Rovère · #travaux · École des Tilleuls')
  // Of a program that posted for someone, the name is its own.
  expect(screen.getByRole('option', { name: /^Relevé/ }).textContent).toContain(
    'Veille · #travaux · École des Tilleuls',
  )
  await user.click(option)
  expect(navigate).toHaveBeenCalledWith('/p/prj_1/messages/chn_1?message=msg_1')
})

test('from the few messages shown one comes to all of them', async () => {
  const { user, navigate } = draw(found)
  await user.type(await screen.findByRole('combobox', { name: /^Rechercher/ }), 'décision & vote')
  await user.click(await screen.findByRole('option', { name: /^Voir tous les messages trouvés/ }))
  expect(navigate).toHaveBeenCalledWith('/p/prj_1/messages/chn_1?recherche=oui&q=d%C3%A9cision+%26+vote&ou=partout')
})

test('in one project only its messages are looked for, and shown', async () => {
  const { user, navigate } = draw({
    ...found,
    'GET /projects': {
      body: {
        items: [{ id: 'prj_1', name: 'École des Tilleuls', icon: 'school', colour: 'cat-6', my: { pinned: true } }],
        next: null,
      },
    },
  })
  const asked: string[] = []
  const answer = globalThis.fetch
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request.url)
    return answer(request)
  })
  const field = await screen.findByRole('combobox', { name: /^Rechercher/ })
  const projects = screen.getByRole('combobox', { name: 'Projet où chercher' })
  await screen.findByRole('option', { name: 'École des Tilleuls' })
  await user.selectOptions(projects, 'École des Tilleuls')
  await user.type(field, 'ecole')
  await screen.findByRole('option', { name: /Les décisions/ })
  expect(asked.findLast((it) => it.includes('/messages?'))).toContain('project=prj_1')
  expect(screen.queryByRole('group', { name: 'Projets' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Messages' }).getAttribute('aria-pressed')).toBe('true')
  await user.click(screen.getByRole('option', { name: /^Voir tous les messages trouvés/ }))
  expect(navigate).toHaveBeenCalledWith('/p/prj_1/messages/chn_1?recherche=oui&q=ecole')
})
