// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { choose, fill, password, signInBy } from '../src/controls'
import { linkIn } from '../src/mailbox'
import { camille, idriss, maelle, nameOf, type Person } from '../src/people'
import { expect, type Plano, test } from '../src/test'

async function asksForAccess(plano: Plano, person: Person) {
  const page = await plano.window()
  await page.goto('/connexion')
  await page.getByRole('link', { name: 'Demander un accès' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Demander un accès' })).toBeVisible()
  await expectAccessible(page)
  await fill(page, { Prénom: person.given, 'Adresse électronique professionnelle': person.email })
  await page.getByLabel('Nom', { exact: true }).fill(person.family)
  await choose(page, 'Structure', 'Agglomération de Rivemont')
  await fill(page, { 'Pourquoi avez-vous besoin d’un accès ?': 'Je rejoins l’accueil des usagers lundi.' })
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Confirmez votre adresse' })).toBeVisible()

  const link = linkIn(await plano.mail.letterTo(person.email, '/demande#'), '/demande')
  await page.goto(link)
  await expect(page.getByText('Votre adresse est confirmée.')).toBeVisible()
  return page
}

test('a request is approved, and its author signs in for the first time @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await administrator.openToRequests()
  const office = await plano.windowOf(camille, '/administration/demandes')
  await expect(office.getByText('Aucune demande en attente')).toBeVisible()
  await expectAccessible(office)

  const page = await asksForAccess(plano, idriss)

  // It comes by itself in the window that is open.
  await office.getByRole('button', { name: `Accepter la demande de ${nameOf(idriss)}` }).click()
  await expectAccessible(office)
  await office.getByRole('dialog').getByRole('button', { name: 'Accepter la demande' }).click()
  await expect(office.getByText(`${nameOf(idriss)} a maintenant un compte.`).first()).toBeVisible()

  const link = linkIn(await plano.mail.letterTo(idriss.email, '/invitation#'), '/invitation')
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1, name: 'Rejoindre Plano' })).toBeVisible()
  await expectAccessible(page)
  await password(page).fill(idriss.password)
  await page.getByRole('button', { name: 'Créer mon compte' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${idriss.given}` })).toBeVisible()

  const elsewhere = await plano.window()
  await signInBy(elsewhere, idriss.email, idriss.password)
  await expect(elsewhere.getByRole('heading', { level: 1, name: `Bonjour ${idriss.given}` })).toBeVisible()
})

test('a request is refused, and its author is told why @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await administrator.openToRequests()
  await asksForAccess(plano, maelle)

  const office = await plano.windowOf(camille, '/administration/demandes')
  await office.getByRole('button', { name: `Refuser la demande de ${nameOf(maelle)}` }).click()
  const dialog = office.getByRole('dialog')
  await fill(dialog, { 'Motif du refus': 'Votre direction ouvrira ses comptes en janvier.' })
  await dialog.getByRole('button', { name: 'Refuser la demande' }).click()

  const letter = await plano.mail.letterTo(maelle.email, 'en janvier')
  expect(letter.text).toContain('Votre direction ouvrira ses comptes en janvier.')
  const page = await plano.window()
  await signInBy(page, maelle.email, maelle.password)
  await expect(page.getByRole('alert')).toBeVisible()
})
