// SPDX-License-Identifier: EUPL-1.2
// What is done with a message once it is there: quoted, pinned, answered where one only answers in threads, settled.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { aProject, type Channel, post } from '../src/messages'
import { camille, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

const composer = (page: Page, name = 'Écrire dans #général') => page.getByRole('textbox', { name })
const log = (page: Page) => page.getByRole('log', { name: 'Messages de général' })
const line = (page: Page, text: string | RegExp) => log(page).getByRole('article').filter({ hasText: text })
const thread = (page: Page) => page.getByRole('complementary', { name: 'Fil' })
const tools = (page: Page) => page.getByRole('toolbar', { name: 'Actions sur le message' })

async function inTheMenuOf(page: Page, text: string, item: string): Promise<void> {
  await line(page, text).first().hover()
  await tools(page).getByRole('button', { name: 'Autres actions' }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

test('a message is quoted, its quote leads to it, and says so when it is taken back or gone', async ({ plano }) => {
  const { camilles, channel, address } = await aProject(plano, maelle)
  const far = await post(camilles, channel.id, 'Le bleu se lit mieux.')
  for (let n = 1; n <= 60; n++) await post(camilles, channel.id, `Message ${n}`)
  await post(camilles, channel.id, 'Alors on retient le bleu.', { quotes: far.id, kind: 'decision' })
  await post(camilles, channel.id, 'Le devis est arrivé.')
  const hers = await plano.as(maelle)
  await hers.put(`/channels/${channel.id}/read`, { seq: 63 })
  const [left, right] = [await plano.windowOf(camille, address), await plano.windowOf(maelle, address)]
  const quoteIn = (page: Page, text: string) => line(page, text).getByRole('button', { name: nameOf(camille) })

  // Begun, thought better of, begun again from the menu.
  await line(right, 'Le devis').hover()
  await tools(right).getByRole('button', { name: 'Citer' }).click()
  await expect(composer(right)).toBeFocused()
  await expect(right.getByText(`Vous citez ${nameOf(camille)}`)).toBeVisible()
  await expectAccessible(right)
  await right.getByRole('button', { name: 'Ne plus citer' }).click()
  await expect(right.getByText('Vous citez')).toHaveCount(0)
  await inTheMenuOf(right, 'Le devis', 'Citer')
  await composer(right).fill('Je le relis demain.')
  await composer(right).press('Enter')
  await expect(right.getByText('Vous citez')).toHaveCount(0)
  for (const page of [left, right])
    await expect(quoteIn(page, 'Je le relis')).toHaveText(`${nameOf(camille)} Le devis est arrivé.`)
  await expectAccessible(left)

  // Of one far above, which is not even loaded: there, and marked as what was looked for.
  await expect(line(right, 'Message 1').first()).not.toBeInViewport()
  await quoteIn(right, 'Alors on retient').click()
  const original = log(right).getByRole('article').filter({ hasText: 'Le bleu se lit mieux.', hasNotText: 'Alors' })
  await expect(original).toBeInViewport()
  await expect(original).toBeFocused()
  await right.getByRole('button', { name: 'Aller aux derniers messages' }).click()

  // Taken back by who wrote it: what quoted it says so, at once and to all.
  await inTheMenuOf(left, 'Le devis', 'Retirer le message')
  await left.getByRole('alertdialog').getByRole('button', { name: 'Retirer le message' }).click()
  for (const page of [left, right]) {
    await expect(line(page, 'Je le relis')).toContainText('Message d’origine retiré')
    await expect(log(page).getByText('Le devis est arrivé.')).toHaveCount(0)
    await expect(quoteIn(page, 'Je le relis')).toHaveCount(0)
  }
  // Gone with all the history, but for the decision that quoted it.
  await camilles.delete(`/channels/${channel.id}/history`)
  for (const page of [left, right]) {
    await expect(log(page).getByRole('article')).toHaveCount(1)
    await expect(line(page, 'Alors on retient')).toContainText('Message d’origine retiré')
    await page.reload()
    await expect(line(page, 'Alors on retient')).toContainText('Message d’origine retiré')
    await expect(page.getByText('Le bleu se lit mieux.')).toHaveCount(0)
  }
})

test('a quoted message that cannot be had just now is not said to be removed, and is asked for again', async ({
  plano,
}) => {
  const { camilles, channel, address } = await aProject(plano, maelle)
  const far = await post(camilles, channel.id, 'Le bleu se lit mieux.')
  for (let n = 1; n <= 60; n++) await post(camilles, channel.id, `Message ${n}`)
  await post(camilles, channel.id, 'Alors on retient le bleu.', { quotes: far.id })
  await (await plano.as(maelle)).put(`/channels/${channel.id}/read`, { seq: 62 })
  const page = await plano.windowOf(maelle)
  const again = line(page, 'Alors on retient').getByRole('button', { name: 'Message cité non chargé. Réessayer' })
  await plano.watch.whileAway(async () => {
    await page.route(`**/messages/${far.id}`, (it) => it.abort())
    await page.goto(address)
    await expect(again).toBeVisible()
    await expect(page.getByText('Message d’origine retiré')).toHaveCount(0)
    await expectAccessible(page)
    await page.unrouteAll()
  })
  await again.click()
  await expect(line(page, 'Alors on retient').getByRole('button', { name: nameOf(camille) })).toContainText(
    'Le bleu se lit mieux.',
  )
})

test('a message is pinned and unpinned: the panel of the pins follows, for all', async ({ plano }) => {
  const { camilles, channel, address } = await aProject(plano, maelle)
  const first = await post(camilles, channel.id, 'Le code du portail change lundi.')
  await post(camilles, channel.id, 'Réunion à 14 h.')
  for (let n = 1; n <= 60; n++) await post(camilles, channel.id, `Message ${n}`)
  await (await plano.as(maelle)).put(`/channels/${channel.id}/read`, { seq: 62 })
  const left = await plano.windowOf(camille, `${address}?message=${first.id}`)
  const right = await plano.windowOf(maelle, address)
  const pins = (page: Page, n: string) => page.getByRole('button', { name: n, exact: true })

  await inTheMenuOf(left, 'Le code du portail', 'Épingler')
  await expect(line(left, 'Le code du portail')).toContainText('Épinglé')
  await expect(pins(right, '1 message épinglé')).toBeVisible()
  await inTheMenuOf(left, 'Réunion à 14 h', 'Épingler')

  // The panel of another: what is pinned, and the way to it; it follows while it is open.
  await pins(right, '2 messages épinglés').click()
  const panel = right.getByRole('dialog', { name: 'Messages épinglés' })
  await expect(panel.getByRole('listitem')).toHaveCount(2)
  await expectAccessible(right)
  await inTheMenuOf(left, 'Réunion à 14 h', 'Ne plus épingler')
  await expect(line(left, 'Réunion à 14 h')).not.toContainText('Épinglé')
  await expect(panel.getByRole('listitem')).toHaveCount(1)
  await expect(panel.getByRole('listitem')).toContainText('Le code du portail change lundi.')
  await panel.getByRole('button', { name: 'Voir dans le canal' }).click()
  await expect(panel).toHaveCount(0)
  await expect(line(right, 'Le code du portail')).toBeInViewport()
  await expect(line(right, 'Le code du portail')).toContainText('Épinglé')

  // Whoever writes here unpins, too, whoever pinned it.
  await inTheMenuOf(right, 'Le code du portail', 'Ne plus épingler')
  for (const page of [left, right]) {
    await expect(line(page, 'Le code du portail')).not.toContainText('Épinglé')
    await expect(page.getByRole('button', { name: /épinglé/ })).toHaveCount(0)
  }
})

test('a thread is settled and opened again, and all see it at once', async ({ plano }) => {
  const { camilles, channel, project, address } = await aProject(plano, maelle)
  const root = await post(camilles, channel.id, 'Qui ferme samedi ?')
  await post(await plano.as(maelle), channel.id, 'Moi.', { thread: root.id })
  const left = await plano.windowOf(camille, `${address}?fil=${root.id}`)
  const [right, list] = [await plano.windowOf(maelle, address), await plano.windowOf(maelle)]
  await list.goto(`/p/${project.id}/messages/fils?etat=regles`)
  const inThread = async (page: Page, item: string) => {
    await thread(page).getByRole('button', { name: 'Autres actions du fil' }).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  const answers = (page: Page) => line(page, 'Qui ferme').getByRole('button', { name: '1 réponse' })
  await expect(answers(right)).toContainText('dernière')
  await expect(list.getByText('Aucun fil réglé')).toBeVisible()

  await inThread(left, 'Marquer comme réglé')
  await expect(thread(left).getByText('Réglé', { exact: true })).toBeVisible()
  await expect(answers(right)).toContainText('Réglé')
  const settled = list.getByRole('main').getByRole('article', { name: /^Fil de/ })
  await expect(settled).toContainText('Qui ferme samedi')
  await expectAccessible(left)

  // Whoever reads it there sees it, and opens it again.
  await answers(right).click()
  await expect(thread(right).getByText('Réglé', { exact: true })).toBeVisible()
  await inThread(right, 'Rouvrir le fil')
  for (const page of [left, right]) {
    await expect(thread(page).getByText('Réglé', { exact: true })).toHaveCount(0)
    await expect(answers(page)).toContainText('dernière')
  }
  await expect(list.getByText('Aucun fil réglé')).toBeVisible()
})

test('where one answers in threads only, a message opens a subject, and whoever manages the channel says so', async ({
  plano,
}) => {
  const { camilles, project } = await aProject(plano, maelle)
  const channel = await camilles.post<Channel>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'open',
    name: 'questions',
  })
  await post(camilles, channel.id, 'Où sont les clés ?')
  const address = `/p/${project.id}/messages/${channel.id}`
  const [left, right] = [await plano.windowOf(camille, address), await plano.windowOf(maelle, address)]
  const subject = (page: Page, text: string) => page.getByRole('log').getByRole('article').filter({ hasText: text })
  await subject(right, 'Où sont les clés').hover()
  await expect(tools(right).getByRole('button', { name: 'Citer' })).toBeVisible()

  // The channel is set so: the open window of another follows.
  await left.getByRole('button', { name: 'Autres actions du canal' }).click()
  await left.getByRole('menuitem', { name: 'Modifier le canal' }).click()
  const settings = left.getByRole('dialog', { name: 'Modifier le canal' })
  await settings.getByRole('checkbox', { name: 'Répondre seulement dans les fils' }).check({ force: true })
  await expectAccessible(left)
  await settings.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(settings).toHaveCount(0)
  const opens = (page: Page) => composer(page, 'Ouvrir un sujet dans #questions')
  await expect(opens(right)).toBeVisible()
  await expect(right.getByText('Chaque message ouvre un sujet. On y répond dans son fil.')).toBeVisible()
  await expect(right.getByTitle('Ici, on répond seulement dans les fils')).toBeVisible()
  await subject(right, 'Où sont les clés').hover()
  await expect(tools(right).getByRole('button', { name: 'Enregistrer' })).toBeVisible()
  await expect(tools(right).getByRole('button', { name: 'Citer' })).toHaveCount(0)

  // A subject of her own; and an answer to his, which the channel does not show.
  await opens(right).fill('Qui commande le papier ?')
  await opens(right).press('Enter')
  await expect(subject(left, 'Qui commande le papier')).toBeVisible()
  await subject(right, 'Où sont les clés').getByRole('button', { name: 'Répondre dans le fil' }).last().click()
  const answer = thread(right).getByRole('textbox', { name: 'Répondre dans le fil' })
  await expect(thread(right).getByRole('checkbox', { name: /Envoyer aussi dans/ })).toHaveCount(0)
  await answer.fill('Au guichet 3.')
  await answer.press('Enter')
  await expect(thread(right).getByRole('article').filter({ hasText: 'Au guichet 3.' })).toBeVisible()
  await expect(subject(left, 'Où sont les clés').getByRole('button', { name: '1 réponse' })).toBeVisible()
  await expect(left.getByRole('log').getByText('Au guichet 3.')).toHaveCount(0)
  await expectAccessible(right)
})
