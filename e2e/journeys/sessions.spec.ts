// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { choose, confirm, expectSignedOut, fill } from '../src/controls'
import { camille } from '../src/people'
import { expect, test } from '../src/test'

test('another window’s session is seen in the list and ended from there @both', async ({ plano }) => {
  await plano.setUp(camille)
  const lost = await plano.windowOf(camille, '/', {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  })
  await expect(lost.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  const page = await plano.windowOf(camille, '/reglages/securite')
  await expect(page.getByText('Cet appareil')).toHaveCount(1)
  await page.getByRole('button', { name: /^Déconnecter Firefox/ }).click()
  await expectSignedOut(lost)
  await expect(page.getByRole('button', { name: /^Déconnecter Firefox/ })).toHaveCount(0)
  // This window stays.
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Sécurité' })).toBeVisible()

  // All the others at once.
  const other = await plano.windowOf(camille)
  await expect(other.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Déconnecter les autres appareils' }).click()
  await confirm(page, 'Déconnecter les autres appareils')
  await expectSignedOut(other)
  await expect(page.getByRole('heading', { level: 1, name: 'Sécurité' })).toBeVisible()
})

test('an application password is made, shown once, and taken away @both', async ({ plano }) => {
  await plano.setUp(camille)
  const page = await plano.windowOf(camille, '/reglages/securite')
  await page.getByRole('button', { name: 'Créer un mot de passe' }).click()
  const creation = page.getByRole('dialog', { name: 'Créer un mot de passe d’application' })
  await fill(creation, { Nom: 'Tableau de bord' })
  await choose(creation, 'Ce qu’il permet', 'Interface de programmation : lire et modifier')
  await expectAccessible(page)
  await creation.getByRole('button', { name: 'Créer le mot de passe' }).click()

  const shown = page.getByRole('dialog', { name: 'Mot de passe créé' })
  const secret = await shown.getByRole('textbox', { name: 'Mot de passe d’application' }).inputValue()
  expect(secret.length, 'long enough that nobody guesses it').toBeGreaterThanOrEqual(20)
  await expectAccessible(page)
  await shown.getByRole('button', { name: 'C’est noté' }).click()
  await expect(page.getByText('Tableau de bord')).toBeVisible()
  await expect(page.getByText('jamais utilisé')).toBeVisible()

  // Nowhere again: neither on the page, nor in what the server says, nor in its log.
  await page.reload()
  await expect(page.getByText('Tableau de bord')).toBeVisible()
  expect(await page.content()).not.toContain(secret)
  expect(JSON.stringify(await (await plano.as(camille)).get('/me/app-passwords'))).not.toContain(secret)
  expect(plano.program.log).not.toContain(secret)

  await page.getByRole('button', { name: 'Retirer le mot de passe « Tableau de bord »' }).click()
  await confirm(page, 'Retirer')
  await expect(page.getByText('Aucun mot de passe d’application.')).toBeVisible()
})
