// SPDX-License-Identifier: EUPL-1.2

import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { choose } from '../src/controls'
import { aProject, type Channel, post } from '../src/messages'
import { camille, idriss, maelle, nameOf } from '../src/people'
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

test('messages are searched by who wrote them, where, when, and with a link; what is asked stands in the address', async ({
  plano,
}) => {
  const { camilles, channel, project, address } = await aProject(plano, maelle, idriss)
  const works = await camilles.post<Channel>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'open',
    name: 'travaux',
  })
  const [hers, his] = [await plano.as(maelle), await plano.as(idriss)]
  await post(hers, channel.id, 'Le chantier commence lundi')
  await post(his, channel.id, 'Le chantier du hall : https://ville.example/hall')
  await post(hers, works.id, 'Chantier terminé : https://ville.example/fin')
  await post(his, works.id, 'Autre sujet')
  const page = await plano.windowOf(camille, address)
  await page.getByRole('button', { name: 'Chercher dans les messages' }).click()
  const panel = page.getByRole('complementary', { name: 'Recherche' })
  const field = panel.getByRole('searchbox', { name: 'Mots du message' })
  const found = panel.getByRole('listitem')
  const link = panel.getByRole('checkbox', { name: 'Avec un lien' })
  const author = panel.getByRole('combobox', { name: 'Auteur' })
  await field.fill('chantier')
  await expect(found).toHaveCount(3)

  // Each narrows what was found; taken back, it widens it.
  await link.check({ force: true })
  await expect(found).toHaveCount(2)
  await author.fill('maë')
  await page.getByRole('option', { name: new RegExp(nameOf(maelle)) }).click()
  await expect(found).toHaveCount(1)
  await expect(found).toContainText('Chantier terminé')
  await expectAccessible(page)
  await choose(panel, 'Où', 'Dans ce canal')
  await expect(panel.getByText('Aucun message trouvé')).toBeVisible()
  await link.uncheck({ force: true })
  await expect(found).toHaveCount(1)
  await expect(found).toContainText('Le chantier commence lundi')

  // An author alone is a question; so is a channel.
  await field.fill('')
  await choose(panel, 'Où', '#travaux')
  await expect(found).toHaveCount(1)
  await expect(found).toContainText('Chantier terminé')
  await author.fill('')
  // The list of authors closes as one leaves it.
  await author.press('Tab')
  await expect(found).toHaveCount(2)

  // Of days: the last one counts whole.
  const day = (ago: number) => {
    const then = new Date(Date.now() - ago * 86_400_000)
    return new Intl.DateTimeFormat('fr-FR', {
      timeZone: 'Europe/Paris',
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
    })
      .format(then)
      .replaceAll('/', '')
  }
  const type = async (name: string, digits: string) => {
    await panel.getByRole('group', { name, exact: true }).getByRole('spinbutton').first().click()
    await page.keyboard.type(digits)
  }
  await type('Du', day(0))
  await type('Au', day(0))
  await expect(page).toHaveURL(/du=.*au=/)
  await expect(found).toHaveCount(2)
  await type('Du', day(2))
  await type('Au', day(1))
  await expect(panel.getByText('Aucun message trouvé')).toBeVisible()

  // As it stands, in another window; and all of it taken back at once.
  await page.reload()
  await expect(panel.getByText('Aucun message trouvé')).toBeVisible()
  await field.fill('chantier')
  await panel.getByRole('button', { name: 'Effacer les filtres' }).click()
  await expect(found).toHaveCount(3)
  await expect(field).toHaveValue('chantier')
  await expect(link).not.toBeChecked()
})
