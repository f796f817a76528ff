// SPDX-License-Identifier: EUPL-1.2
import { screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { type Answers, aMe, renderWith } from '../testing'
import { SecuritySettings } from './SecuritySettings'

afterEach(() => vi.unstubAllGlobals())

const aProgram = (id: string) => ({
  id,
  name: `Portable ${id}`,
  scope: 'api',
  project: null,
  created_at: '2026-11-01T08:00:00Z',
  last_used_at: null,
  expires_on: null,
})

async function changing(programs: string[]) {
  const answers: Answers = {
    'GET /me': { body: aMe },
    'GET /me/sessions': { body: { items: [] } },
    'GET /me/app-passwords': { body: { items: programs.map(aProgram) } },
    'PUT /me/password': { status: 204 },
  }
  const rendered = renderWith(<SecuritySettings />, answers)
  if (programs[0]) await screen.findByText(`Portable ${programs[0]}`)
  else await screen.findByText('Aucun mot de passe d’application.')
  await rendered.user.click(screen.getByRole('button', { name: 'Modifier le mot de passe' }))
  const dialog = within(await screen.findByRole('dialog'))
  await rendered.user.type(dialog.getByLabelText('Mot de passe actuel'), 'quatre vaches bleues')
  await rendered.user.type(dialog.getByLabelText('Nouveau mot de passe'), 'quatre hiboux sous la pluie')
  const send = async () => {
    await rendered.user.click(dialog.getByRole('button', { name: 'Modifier le mot de passe' }))
    await vi.waitFor(() => expect(rendered.asked.some((it) => it.method === 'PUT')).toBe(true))
    return rendered.asked.find((it) => it.method === 'PUT')?.body
  }
  return { ...rendered, dialog, send }
}

test('a password is changed, and application passwords end only where that is ticked', async () => {
  const { dialog, user, send } = await changing(['a', 'b'])
  const box = dialog.getByRole('checkbox', { name: 'Mettre fin aussi à mes 2 mots de passe d’application' })
  expect(box).toHaveProperty('checked', false)
  await user.click(box)
  expect(await send()).toMatchObject({ end_app_passwords: true })
})

test('left alone, the box ends nothing', async () => {
  const { dialog, send } = await changing(['a'])
  dialog.getByRole('checkbox', { name: 'Mettre fin aussi à mon mot de passe d’application' })
  expect(await send()).toMatchObject({ end_app_passwords: false })
})

test('who has no application password is not asked about them', async () => {
  const { dialog, send } = await changing([])
  expect(dialog.queryByRole('checkbox')).toBeNull()
  expect(await send()).toMatchObject({ end_app_passwords: false })
})
