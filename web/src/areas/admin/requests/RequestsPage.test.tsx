// SPDX-License-Identifier: EUPL-1.2
import { screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { draw } from '../testing/draw'
import { askedFor, forget, refusal, serve } from '../testing/fakeClient'
import { anOrganisation, aRequest } from '../testing/things'
import { RequestsPage } from './RequestsPage'

vi.mock('@/api/client', () => import('../testing/fakeClient'))

const request = aRequest('Maëlle Kervadec')

beforeEach(() => {
  forget()
  serve({
    'GET /admin/access-requests': ({ query }) => ({
      items: query.status === 'waiting' ? [request] : [],
      next: null,
      waiting: 1,
    }),
    'GET /admin/organisations': () => ({ items: [anOrganisation('Bâtiments', null, { id: 'org_1' })] }),
  })
})

test('a request is not refused without the reason that the person will read', async () => {
  serve({ 'PUT /admin/access-requests/{request}/refusal': () => ({ ...request, status: 'refused' }) })
  const { user } = draw(RequestsPage, '/administration/demandes')
  await user.click(await screen.findByRole('button', { name: 'Refuser la demande de Maëlle Kervadec' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.click(dialog.getByRole('button', { name: 'Refuser la demande' }))
  expect(document.activeElement).toBe(dialog.getByRole('textbox', { name: 'Motif du refus' }))
  expect(askedFor('PUT /admin/access-requests/{request}/refusal')).toEqual([])

  await user.type(dialog.getByRole('textbox', { name: 'Motif du refus' }), 'Compte partagé existant.')
  await user.click(dialog.getByRole('button', { name: 'Refuser la demande' }))
  expect(await screen.findByText('La demande de Maëlle Kervadec est refusée.')).toBeTruthy()
  expect(askedFor('PUT /admin/access-requests/{request}/refusal')[0]?.body).toEqual({
    reason: 'Compte partagé existant.',
  })
})

test('when a colleague answered first, it is said and nothing more can be sent', async () => {
  serve({
    'PUT /admin/access-requests/{request}/approval': () => {
      throw refusal(409, 'access_request.answered')
    },
  })
  const { user } = draw(RequestsPage, '/administration/demandes')
  await user.click(await screen.findByRole('button', { name: 'Accepter la demande de Maëlle Kervadec' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.click(dialog.getByRole('button', { name: 'Accepter la demande' }))
  expect((await dialog.findByRole('alert')).textContent).toContain('Quelqu’un a déjà répondu à cette demande.')
  expect(dialog.queryByRole('button', { name: 'Accepter la demande' })).toBeNull()
  expect(askedFor('PUT /admin/access-requests/{request}/approval')[0]?.body).toEqual({ organisation: 'org_1' })
})
