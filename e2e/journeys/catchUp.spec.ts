// SPDX-License-Identifier: EUPL-1.2
// Coming back: what happened, read on one page. Passing on, polls, words of which one is told.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { aProject, type Channel, post } from '../src/messages'
import { camille, idriss, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

const log = (page: Page) => page.getByRole('log', { name: 'Messages de général' })
const line = (page: Page, text: string | RegExp) => log(page).getByRole('article').filter({ hasText: text })
const section = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })

test('whoever comes back reads what happened on one page, and puts it behind', async ({ plano }) => {
  const { camilles, channel } = await aProject(plano, maelle)
  const hers = await plano.accountOf(maelle)
  await post(camilles, channel.id, `@[Maëlle](${hers}) peux-tu relire le plan ?`)
  await post(camilles, channel.id, 'Les panneaux seront bleus.', { kind: 'decision' })
  const root = await post(await plano.as(maelle), channel.id, 'Qui ferme samedi ?')
  await post(camilles, channel.id, 'Moi.', { thread: root.id })
  const talk = await camilles.post<{ id: string }>('/me/conversations', { people: [hers] })
  await post(camilles, talk.id, 'As-tu une minute ?')

  const page = await plano.windowOf(maelle)
  await page.goto('/')
  await page.getByRole('main').getByRole('link', { name: 'Rattraper ce qui s’est passé' }).click()
  await expect(page).toHaveURL(/\/rattrapage$/)
  await expect(section(page, 'Mentions').getByText('peux-tu relire le plan')).toBeVisible()
  await expect(section(page, 'Messages directs').getByText('As-tu une minute ?')).toBeVisible()
  await expect(section(page, 'Fils suivis').getByText('Qui ferme samedi ?')).toBeVisible()
  await expect(section(page, 'Décisions').getByText('Les panneaux seront bleus.')).toBeVisible()
  await expect(section(page, 'Canaux les plus animés').getByText('3 messages')).toBeVisible()
  await expectAccessible(page)

  // Since when stands in the address.
  await page.getByLabel('Depuis').selectOption('Ce matin')
  await expect(page).toHaveURL(/depuis=matin/)
  await page.reload()
  await expect(page.getByLabel('Depuis')).toHaveValue('matin')

  // Put behind, and taken back.
  const unread = async () => {
    const mine = await (await plano.as(maelle)).get<{ items: Channel[] }>('/me/channels')
    return mine.items.find((it) => it.id === talk.id)?.unread
  }
  const direct = section(page, 'Messages directs')
  await direct.getByRole('button', { name: 'Tout marquer comme lu' }).click()
  await expect.poll(unread).toBe(0)
  await expect(direct.getByText('1 non lu')).toHaveCount(0)
  await page.getByRole('button', { name: 'Annuler' }).click()
  await expect.poll(unread).toBe(1)
  const threads = section(page, 'Fils suivis')
  await threads.getByRole('button', { name: 'Tout marquer comme lu' }).click()
  await expect(threads.getByText('1 nouvelle réponse')).toHaveCount(0)

  // A line leads to its message, in its place.
  await section(page, 'Mentions')
    .getByRole('link', { name: /peux-tu relire/ })
    .click()
  await expect(line(page, 'peux-tu relire le plan')).toBeVisible()
})

test('nothing new is said so, also on a telephone', async ({ plano }) => {
  await aProject(plano, maelle)
  const page = await plano.windowOf(maelle)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/rattrapage?depuis=vendredi')
  await expect(page.getByRole('heading', { name: 'Rien de neuf depuis vendredi' })).toBeVisible()
  await expectAccessible(page)
})

test('a message is passed on with who said it; who may not read the original is not led there', async ({ plano }) => {
  const { camilles, project, address } = await aProject(plano, maelle, idriss)
  const few = await camilles.post<{ id: string }>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'private',
    name: 'bureau',
    people: [await plano.accountOf(maelle)],
  })
  await post(camilles, few.id, 'Le marché est signé.')

  const page = await plano.windowOf(maelle)
  await page.goto(`/p/${project.id}/messages/${few.id}`)
  const said = page.getByRole('log').getByRole('article').filter({ hasText: 'Le marché est signé.' })
  await said.hover()
  await page.getByRole('button', { name: 'Autres actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Transférer' }).click()
  const dialog = page.getByRole('dialog', { name: 'Transférer le message' })
  await dialog.getByRole('combobox', { name: 'À qui' }).fill('géné')
  await page.getByRole('option', { name: /#général/ }).click()
  await expect(dialog.getByText('Ce message vient d’un échange privé')).toBeVisible()
  await expect(dialog.getByText(/Toutes les personnes qui lisent les messages/)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: /Votre commentaire/ }).fill('Bonne nouvelle')
  await dialog.getByRole('button', { name: 'Transférer', exact: true }).click()
  await expect(dialog).toHaveCount(0)

  const his = await plano.windowOf(idriss)
  await his.goto(address)
  const passed = line(his, 'Bonne nouvelle')
  await expect(passed.getByText('Le marché est signé.')).toBeVisible()
  await expect(passed.getByRole('figure').getByText(nameOf(camille))).toBeVisible()
  await expect(passed.getByText('un canal que vous ne lisez pas')).toBeVisible()
  await page.goto(address)
  await line(page, 'Bonne nouvelle').getByRole('link', { name: 'Voir le message d’origine' }).click()
  await expect(said).toBeVisible()
})

test('a poll is put, answered, changed and closed, live for all', async ({ plano }) => {
  const { address } = await aProject(plano, maelle, idriss)
  const [hers, his] = [await plano.windowOf(maelle), await plano.windowOf(idriss)]
  await hers.goto(address)
  await his.goto(address)
  await hers.getByRole('button', { name: 'Créer un sondage' }).click()
  const dialog = hers.getByRole('dialog', { name: 'Créer un sondage' })
  await dialog.getByRole('textbox', { name: 'Question' }).fill('Quel jour ?')
  await dialog.getByRole('textbox', { name: 'Réponse 1' }).fill('Lundi')
  // What is begun is kept.
  await dialog.getByRole('button', { name: 'Annuler' }).click()
  await hers.getByRole('button', { name: 'Créer un sondage' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Question' })).toHaveValue('Quel jour ?')
  await dialog.getByRole('textbox', { name: 'Réponse 2' }).fill('Mardi')
  await dialog.getByRole('checkbox', { name: 'Vote anonyme' }).check({ force: true })
  await expectAccessible(hers)
  await dialog.getByRole('button', { name: 'Envoyer le sondage' }).click()
  await expect(dialog).toHaveCount(0)

  const poll = (page: Page) => line(page, 'Quel jour ?')
  await poll(his).getByRole('radio', { name: /Mardi/ }).check()
  await poll(his).getByRole('button', { name: 'Voter' }).click()
  await expect(poll(hers).getByText('1 personne a répondu')).toBeVisible()
  await expect(poll(hers).getByText(/1 voix · 100/)).toBeVisible()
  await expect(poll(his).getByText(/personne ne voit qui a choisi quoi/)).toBeVisible()
  await poll(his).getByRole('radio', { name: /Lundi/ }).check()
  await poll(his).getByRole('button', { name: 'Changer mon vote' }).click()
  await expect(poll(hers).getByRole('radio', { name: /Lundi 1 voix/ })).toBeVisible()
  await expectAccessible(his)

  await poll(hers).getByRole('button', { name: 'Clore le sondage' }).click()
  await hers.getByRole('alertdialog').getByRole('button', { name: 'Clore le sondage' }).click()
  await expect(poll(his).getByText(/^Clos/)).toBeVisible()
  await expect(poll(his).getByRole('radio', { name: /Lundi/ })).toBeDisabled()
})

test('whoever asked to hear of a word is told of it, and sees it', async ({ plano }) => {
  const { camilles, channel, address } = await aProject(plano, maelle)
  const page = await plano.windowOf(maelle)
  await page.goto('/reglages/notifications')
  await page.getByRole('textbox', { name: 'Nouveau mot-clé' }).fill('Déménagement')
  await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Mes mots-clés' }).getByText('Déménagement')).toBeVisible()
  await expectAccessible(page)
  await post(camilles, channel.id, 'Le demenagement est avancé.')
  await page.goto('/notifications')
  await expect(page.getByText(/a écrit «\sDéménagement\s» dans/)).toBeVisible()
  await page.goto(address)
  await expect(line(page, 'est avancé').locator('mark')).toHaveText('demenagement')
})
