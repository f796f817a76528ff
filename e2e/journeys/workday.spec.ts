// SPDX-License-Identifier: EUPL-1.2
// A day's work of four people in one channel, each at a screen of their own, and what is left of it in the evening.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { aProject } from '../src/messages'
import { camille, idriss, maelle, nameOf, yannick } from '../src/people'
import { expect, test } from '../src/test'

const composer = (page: Page) => page.getByRole('textbox', { name: 'Écrire dans #général' })
const log = (page: Page) => page.getByRole('log', { name: 'Messages de général' })
const line = (page: Page, text: string | RegExp) => log(page).getByRole('article').filter({ hasText: text })
const thread = (page: Page) => page.getByRole('complementary', { name: 'Fil' })

async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
  await expect(composer(page)).toHaveValue('')
}

async function answer(page: Page, text: string): Promise<void> {
  const field = thread(page).getByRole('textbox', { name: 'Répondre dans le fil' })
  await field.fill(text)
  await field.press('Enter')
  await expect(field).toHaveValue('')
}

test('a day’s work in a channel: a mention, a thread, signs, a correction, a poll, a decision @both', async ({
  plano,
}) => {
  const { camilles, project, channel, address } = await aProject(plano, maelle, idriss, yannick)
  // Yannick works elsewhere in the project, with the list of its channels in sight.
  const elsewhere = await camilles.post<{ id: string }>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'open',
    name: 'travaux-hall',
  })
  const [cam, mae, idr] = [
    await plano.windowOf(camille, address),
    await plano.windowOf(maelle, address),
    await plano.windowOf(idriss, address),
  ]
  const yan = await plano.windowOf(yannick, `/p/${project.id}/messages/${elsewhere.id}`)
  for (const page of [cam, mae, idr]) await expect(composer(page)).toBeVisible()

  // In the morning Camille names him: he is called where he is.
  await write(cam, 'Bonjour à tous.')
  await composer(cam).pressSequentially('@yan')
  await expect(cam.getByRole('option', { name: new RegExp(nameOf(yannick)) })).toBeVisible()
  await composer(cam).press('Enter')
  await composer(cam).pressSequentially('peux-tu confirmer la date de livraison des panneaux ?')
  await composer(cam).press('Enter')
  const inList = yan.getByRole('link', { name: /général.*mention/ })
  await expect(inList).toBeVisible()
  await inList.click()
  const asked = (page: Page) => line(page, 'peux-tu confirmer la date')
  await expect(asked(yan)).toBeVisible()

  // He answers beside the channel, and the others join him there.
  await asked(yan).hover()
  await yan.getByRole('button', { name: 'Répondre dans le fil' }).click()
  await answer(yan, 'Jeudi 5, en fin de journée.')
  await asked(mae).getByRole('button', { name: '1 réponse' }).click()
  await answer(mae, 'Je serai sur place.')
  await asked(idr).getByRole('button', { name: '2 réponses' }).click()
  await expect(thread(idr).getByRole('article').filter({ hasText: 'Je serai sur place.' })).toBeVisible()
  // Idriss says it to all.
  await thread(idr)
    .getByRole('checkbox', { name: /Envoyer aussi dans/ })
    .check({ force: true })
  await thread(idr).getByRole('textbox', { name: 'Répondre dans le fil' }).fill('Livraison jeudi…')
  // Those who have the thread open see him write; the channel does not.
  await expect(thread(mae).getByText(`${idriss.given} écrit…`)).toBeVisible()
  await expect(cam.getByText(`${idriss.given} écrit…`)).toHaveCount(0)
  await answer(idr, 'Livraison jeudi, merci de libérer le hall.')
  for (const page of [cam, mae, yan]) await expect(line(page, 'merci de libérer le hall')).toBeVisible()

  // Signs, from two of them.
  await line(cam, 'merci de libérer le hall').focus()
  await cam.keyboard.press('+')
  await cam.keyboard.type('pouce')
  await cam.keyboard.press('Enter')
  await line(mae, 'merci de libérer le hall').getByRole('button', { name: '👍, 1 personne' }).click()
  for (const page of [cam, idr, yan])
    await expect(line(page, 'merci de libérer le hall').getByRole('button', { name: '👍, 2 personnes' })).toBeVisible()

  // Yannick was wrong: he corrects it in the thread, and all see that he did.
  const wrong = (page: Page) =>
    thread(page)
      .getByRole('article')
      .filter({ hasText: /Jeudi 5|Vendredi 6/ })
  await wrong(yan).focus()
  await yan.keyboard.press('e')
  const editor = yan.getByRole('textbox', { name: 'Modifier le message' })
  await editor.fill('Vendredi 6, en fin de journée.')
  await editor.press('Enter')
  for (const page of [mae, idr]) await expect(wrong(page)).toContainText('Vendredi 6, en fin de journée.')
  await expect(wrong(mae)).toContainText('modifié')

  // In the afternoon a question is put to the vote.
  await mae.getByRole('button', { name: 'Créer un sondage' }).click()
  const dialog = mae.getByRole('dialog', { name: 'Créer un sondage' })
  await dialog.getByRole('textbox', { name: 'Question' }).fill('Quelle teinte pour les flèches ?')
  await dialog.getByRole('textbox', { name: 'Réponse 1' }).fill('Bleu profond')
  await dialog.getByRole('textbox', { name: 'Réponse 2' }).fill('Gris')
  await dialog.getByRole('button', { name: 'Envoyer le sondage' }).click()
  const poll = (page: Page) => line(page, 'Quelle teinte')
  for (const page of [cam, idr, yan]) {
    await poll(page)
      .getByRole('radio', { name: /Bleu profond/ })
      .check()
    await poll(page).getByRole('button', { name: 'Voter' }).click()
  }
  await expect(poll(mae).getByText('3 personnes ont répondu')).toBeVisible()
  await poll(mae).getByRole('button', { name: 'Clore le sondage' }).click()
  await mae.getByRole('alertdialog').getByRole('button', { name: 'Clore le sondage' }).click()
  await expect(poll(yan).getByText(/^Clos/)).toBeVisible()

  // It is decided, and what was asked in the morning is settled.
  await cam.getByRole('button', { name: 'C’est une décision' }).click()
  await write(cam, 'Les flèches sont en bleu profond.')
  await expect(line(idr, 'Les flèches sont en bleu profond.').getByText('Décision')).toBeVisible()
  await thread(yan).getByRole('button', { name: 'Autres actions du fil' }).click()
  await yan.getByRole('menuitem', { name: 'Marquer comme réglé' }).click()
  await expect(asked(cam).getByText('Réglé')).toBeVisible()

  // In the evening all four have the same day before them, each thing once and in the same order.
  const texts = [
    'Bonjour à tous.',
    'peux-tu confirmer',
    'merci de libérer',
    'Quelle teinte',
    'Les flèches sont en bleu',
  ]
  for (const page of [cam, mae, idr, yan]) await expect(log(page).getByRole('article')).toContainText(texts)
  const day = await camilles.get<{ items: { body: string; kind: string; seq: number | null }[] }>(
    `/channels/${channel.id}/messages`,
  )
  expect(day.items.map((it) => it.kind)).toEqual(['text', 'text', 'text', 'poll', 'decision'])
  for (const page of [cam, mae, idr, yan]) {
    const channels = page.getByRole('link', { name: /général/ }).first()
    await expect(channels).not.toHaveAccessibleName(/non lu|mention/)
  }
})
