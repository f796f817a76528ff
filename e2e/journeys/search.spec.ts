// SPDX-License-Identifier: EUPL-1.2
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { camille, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

async function search(page: Page, text: string) {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Rechercher' })
  await palette.getByRole('combobox', { name: /^Rechercher/ }).fill(text)
  return palette
}

test('one box finds projects and people without their accents, and what can be done @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  await administrator.createProject('École des Tilleuls')
  await (await plano.as(maelle)).createProject('École secrète')
  const page = await plano.windowOf(camille)
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()

  const palette = await search(page, 'ecole')
  const projects = palette.getByRole('group', { name: 'Projets' })
  await expect(projects.getByRole('option', { name: 'École des Tilleuls' })).toBeVisible()
  await expect(palette.getByText('École secrète')).toHaveCount(0)
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/École des Tilleuls/)

  await search(page, 'maelle')
  const person = palette.getByRole('group', { name: 'Personnes' }).getByRole('option', { name: nameOf(maelle) })
  await expect(person).toBeVisible()
  await person.click()
  await expect(page).toHaveURL(/\/personnes\//)
  await expect(page.getByText(maelle.email).first()).toBeVisible()

  await search(page, 'prefere nulle part')
  await expect(palette.getByText('Aucun résultat pour « prefere nulle part ».')).toBeVisible()
  await palette.getByRole('combobox', { name: /^Rechercher/ }).fill('reglages')
  await palette.getByRole('group', { name: 'Actions' }).getByRole('option', { name: 'Ouvrir mes réglages' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible()
})
