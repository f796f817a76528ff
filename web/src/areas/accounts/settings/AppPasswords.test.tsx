// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderWith } from '../testing'
import { AppPasswords } from './AppPasswords'

afterEach(() => vi.unstubAllGlobals())

test('only what opens something today is offered, and reading first', async () => {
  const { user, asked } = renderWith(<AppPasswords />, {
    'GET /me/app-passwords': { body: { items: [] } },
    'POST /me/app-passwords': { status: 201, body: { id: 'apw_1', secret: 'secret' } },
  })
  await user.click(screen.getByRole('button', { name: 'Créer un mot de passe' }))
  const dialog = await screen.findByRole('dialog')
  const scope = within(dialog).getByRole('combobox', { name: /Ce qu’il permet/ })
  expect(
    within(scope)
      .getAllByRole('option')
      .map((it) => it.getAttribute('value')),
  ).toEqual(['api:read', 'api', 'messages:read', 'messages:post', 'messages'])

  await user.type(within(dialog).getByRole('textbox', { name: /Nom/ }), 'Tableau de bord')
  await user.click(within(dialog).getByRole('button', { name: 'Créer le mot de passe' }))
  await screen.findByRole('button', { name: 'C’est noté' })
  expect(asked.find((it) => it.method === 'POST')?.body).toEqual({ name: 'Tableau de bord', scope: 'api:read' })
})

test('a password whose module is not there yet keeps its name in the list', async () => {
  renderWith(<AppPasswords />, {
    'GET /me/app-passwords': {
      body: {
        items: [
          {
            id: 'apw_1',
            name: 'Portable',
            scope: 'files:read',
            project: null,
            created_at: '2026-11-01T08:00:00Z',
            last_used_at: null,
            expires_on: null,
          },
        ],
      },
    },
  })
  expect(await screen.findByText(/^Documents\s: lire$/)).toBeDefined()
})

test('one that is removed leaves the focus to another', async () => {
  const aPassword = (id: string, name: string) => ({
    id,
    name,
    scope: 'api',
    project: null,
    created_at: '2026-11-01T08:00:00Z',
    last_used_at: null,
    expires_on: null,
  })
  let items = [aPassword('apw_1', 'Portable'), aPassword('apw_2', 'Bureau')]
  const { user } = renderWith(<AppPasswords />, {
    'GET /me/app-passwords': () => ({ body: { items } }),
    'DELETE /me/app-passwords/apw_1': () => {
      items = items.slice(1)
      return { status: 204 }
    },
  })
  const list = await screen.findByRole('list', { name: 'Mots de passe d’application' })
  expect(within(list).getAllByRole('listitem')).toHaveLength(2)
  await user.click(await screen.findByRole('button', { name: /Portable/ }))
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Retirer' }))
  await waitFor(() => expect(screen.queryByText('Portable')).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: /Bureau/ })))
})
