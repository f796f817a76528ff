// SPDX-License-Identifier: EUPL-1.2
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { aProject, post } from '../src/messages'
import { camille, maelle } from '../src/people'
import { expect, test } from '../src/test'

const row = (page: Page, text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text })
const thread = (page: Page) => page.getByRole('complementary', { name: 'Fil' })

test('the threads one follows, in one place: what is new, read by keyboard, live, left and taken up again', async ({
  plano,
}) => {
  const { camilles, project, channel, address } = await aProject(plano, maelle)
  const hers = await plano.as(maelle)
  const panels = await post(camilles, channel.id, 'Les panneaux sont posés dans le hall.')
  const desk = await post(camilles, channel.id, 'Le devis du mobilier est arrivé.')
  await post(hers, channel.id, 'Le bleu se lit mieux.', { thread: panels.id })
  await post(hers, channel.id, 'À 75 cm, conforme.', { thread: desk.id })

  // From the list of channels, which says how many have something new.
  const page = await plano.windowOf(camille, address)
  await page.getByRole('link', { name: 'Fils suivis 2 fils non lus' }).click()
  await expect(page).toHaveURL(`/p/${project.id}/messages/fils`)
  await expect(row(page, 'Les panneaux sont posés')).toContainText('1 nouvelle réponse')
  await expect(row(page, 'Les panneaux sont posés')).toContainText('Le bleu se lit mieux.')
  await expectAccessible(page)

  // By the keyboard: the newest first, the next one, opened; it is read by being open.
  await row(page, 'Le devis').getByRole('link').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'Les panneaux').getByRole('link')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(thread(page).getByRole('article').filter({ hasText: 'Le bleu se lit mieux.' })).toBeVisible()
  await expect(row(page, 'Les panneaux')).not.toContainText('nouvelle réponse')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(row(page, 'Les panneaux').getByRole('link')).toBeFocused()
  // What was read is told: another window knows.
  const unread = async () =>
    (await camilles.get<{ items: { root: { id: string }; unread: number }[] }>('/me/threads')).items.map(
      (it) => `${it.root.id} ${it.unread}`,
    )
  await expect.poll(unread).toContain(`${panels.id} 0`)

  // An answer that comes meanwhile counts at once, and its thread comes first.
  await post(hers, channel.id, 'Et le vert ?', { thread: panels.id })
  await expect(
    page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.getByRole('article') })
      .first(),
  ).toContainText('Et le vert ?')
  await expect(row(page, 'Les panneaux')).toContainText('1 nouvelle réponse')

  // Only what is new, in the address; read with a key.
  await page.getByRole('button', { name: 'Non lus' }).click()
  await expect(page).toHaveURL(/etat=non-lus/)
  await row(page, 'Les panneaux').getByRole('link').focus()
  await page.keyboard.press('l')
  await expect(row(page, 'Les panneaux')).toHaveCount(0)
  await expect.poll(unread).toContain(`${panels.id} 0`)

  // Left, and taken up again from what the screen says.
  await page.getByRole('button', { name: 'Tous', exact: true }).click()
  await row(page, 'Le devis').getByRole('button', { name: 'Ne plus suivre' }).click()
  await expect(row(page, 'Le devis')).toHaveCount(0)
  await page.getByRole('button', { name: 'Suivre de nouveau' }).click()
  await expect(row(page, 'Le devis')).toBeVisible()

  // Settled by her: its mark, and its filter.
  await hers.put(`/messages/${desk.id}/resolution`, {})
  await expect(row(page, 'Le devis')).toContainText('Réglé')
  await page.getByRole('button', { name: 'Réglés' }).click()
  await expect(row(page, 'Les panneaux')).toHaveCount(0)

  // Over all projects, beside conversations.
  await page.goto('/conversations/fils')
  await expect(row(page, 'Le devis')).toContainText('#général · Accueil des usagers')
})

test('a link leads to its message: it has the focus and is said; an address of before leads to the same thread', async ({
  plano,
}) => {
  const { camilles, channel, address } = await aProject(plano, maelle)
  const root = await post(camilles, channel.id, 'Le tout premier message')
  const answer = await post(camilles, channel.id, 'Une réponse au premier', { thread: root.id })
  for (let it = 1; it <= 80; it++) await post(camilles, channel.id, `Message ${it}`)

  const page = await plano.windowOf(maelle, `${address}?message=${root.id}`)
  await expect(page.getByRole('log').getByRole('article').filter({ hasText: 'Le tout premier' })).toBeFocused()
  await expect(page.getByText('Message affiché : Le tout premier message')).toBeAttached()
  await expect(page).toHaveURL(address)

  // An answer that shows in its thread only is shown there.
  await page.goto(`${address}?message=${answer.id}`)
  await expect(thread(page).getByRole('article').filter({ hasText: 'Une réponse au premier' })).toBeFocused()

  await page.goto(`${address}?thread=${root.id}`)
  await expect(thread(page)).toBeVisible()
  await expect(page).toHaveURL(`${address}?fil=${root.id}`)
  await thread(page).getByRole('button', { name: 'Fermer le fil' }).click()
  await expect(thread(page)).toHaveCount(0)
})

test('a message being written again keeps its text however far one scrolls', async ({ plano }) => {
  const { camilles, channel, address } = await aProject(plano, maelle)
  // Fewer and taller: nobody writes so often.
  for (let it = 1; it <= 60; it++) await post(camilles, channel.id, `Message ${it}\n${'et la suite\n'.repeat(8)}`)
  const page = await plano.windowOf(camille, address)
  const list = page.getByRole('log')
  await expect(list.getByRole('article').filter({ hasText: 'Message 60' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Écrire dans #général' }).press('ArrowUp')
  const editor = page.getByRole('textbox', { name: 'Modifier le message' })
  await editor.fill('Message 60, en chantier')
  await list.getByRole('article').filter({ hasText: 'Message 59' }).focus()
  await page.mouse.move(700, 300)
  await expect(async () => {
    await page.mouse.wheel(0, -3000)
    await expect(list.getByRole('heading', { name: 'Début de #général' })).toBeInViewport({ timeout: 250 })
  }).toPass()
  await expect(editor).toHaveValue('Message 60, en chantier')

  // Given up, and taken back.
  await editor.press('Escape')
  await expect(editor).toHaveCount(0)
  await page.getByRole('button', { name: 'Annuler' }).click()
  await expect(editor).toHaveValue('Message 60, en chantier')
  await editor.press('Enter')
  await expect(editor).toHaveCount(0)
  const last = async () =>
    (await camilles.get<{ items: { body: string }[] }>(`/channels/${channel.id}/messages`)).items.at(-1)?.body
  await expect.poll(last).toBe('Message 60, en chantier')
})
