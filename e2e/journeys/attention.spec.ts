// SPDX-License-Identifier: EUPL-1.2
// Of what one is told: by the bell of a channel or conversation, and as a member of a group that is named.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { aProject, type Channel, post } from '../src/messages'
import { camille, idriss, maelle, nameOf, yannick } from '../src/people'
import { expect, type Plano, test } from '../src/test'

const list = (page: Page) => page.getByRole('navigation', { name: 'Canaux' })
const inList = (page: Page, name: RegExp) => list(page).getByRole('link', { name })
const frame = (page: Page) => page.getByRole('navigation', { name: 'Navigation principale' })
const told = (page: Page, n: number) =>
  expect(frame(page).getByRole('link', { name: /^Notifications/ })).toHaveAccessibleName(
    n === 1 ? 'Notifications 1 notification non lue' : `Notifications ${n} notifications non lues`,
  )

/** What Maëlle is told of a channel is chosen at its bell; then she stands elsewhere, and has her list before her. */
async function aQuietPlace(plano: Plano) {
  const { camilles, project } = await aProject(plano, maelle)
  const channel = await camilles.post<Channel>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'open',
    name: 'travaux',
  })
  const account = await plano.accountOf(maelle)
  await (await plano.as(maelle)).put(`/projects/${project.id}/mine`, { pinned: true })
  const [page, other] = [await plano.windowOf(maelle), await plano.windowOf(maelle, `/p/${project.id}/messages/fils`)]
  const choose = async (item: string) => {
    await page.goto(`/p/${project.id}/messages/${channel.id}`)
    await page.getByRole('button', { name: 'Ce que ce canal vous signale' }).click()
    const choice = page.getByRole('menuitem', { name: item }).or(page.getByRole('menuitemradio', { name: item }))
    await choice.click()
    await expect(choice).toHaveCount(0)
    await inList(page, /^général/).click()
    await expect(page.getByRole('heading', { level: 1, name: 'général' })).toBeVisible()
  }
  const says = (text: string) => post(camilles, channel.id, text)
  const names = (text: string) => says(`@[${nameOf(maelle)}](${account}) ${text}`)
  return { page, other, choose, says, names, windows: [page, other] }
}

test('a muted channel counts only what names one, in every window; taken back, it counts again', async ({ plano }) => {
  const { windows, choose, says, names, page } = await aQuietPlace(plano)
  const project = (it: Page) =>
    it.getByRole('navigation', { name: 'Projets épinglés' }).getByRole('link', { name: /^Accueil des usagers/ })
  await choose('Mettre en sourdine')
  for (const it of windows) await expect(inList(it, /^travaux/)).toHaveAccessibleName('travaux en sourdine')

  // What is only said there is not told; what comes after shows that it was heard.
  await says('Le sol est posé.')
  await names('à quelle heure ?')
  for (const it of windows) {
    await expect(inList(it, /^travaux/)).toHaveAccessibleName('travaux en sourdine 1 mention')
    await expect(project(it)).toHaveAccessibleName('Accueil des usagers 1 message pour vous')
    await expect(it).toHaveTitle(/^\(1\)/)
    await told(it, 2)
  }

  // In sound again: all that is unread counts.
  await page.goto('/')
  await expect(page.getByText('Vous avez tout lu.')).toBeVisible()
  await choose('Retirer la sourdine')
  for (const it of windows) await expect(inList(it, /^travaux/)).toHaveAccessibleName('travaux')
  await says('Les plinthes aussi.')
  for (const it of windows) await expect(inList(it, /^travaux/)).toHaveAccessibleName('travaux 1 message non lu')
})

test('a channel tells of everything, of what names one, or of nothing', async ({ plano }) => {
  const { page, other, choose, says, names } = await aQuietPlace(plano)
  const panel = page.getByRole('dialog', { name: 'Notifications' })
  const look = async () => {
    await frame(page)
      .getByRole('link', { name: /^Notifications/ })
      .click()
    await expect(panel).toBeVisible()
  }
  await choose('Tous les messages')
  await says('Le sol est posé.')
  await told(other, 2)
  await look()
  await expect(panel.getByText(`${nameOf(camille)} a écrit dans #travaux`)).toBeVisible()
  await panel.getByRole('button', { name: 'Tout marquer comme lu' }).click()
  await expect(frame(other).getByText(/non lue/)).toHaveCount(0)
  await page.keyboard.press('Escape')

  await choose('Mentions et fils suivis')
  await says('Les plinthes aussi.')
  await names('à quelle heure ?')
  await told(other, 1)
  await look()
  await expect(panel.getByText(`${nameOf(camille)} vous mentionne dans #travaux`)).toBeVisible()
  await panel.getByRole('button', { name: 'Tout marquer comme lu' }).click()
  await page.keyboard.press('Escape')

  // Nothing is nothing, even what names her; « général » tells of what comes after it.
  await choose('Rien')
  await names('et demain ?')
  await expect(inList(other, /^travaux/)).toHaveAccessibleName(/non lu|mention/)
  await expect(frame(other).getByText(/non lue/)).toHaveCount(0)
  await choose('Comme d’habitude')
  await names('et mardi ?')
  await told(other, 1)
})

test('of a muted conversation, only what names one is told', async ({ plano }) => {
  const { camilles } = await aProject(plano, maelle)
  const account = await plano.accountOf(maelle)
  const talk = await camilles.post<Channel>('/me/conversations', { people: [account] })
  await post(camilles, talk.id, 'Bonjour')
  const page = await plano.windowOf(maelle, `/conversations/${talk.id}`)
  await expect(page.getByRole('log').getByText('Bonjour')).toBeVisible()
  await page.getByRole('button', { name: 'Ce que ce canal vous signale' }).click()
  await page.getByRole('menuitem', { name: 'Mettre en sourdine' }).click()
  await page.goto('/')
  const conversations = frame(page).getByRole('link', { name: /^Conversations/ })
  await post(camilles, talk.id, 'Rien de pressé')
  await post(camilles, talk.id, `@[${nameOf(maelle)}](${account}) si, ceci`)
  await expect(conversations).toHaveAccessibleName('Conversations 1 message pour vous')
  await expect(page).toHaveTitle(/^\(1\)/)
})

test('a group that is named calls each of its members, and nobody else', async ({ plano }) => {
  const { camilles, project, address, channel } = await aProject(plano, maelle, idriss)
  await plano.colleague(camilles, yannick)
  const group = await camilles.post<{ id: string }>('/admin/groups', { draft: randomUUID(), name: 'Équipe voirie' })
  for (const it of [maelle, yannick])
    await camilles.put(`/admin/groups/${group.id}/members/${await plano.accountOf(it)}`)
  // Yannick reads the project by his group only; Idriss by himself.
  await camilles.post(`/projects/${project.id}/members`, { invitations: [{ group: group.id, role: 'member' }] })
  const [his, hers] = [await plano.windowOf(yannick), await plano.windowOf(maelle)]
  const [outside, writing] = [await plano.windowOf(idriss), await plano.windowOf(camille, address)]
  const composer = writing.getByRole('textbox', { name: 'Écrire dans #général' })

  await composer.pressSequentially('Bonjour @voi')
  await writing.getByRole('option', { name: /Équipe voirie/ }).click()
  await composer.pressSequentially('qui sale la côte ?')
  await composer.press('Enter')
  const line = (page: Page) => page.getByRole('log').getByRole('article').filter({ hasText: 'qui sale la côte' })
  await expect(line(writing)).toContainText('@Équipe voirie')
  for (const page of [his, hers]) {
    await expect(page).toHaveTitle(/^\(1\)/)
    await frame(page)
      .getByRole('link', { name: /^Notifications/ })
      .click()
    const panel = page.getByRole('dialog', { name: 'Notifications' })
    await panel.getByRole('tab', { name: /^Mentions/ }).click()
    await expect(panel.getByText(`${nameOf(camille)} vous mentionne dans #général`)).toBeVisible()
    await expectAccessible(page)
  }

  // He reads it where it was said; it is no more to be read, and was for nobody else.
  const panel = his.getByRole('dialog', { name: 'Notifications' })
  await panel.getByRole('link', { name: /vous mentionne dans/ }).click()
  await expect(line(his)).toBeVisible()
  await expect(his).toHaveTitle(/^[^(]/)
  await outside.goto(`/p/${project.id}/messages/fils`)
  await expect(inList(outside, /^général/)).toHaveAccessibleName('général 1 message non lu')
  await expect(outside).toHaveTitle(/^[^(]/)
  await told(outside, 1)

  // Out of the group, it is no call any more; whoever is named by name is called all the same.
  await camilles.delete(`/admin/groups/${group.id}/members/${await plano.accountOf(maelle)}`)
  await post(camilles, channel.id, `@[Équipe voirie](${group.id}) et demain ?`)
  await post(camilles, channel.id, `@[${nameOf(idriss)}](${await plano.accountOf(idriss)}) et toi ?`)
  await expect(outside).toHaveTitle(/^\(1\)/)
  await hers.goto(`/p/${project.id}/messages/fils`)
  await expect(inList(hers, /^général/)).toBeVisible()
  const called = async () => (await (await plano.as(maelle)).get<Channel>(`/channels/${channel.id}`)).mentions
  expect(await called()).toBe(0)
})
