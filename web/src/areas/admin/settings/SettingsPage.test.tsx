// SPDX-License-Identifier: EUPL-1.2
import { act, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { settings as settingsQuery } from '../queries'
import { draw } from '../testing/draw'
import { askedFor, forget, serve } from '../testing/fakeClient'
import { someSettings } from '../testing/things'
import { SettingsPage } from './SettingsPage'

vi.mock('@/api/client', () => import('../testing/fakeClient'))

beforeEach(() => {
  forget()
  serve({ 'GET /admin/settings': () => someSettings() })
})

test('what a colleague saves meanwhile does not wipe out what is being typed', async () => {
  const { user, cache } = draw(SettingsPage, '/administration/reglages')
  const name = await screen.findByRole('textbox', { name: 'Nom de l’installation' })
  await user.type(name, ' agglomération')
  act(() => cache.setQueryData(settingsQuery.queryKey, someSettings({ instance_name: 'Valmoy', etag: '"2"' })))
  expect(await screen.findByText(/Les réglages ont changé entre-temps/)).toBeTruthy()
  expect((name as HTMLInputElement).value).toBe('Rivemont agglomération')
})

test('untouched, the form follows what a colleague saves', async () => {
  const { cache } = draw(SettingsPage, '/administration/reglages')
  await screen.findByDisplayValue('Rivemont')
  act(() => cache.setQueryData(settingsQuery.queryKey, someSettings({ instance_name: 'Valmoy', etag: '"2"' })))
  expect(await screen.findByDisplayValue('Valmoy')).toBeTruthy()
})

test('a wrong domain is named and nothing is sent', async () => {
  const { user } = draw(SettingsPage, '/administration/reglages')
  await user.type(await screen.findByRole('textbox', { name: /Domaines de messagerie admis/ }), 'camille@rivemont.fr')
  await user.click(screen.getByRole('button', { name: 'Enregistrer les réglages' }))
  expect(await screen.findByText(/« camille@rivemont.fr » n’est pas un domaine/)).toBeTruthy()
  expect(askedFor('PUT /admin/settings')).toEqual([])
})

test('saving sends the version that was read', async () => {
  serve({ 'PUT /admin/settings': () => someSettings({ access_requests_open: false, etag: '"2"' }) })
  const { user } = draw(SettingsPage, '/administration/reglages')
  await user.click(await screen.findByRole('checkbox', { name: 'Accepter les demandes d’accès' }))
  await user.click(screen.getByRole('button', { name: 'Enregistrer les réglages' }))
  expect(await screen.findByText('Tout est enregistré.')).toBeTruthy()
  const asked = askedFor('PUT /admin/settings')[0]
  expect(asked).toMatchObject({ headers: { 'If-Match': '"1"' }, body: { access_requests_open: false } })
  // Said once: the server refuses a field that it does not know.
  expect(asked?.body).not.toHaveProperty('etag')
})

test('the administration of a branch is told that these are not its settings', async () => {
  draw(SettingsPage, '/administration/reglages', {
    is_instance_admin: false,
    administers: [{ id: 'org_1', name: 'X' }],
  })
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Cette page concerne toute l’installation' }),
  ).toBeTruthy()
  expect(askedFor('GET /admin/settings')).toEqual([])
})
