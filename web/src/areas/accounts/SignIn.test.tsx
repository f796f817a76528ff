// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { meQuery } from '@/api/me'
import { SignIn } from './SignIn'
import { aMe, anInstance, refusal, renderWith } from './testing'

afterEach(() => {
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/connexion')
})

const fill = async (user: Awaited<ReturnType<typeof renderWith>>['user'], password: string) => {
  await user.type(screen.getByRole('textbox', { name: 'Adresse électronique' }), ' camille@rivemont.example ')
  await user.type(screen.getByLabelText('Mot de passe'), password)
  await user.click(screen.getByRole('button', { name: 'Se connecter' }))
}

test('signing in opens the page that was wanted, and nobody is asked again who is there', async () => {
  history.replaceState(null, '', '/connexion?retour=%2Fp%2Fprj_1%2Fmembres')
  const { user, navigate, asked, cache } = renderWith(<SignIn />, { 'POST /session': { body: aMe } })
  await fill(user, 'quatre hiboux')
  await waitFor(() => expect(navigate).toHaveBeenCalledWith('/p/prj_1/membres'))
  expect(asked.find((it) => it.path === '/session')?.body).toEqual({
    email: 'camille@rivemont.example',
    password: 'quatre hiboux',
    stay_signed_in: false,
  })
  expect(cache.getQueryData(meQuery.queryKey)).toEqual(aMe)
})

test.each([
  [true, /Max-Age=\d+/],
  [false, /^(?!.*Max-Age)/],
])('who is there is noted in this browser for as long as the session lives there: %s', async (stays, lives) => {
  const written = vi.spyOn(document, 'cookie', 'set')
  const { user } = renderWith(<SignIn />, { 'POST /session': { body: aMe } })
  if (stays) await user.click(screen.getByRole('checkbox', { name: 'Rester connecté sur cet appareil' }))
  await fill(user, 'quatre hiboux')
  await waitFor(() => expect(written).toHaveBeenCalledOnce())
  expect(written.mock.lastCall?.[0]).toContain(aMe.account.id)
  expect(written.mock.lastCall?.[0]).toMatch(lives)
})

test('a return address that leads elsewhere is not followed', async () => {
  history.replaceState(null, '', '/connexion?retour=%2F%2Fexample.org')
  const { user, navigate } = renderWith(<SignIn />, { 'POST /session': { body: aMe } })
  await fill(user, 'quatre hiboux')
  await waitFor(() => expect(navigate).toHaveBeenCalledWith('/'))
})

test('a refusal says one thing for a wrong address and a wrong password', async () => {
  const { user, navigate } = renderWith(<SignIn />, { 'POST /session': refusal(401, 'session.refused') })
  await fill(user, 'x')
  expect((await screen.findByRole('alert')).textContent).toContain('L’adresse ou le mot de passe ne correspond pas.')
  expect(navigate).not.toHaveBeenCalled()
})

test('too many attempts says how long to wait', async () => {
  const { user } = renderWith(<SignIn />, {
    'POST /session': refusal(429, 'session.throttled', { retry_after_s: 40 }),
  })
  await fill(user, 'x')
  expect((await screen.findByRole('alert')).textContent).toContain('dans 40\u00a0s')
})

test('nothing is sent while a field is blank, and the first one has the focus', async () => {
  const { user, asked } = renderWith(<SignIn />, {})
  await user.click(screen.getByRole('button', { name: 'Se connecter' }))
  expect(asked.some((it) => it.path === '/session')).toBe(false)
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Adresse électronique' })),
  )
})

test('asking for access is offered only where it is open', async () => {
  renderWith(<SignIn />, {
    'GET /instance': { body: { ...anInstance, access_requests: { open: false, email_domains: [] } } },
  })
  await screen.findByText('Agglomération de Rivemont')
  expect(screen.queryByRole('link', { name: 'Demander un accès' })).toBeNull()
})
