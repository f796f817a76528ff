// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { ConfirmRequest } from './ConfirmRequest'
import { Invitation } from './Invitation'
import { NewPassword } from './NewPassword'
import { aMe, refusal, renderWith } from './testing'

const TOKEN = 'abcdefghijklmnop0123456789'

afterEach(() => {
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

test('the secret leaves the address at once and is spent once, even where effects run twice', async () => {
  history.replaceState(null, '', `/demande#${TOKEN}`)
  const { asked } = renderWith(
    <StrictMode>
      <ConfirmRequest />
    </StrictMode>,
    { 'POST /access-requests/confirmation': { body: { status: 'waiting' } } },
  )
  await screen.findByText(/Votre adresse est confirmée/)
  expect(location.hash).toBe('')
  expect(asked.filter((it) => it.method === 'POST').map((it) => it.body)).toEqual([{ token: TOKEN }])
})

test('an incomplete link asks nothing of the server', async () => {
  const { asked } = renderWith(<ConfirmRequest />, {})
  await screen.findByText(/Ce lien est incomplet/)
  expect(asked.some((it) => it.method === 'POST')).toBe(false)
})

test('a spent link offers the way on', async () => {
  history.replaceState(null, '', `/demande#${TOKEN}`)
  renderWith(<ConfirmRequest />, { 'POST /access-requests/confirmation': refusal(403, 'link.refused') })
  await screen.findByText(/Ce lien n’est plus valable/)
  expect(screen.getByRole('link', { name: 'Faire une nouvelle demande' })).toBeTruthy()
})

test('a newer link opened in the same tab takes the place of the older one', async () => {
  history.replaceState(null, '', `/demande#${TOKEN}`)
  const newer = `${TOKEN}-newer`
  renderWith(<ConfirmRequest />, {
    'POST /access-requests/confirmation': ({ body }) =>
      (body as { token: string }).token === newer ? { body: { status: 'waiting' } } : refusal(403, 'link.refused'),
  })
  await screen.findByText(/Ce lien n’est plus valable/)
  history.replaceState(null, '', `/demande#${newer}`)
  dispatchEvent(new HashChangeEvent('hashchange'))
  await screen.findByText(/Votre adresse est confirmée/)
  expect(location.hash).toBe('')
})

test('a newer invitation opened in the same tab is read and accepted', async () => {
  history.replaceState(null, '', `/invitation#${TOKEN}`)
  const newer = `${TOKEN}-newer`
  const view = { email: 'nour@ch.example', given_name: 'Nour', family_name: 'Attali', invited_by: 'Camille Rovère' }
  const more = { organisation: 'Accueil', project: null, is_external: false, expires_at: '2026-12-01T00:00:00Z' }
  renderWith(<Invitation />, {
    'POST /invitations/inspection': ({ body }) =>
      (body as { token: string }).token === newer ? { body: { ...view, ...more } } : refusal(403, 'link.refused'),
  })
  await screen.findByText(/Ce lien n’est plus valable/)
  history.replaceState(null, '', `/invitation#${newer}`)
  dispatchEvent(new HashChangeEvent('hashchange'))
  await screen.findByText('Camille Rovère vous invite.')
  expect(screen.queryByText(/Ce lien n’est plus valable/)).toBeNull()
})

test('an outsider reads in plain words what they will see, and until when', async () => {
  history.replaceState(null, '', `/invitation#${TOKEN}`)
  const { user, navigate, asked } = renderWith(<Invitation />, {
    'POST /invitations/inspection': {
      body: {
        email: 'nour@ch.example',
        given_name: 'Nour',
        family_name: 'Attali',
        invited_by: 'Camille Rovère',
        organisation: null,
        project: 'Accueil des usagers',
        is_external: true,
        expires_at: '2026-12-01T00:00:00Z',
        access_ends_on: '2027-02-28',
      },
    },
    'POST /invitations/acceptance': { body: aMe },
  })
  await screen.findByText('Camille Rovère vous invite.')
  const note = screen.getByRole('note').textContent
  expect(note).toContain('vous verrez seulement les projets où vous êtes invité')
  expect(note).toContain('2027')
  await user.type(screen.getByLabelText('Mot de passe'), 'quatre hiboux sous la pluie')
  await user.click(screen.getByRole('button', { name: 'Créer mon compte' }))
  await waitFor(() => expect(navigate).toHaveBeenCalledWith('/'))
  expect(asked.at(-1)?.body ?? asked.find((it) => it.path === '/invitations/acceptance')?.body).toMatchObject({
    token: TOKEN,
    given_name: 'Nour',
    language: 'fr',
  })
})

test('a password that the server refuses is said on its field', async () => {
  history.replaceState(null, '', `/mot-de-passe#${TOKEN}`)
  const { user } = renderWith(<NewPassword />, {
    'POST /password-resets/completion': refusal(422, 'invalid', {
      fields: [{ field: 'password', code: 'password.guessable' }],
    }),
  })
  const field = screen.getByLabelText('Nouveau mot de passe')
  await user.type(field, 'quatre hiboux')
  expect(screen.getByText(/Cela suffit/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Enregistrer et me connecter' }))
  await screen.findByText(/trop facile à deviner/)
  expect(field.getAttribute('aria-invalid')).toBe('true')
})
