// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { fill, openInvitation, password } from '../src/controls'
import { linkIn } from '../src/mailbox'
import { camille, lena, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

test('an outsider invited for three months sees one project, and nobody else @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const bikes = await administrator.createProject('Plan vélo 2027–2030')
  const budget = await administrator.createProject('Budget 2027')

  const page = await plano.windowOf(camille, `/p/${bikes.id}`)
  const dialog = await openInvitation(page)
  await dialog.getByRole('combobox', { name: 'Personnes, groupes ou adresses' }).fill(lena.email)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Un invité externe ne peut pas :')).toBeVisible()
  await fill(dialog, { Prénom: lena.given })
  await dialog.getByLabel(/^Nom( |$)/).fill(lena.family)
  await dialog.getByRole('button', { name: 'Dans 3 mois' }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Envoyer l’invitation' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('row').filter({ hasText: lena.family })).toContainText('Invitation envoyée')

  // Her own browser, from the letter.
  const hers = await plano.window()
  await hers.goto(linkIn(await plano.mail.letterTo(lena.email, '/invitation#'), '/invitation'))
  await expect(hers.getByText('Vous rejoignez Plano comme personne externe')).toBeVisible()
  await expect(hers.getByText('Votre accès se terminera le')).toBeVisible()
  await password(hers).fill(lena.password)
  await hers.getByRole('button', { name: 'Créer mon compte' }).click()
  await expect(hers.getByRole('heading', { level: 1, name: `Bonjour ${lena.given}` })).toBeVisible()
  await expect(hers.getByText('Vous êtes invité externe.')).toBeVisible()
  await expectAccessible(hers)

  // One project; the other does not exist for her, and says nothing of itself.
  await hers.goto('/projets')
  await expect(hers.getByRole('main').getByText('Plan vélo 2027–2030')).toBeVisible()
  await expect(hers.getByText('Budget 2027')).toHaveCount(0)
  await hers.goto(`/p/${budget.id}`)
  await expect(hers.getByText('Cette page n’existe pas ou n’est plus accessible')).toBeVisible()
  await expect(hers.getByText('Budget 2027')).toHaveCount(0)
  await expectAccessible(hers)

  // What he may not do is said where he would look for it.
  await hers.goto(`/p/${bikes.id}`)
  await expect(hers.getByText('Vous êtes invité externe dans ce projet.')).toBeVisible()
  await expect(
    hers.getByText('Vous ne pouvez ni chercher dans l’annuaire, ni créer de projet, ni inviter d’autres personnes.'),
  ).toBeVisible()
  await hers.getByRole('link', { name: 'Membres', exact: true }).click()
  await expect(hers.getByRole('row').filter({ hasText: nameOf(camille) })).toBeVisible()
  await expect(hers.getByRole('button', { name: 'Inviter', exact: true })).toHaveCount(0)
  await hers.goto('/projets/nouveau')
  await expect(hers.getByText('Vous ne pouvez pas créer de projet')).toBeVisible()
  await expect(hers.getByText('Demandez à la personne qui vous a invité de créer le projet.')).toBeVisible()
  await expectAccessible(hers)

  // No directory: a colleague of no shared project cannot be found.
  await hers.keyboard.press('Control+k')
  await hers
    .getByRole('dialog')
    .getByRole('combobox', { name: /^Rechercher/ })
    .fill(maelle.family)
  await expect(hers.getByText(`Aucun résultat pour « ${maelle.family} ».`)).toBeVisible()
  await hers.keyboard.press('Escape')

  // And she is marked for the others, who see her come in without doing anything.
  const row = page.getByRole('row').filter({ hasText: nameOf(lena) })
  await expect(row).toContainText('Actif')
  await expect(row).toContainText('externe')
})
