// SPDX-License-Identifier: EUPL-1.2
import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { FreshSignIn } from './FreshSignIn'
import { confirmIdentity } from './freshSignIn'
import { refusal, renderWith } from './testing'

afterEach(() => vi.unstubAllGlobals())

const ask = () => {
  let promise: Promise<boolean> = Promise.resolve(false)
  act(() => {
    promise = confirmIdentity()
  })
  return promise
}

test('a right password lets the operation go on; several that wait share the answer', async () => {
  const { user, asked } = renderWith(<FreshSignIn />, { 'POST /session/confirmation': { status: 204 } })
  const first = ask()
  const second = ask()
  await user.type(await screen.findByLabelText('Mot de passe'), 'quatre hiboux')
  await user.click(screen.getByRole('button', { name: 'Continuer' }))
  expect(await first).toBe(true)
  expect(await second).toBe(true)
  expect(asked.filter((it) => it.path === '/session/confirmation')).toHaveLength(1)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('a wrong password is said on the field and the question stays', async () => {
  const { user } = renderWith(<FreshSignIn />, { 'POST /session/confirmation': refusal(401, 'session.refused') })
  const answer = ask()
  await user.type(await screen.findByLabelText('Mot de passe'), 'x')
  await user.click(screen.getByRole('button', { name: 'Continuer' }))
  await waitFor(() => expect(screen.getByLabelText('Mot de passe').getAttribute('aria-invalid')).toBe('true'))
  await user.click(screen.getByRole('button', { name: 'Annuler' }))
  expect(await answer).toBe(false)
})

test('nothing typed is there the next time', async () => {
  const { user } = renderWith(<FreshSignIn />, {})
  const first = ask()
  await user.type(await screen.findByLabelText('Mot de passe'), 'secret')
  await user.click(screen.getByRole('button', { name: 'Annuler' }))
  await first
  const second = ask()
  await waitFor(() => expect((screen.getByLabelText('Mot de passe') as HTMLInputElement).value).toBe(''))
  await user.click(screen.getByRole('button', { name: 'Annuler' }))
  await second
})
