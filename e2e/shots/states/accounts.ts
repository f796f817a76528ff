// SPDX-License-Identifier: EUPL-1.2
// States of what one does with one’s own account: coming in, personal settings.
import type { Page } from '@playwright/test'
import type { Words } from '../../src/words'
import { answers, given } from './answers'
import { press, type State } from './state'

const createAppPassword = async (page: Page, { accounts: t }: Words) => {
  await page.getByRole('button', { name: t.appPasswords.create, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: t.appPasswords.createTitle })
  await dialog.getByRole('textbox', { name: t.appPasswords.name }).fill('Tableau de bord du service')
  await dialog.getByRole('button', { name: t.appPasswords.send }).click()
}

export const accounts: readonly State[] = [
  {
    name: 'connexion-refusee',
    path: '/connexion',
    who: 'nobody',
    act: async (page, { accounts: t }) => {
      await page.getByRole('textbox', { name: t.fields.email }).fill('personne@rivemont.example')
      await page.locator('input[type=password]').fill('pas le bon mot de passe')
      await press(page, t.signIn.send)
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'demande-acces-incomplete',
    path: '/demande-acces',
    who: 'nobody',
    act: async (page, { accounts: t }) => {
      await press(page, t.request.send)
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'mot-de-passe-oublie-envoye',
    path: '/mot-de-passe-oublie',
    who: 'nobody',
    act: async (page, { accounts: t }) => {
      await page.getByRole('textbox', { name: t.fields.email }).fill('personne@rivemont.example')
      await press(page, t.forgotten.send)
      await page.getByRole('heading', { name: t.forgotten.sentTitle }).waitFor()
    },
  },
  {
    name: 'changer-de-mot-de-passe',
    path: '/reglages/securite',
    who: 'member',
    act: async (page, { accounts: t }) => {
      await page.getByRole('button', { name: t.security.change }).first().click()
      await page.getByRole('dialog', { name: t.security.changeTitle }).waitFor()
    },
  },
  {
    name: 'changer-de-mot-de-passe-refuse',
    path: '/reglages/securite',
    who: 'member',
    before: answers('PUT', '**/api/v1/me/password', 422, 'session.refused'),
    act: async (page, { accounts: t }) => {
      await page.getByRole('button', { name: t.security.change }).first().click()
      const dialog = page.getByRole('dialog', { name: t.security.changeTitle })
      await dialog.getByRole('button', { name: t.security.changePassword }).waitFor()
      for (const field of await dialog.locator('input[type=password]').all())
        await field.fill('Barrage-Orage-Fenouil-47')
      await dialog.getByRole('button', { name: t.security.changePassword }).click()
      await dialog.locator('[aria-invalid=true], [role=alert]').first().waitFor()
    },
  },
  {
    name: 'mot-de-passe-d-application',
    path: '/reglages/securite',
    who: 'member',
    act: async (page, { accounts: t }) => {
      await page.getByRole('button', { name: t.appPasswords.create, exact: true }).click()
      await page.getByRole('dialog', { name: t.appPasswords.createTitle }).waitFor()
    },
  },
  {
    name: 'mot-de-passe-d-application-cree',
    path: '/reglages/securite',
    who: 'member',
    before: given(
      'POST',
      '**/api/v1/me/app-passwords',
      { id: 'apw_00000000000000000000000001', secret: 'plano-exemple-3kq7-vw2m-8hdt-x9rc' },
      201,
    ),
    act: async (page, words) => {
      await createAppPassword(page, words)
      await page.getByRole('dialog', { name: words.accounts.appPasswords.secretTitle }).waitFor()
    },
  },
  {
    name: 'confirmer-son-mot-de-passe',
    path: '/reglages/securite',
    who: 'member',
    before: answers('POST', '**/api/v1/me/app-passwords', 403, 'session.not_fresh'),
    act: async (page, words) => {
      await createAppPassword(page, words)
      await page
        .getByRole('dialog', { name: words.accounts.fresh.title })
        .locator('input[type=password]:focus')
        .waitFor()
    },
  },
  {
    name: 'changer-d-adresse',
    path: '/reglages/profil',
    who: 'member',
    act: async (page, { accounts: t }) => {
      await press(page, t.profile.changeEmail)
      await page.getByRole('dialog', { name: t.profile.changeEmailTitle }).waitFor()
    },
  },
  {
    name: 'nouvelle-adresse-confirmee',
    path: '/adresse#jeton-de-changement',
    who: 'nobody',
    before: async (page) =>
      await page.route('**/api/v1/email-changes/confirmation', (route) => route.fulfill({ status: 204 })),
    act: async (page, { accounts: t }) => await page.getByText(t.emailChange.done).waitFor(),
  },
  {
    name: 'invitation-valable',
    path: '/invitation#jeton-d-invitation',
    who: 'nobody',
    before: given('POST', '**/api/v1/invitations/inspection', {
      email: 'lena.vasseur@atelier-vasseur.example',
      given_name: 'Léna',
      family_name: 'Vasseur',
      invited_by: 'Camille Rovère',
      is_external: true,
      organisation: 'Agglomération de Rivemont',
      project: 'Plan vélo 2027–2030',
      access_ends_on: '2027-02-26',
      expires_at: '2026-12-06T08:12:00Z',
    }),
    act: async (page, { accounts: t }) => await page.getByRole('button', { name: t.invitation.send }).waitFor(),
  },
]
