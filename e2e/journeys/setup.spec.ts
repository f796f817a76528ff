// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { fill, password } from '../src/controls'
import { camille, nameOf } from '../src/people'
import { expect, test } from '../src/test'

test('from the set-up link to the first project @both', async ({ plano }) => {
  const page = await plano.window()
  const link = await plano.program.setUpLink()
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1, name: 'Installer Plano' })).toBeVisible()
  expect(page.url(), 'the secret does not stay in the address').not.toContain('#')
  await expectAccessible(page)

  await fill(page, {
    'Nom de l’installation': 'Agglomération de Rivemont',
    'Première structure': 'Agglomération de Rivemont',
    Prénom: camille.given,
    'Adresse électronique': camille.email,
  })
  await page.getByLabel('Nom', { exact: true }).fill(camille.family)
  await password(page).fill(camille.password)
  await page.getByRole('button', { name: 'Créer l’installation' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('main').getByRole('link', { name: 'Nouveau projet' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Nouveau projet' })).toBeVisible()
  await expectAccessible(page)
  await fill(page, { 'Nom du projet': 'Accueil des usagers' })
  await page.getByRole('button', { name: 'Créer le projet' }).click()
  await expect(page).toHaveURL(/\/p\/prj_/)
  await expect(page).toHaveTitle(/Accueil des usagers.*Plano/)
  await expectAccessible(page)

  // It is there for good: another browser, signed in, sees it.
  const elsewhere = await plano.windowOf(camille, '/projets')
  await expect(elsewhere.getByRole('main').getByText('Accueil des usagers')).toBeVisible()

  // The link has served.
  const late = await plano.window()
  await late.goto(link)
  await fill(late, {
    'Nom de l’installation': 'Une autre',
    'Première structure': 'Une autre',
    Prénom: 'Une',
    'Adresse électronique': 'une.autre@ailleurs.example',
  })
  await late.getByLabel('Nom', { exact: true }).fill('Autre')
  await password(late).fill('une-autre-phrase-bien-longue')
  await late.getByRole('button', { name: 'Créer l’installation' }).click()
  await expect(late.getByRole('main').getByRole('link', { name: 'Se connecter' })).toBeVisible()
  await expect(late.getByText(nameOf(camille))).toHaveCount(0)
})
