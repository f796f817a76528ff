// SPDX-License-Identifier: EUPL-1.2
import { screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { draw } from '../testing/draw'
import { askedFor, forget, refusal, serve } from '../testing/fakeClient'
import { anAccount } from '../testing/things'
import { AccountsPage } from './AccountsPage'

vi.mock('@/api/client', () => import('../testing/fakeClient'))

const solene = anAccount('Solène Duvauchel')
const idriss = anAccount('Idriss Benkacem', { role: 'instance_admin' })

beforeEach(() => {
  forget()
  serve({
    'GET /admin/accounts': () => ({ items: [solene, idriss], next: 'n2', total: 100_000, active: 2, deactivated: 0 }),
    'GET /admin/access-requests': () => ({ items: [], next: null, waiting: 0 }),
    'GET /admin/organisations': () => ({ items: [] }),
  })
})

test('an action on several accounts says, for each that did not change, why', async () => {
  serve({
    'POST /admin/accounts/bulk': () => ({
      items: [
        { account: solene.person.id, done: true },
        { account: idriss.person.id, done: false, code: 'account.last_administrator' },
      ],
    }),
  })
  const { user } = draw(AccountsPage, '/administration/comptes')
  await user.click(await screen.findByRole('checkbox', { name: 'Tout sélectionner' }))
  await user.click(screen.getByRole('button', { name: 'Suspendre' }))
  const question = await screen.findByRole('alertdialog')
  await user.click(within(question).getByRole('button', { name: 'Suspendre' }))

  const report = await screen.findByRole('dialog', { name: 'Résultat' })
  expect(report.textContent).toContain('1 compte traité, 1 sans changement.')
  expect(within(report).getByRole('listitem').textContent).toContain(
    'Idriss BenkacemC’est la dernière personne qui administre l’installation.',
  )
  expect(askedFor('POST /admin/accounts/bulk')[0]?.body).toEqual({
    action: 'deactivate',
    accounts: [solene.person.id, idriss.person.id],
  })
})

test('keeping the accounts asks the server for nothing', async () => {
  const { user } = draw(AccountsPage, '/administration/comptes')
  await user.click(await screen.findByRole('checkbox', { name: 'Sélectionner Solène Duvauchel' }))
  await user.click(screen.getByRole('button', { name: 'Suspendre' }))
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Garder' }))
  expect(askedFor('POST /admin/accounts/bulk')).toEqual([])
})

test('the next page asks for what comes after this one, and another filter begins again', async () => {
  const { user } = draw(AccountsPage, '/administration/comptes')
  await user.click(await screen.findByRole('button', { name: 'Page suivante' }))
  expect(await screen.findByText(/51 à 52 sur/)).toBeTruthy()
  expect(askedFor('GET /admin/accounts').at(-1)?.query.after).toBe('n2')

  await user.selectOptions(screen.getByRole('combobox', { name: 'État' }), 'Suspendu')
  expect(await screen.findByText(/1 à 2 sur/)).toBeTruthy()
  expect(askedFor('GET /admin/accounts').at(-1)?.query).toMatchObject({ after: undefined, status: 'deactivated' })
})

test('the banner says since when the oldest request waits, whichever came last', async () => {
  serve({
    'GET /admin/access-requests': () => ({
      items: [],
      next: 'n1',
      waiting: 3,
      oldest_asked_at: '2026-10-01T07:00:00Z',
    }),
  })
  draw(AccountsPage, '/administration/comptes')
  expect(await screen.findByText(/3 demandes/)).toBeTruthy()
  expect(screen.getByText(/^La plus ancienne.*octobre|^La plus ancienne.*oct\./)).toBeTruthy()
})

test('a second press after a cut sends the same key, and another address another key', async () => {
  serve({
    'GET /admin/organisations': () => ({
      items: [{ ...organisation, id: 'org_1', name: 'Bâtiments' }],
    }),
    'POST /admin/accounts': () => {
      throw refusal(503, 'busy')
    },
  })
  const { user } = draw(AccountsPage, '/administration/comptes?structure=org_1')
  await user.click(await screen.findByRole('button', { name: 'Créer un compte' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Créer un compte' }))
  await user.type(dialog.getByRole('textbox', { name: 'Adresse électronique' }), 'a@rivemont.example')
  await user.type(dialog.getByRole('textbox', { name: 'Prénom' }), 'Nour')
  await user.type(dialog.getByRole('textbox', { name: 'Nom' }), 'Attali')
  const submit = () => user.click(dialog.getByRole('button', { name: 'Créer le compte' }))
  await submit()
  await dialog.findByRole('alert')
  await submit()
  await user.type(dialog.getByRole('textbox', { name: 'Nom' }), '-Faure')
  await submit()
  const drafts = askedFor('POST /admin/accounts').map((it) => (it.body as { draft: string }).draft)
  expect(drafts).toHaveLength(3)
  expect(drafts[1]).toBe(drafts[0])
  expect(drafts[2]).not.toBe(drafts[0])
})

test('an address already taken is said under its field', async () => {
  serve({
    'GET /admin/organisations': () => ({ items: [organisation] }),
    'POST /admin/accounts': () => {
      throw refusal(409, 'account.email_taken')
    },
  })
  const { user } = draw(AccountsPage, '/administration/comptes?structure=org_1')
  await user.click(await screen.findByRole('button', { name: 'Créer un compte' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Créer un compte' }))
  const email = dialog.getByRole('textbox', { name: 'Adresse électronique' })
  await user.type(email, 'a@rivemont.example')
  await user.type(dialog.getByRole('textbox', { name: 'Prénom' }), 'Nour')
  await user.type(dialog.getByRole('textbox', { name: 'Nom' }), 'Attali')
  await user.click(dialog.getByRole('button', { name: 'Créer le compte' }))
  await dialog.findByText('Un compte existe déjà avec cette adresse.')
  const described = document.getElementById(email.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '')
  expect(described?.textContent).toContain('Un compte existe déjà')
})

test('someone who administers nothing is told so and sees no account', async () => {
  draw(AccountsPage, '/administration/comptes', {
    is_instance_admin: false,
    can: { create_projects: true, search_people: true, administer: false },
  })
  expect(
    await screen.findByRole('heading', { level: 1, name: 'L’administration n’est pas ouverte à votre compte' }),
  ).toBeTruthy()
  expect(askedFor('GET /admin/accounts')).toEqual([])
})

test('the administration of a branch is told what it sees', async () => {
  draw(AccountsPage, '/administration/comptes', {
    is_instance_admin: false,
    administers: [{ id: 'org_1', name: 'Bâtiments' }],
  })
  expect((await screen.findByRole('note')).textContent).toContain('Vous administrez Bâtiments.')
})

const organisation = {
  id: 'org_1',
  name: 'Bâtiments',
  parent: null,
  path: ['Bâtiments'],
  can: { manage: true, add_child: true, delete: true },
}
