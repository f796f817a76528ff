// SPDX-License-Identifier: EUPL-1.2
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { aProject, type Channel, post } from '../src/messages'
import { camille, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Navigation principale' })
const unread = (page: Page, words: string) => navigation(page).getByText(words)

async function openPanel(page: Page) {
  await navigation(page)
    .getByRole('link', { name: /Notifications/ })
    .click()
  const panel = page.getByRole('dialog', { name: 'Notifications' })
  await expect(panel).toBeVisible()
  return panel
}

test('notifications come by themselves, and what is read in one window is read in the other @both', async ({
  plano,
}) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const account = await plano.accountOf(maelle)
  const project = await administrator.createProject('Accueil des usagers')
  const other = await administrator.createProject('Budget 2027')
  const [desk, laptop] = [await plano.windowOf(maelle), await plano.windowOf(maelle)]
  const [atDesk, onLaptop] = [await openPanel(desk), await openPanel(laptop)]
  await expect(atDesk.getByText('Rien de nouveau')).toBeVisible()
  await expect(onLaptop.getByText('Rien de nouveau')).toBeVisible()

  // Two invitations, and a change of role that joins the first of them: what concerns one thing stands in one line.
  for (const { id } of [project, other])
    await administrator.post(`/projects/${id}/members`, { invitations: [{ account, role: 'reader' }] })
  for (const panel of [atDesk, onLaptop])
    for (const name of ['Accueil des usagers', 'Budget 2027'])
      await expect(panel.getByText(`${nameOf(camille)} vous ajoute au projet ${name}`)).toBeVisible()
  const { items } = await administrator.get<{ items: { id: string; etag: string; person?: { id: string } }[] }>(
    `/projects/${project.id}/members`,
  )
  const member = items.find((it) => it.person?.id === account)
  await administrator.patch(`/projects/${project.id}/members/${member?.id}`, member?.etag ?? '', { role: 'manager' })
  for (const panel of [atDesk, onLaptop])
    await expect(panel.getByText(`${nameOf(camille)} change votre rôle dans Accueil des usagers`)).toBeVisible()
  await expect(onLaptop.getByRole('article')).toHaveCount(2)
  await expect(unread(laptop, '2 notifications non lues')).toBeAttached()
  await expectAccessible(desk)

  // One is read at the desk: it is read on the laptop too.
  const role = atDesk.getByRole('article').filter({ hasText: 'change votre rôle' })
  await role.getByRole('button', { name: /^Marquer comme lu/ }).click()
  await expect(unread(laptop, '1 notification non lue')).toBeAttached()
  await expect(
    onLaptop.getByRole('article').filter({ hasText: 'change votre rôle' }).getByText('Non lu', { exact: true }),
  ).toHaveCount(0)
  // And back again, on the laptop.
  await onLaptop
    .getByRole('article')
    .filter({ hasText: 'change votre rôle' })
    .getByRole('button', { name: /^Marquer comme non lu/ })
    .click()
  await expect(unread(desk, '2 notifications non lues')).toBeAttached()

  await atDesk.getByRole('button', { name: 'Tout marquer comme lu' }).click()
  for (const page of [desk, laptop]) await expect(navigation(page).getByText(/non lue/)).toHaveCount(0)
  await onLaptop.getByRole('button', { name: 'Non lues' }).click()
  await expect(onLaptop.getByText('Tout est lu')).toBeVisible()
})

test('who is named finds it under its tab, and answers from there by keyboard @both', async ({ plano }) => {
  const { camilles, channel, address } = await aProject(plano, maelle)
  const account = await plano.accountOf(maelle)
  const page = await plano.windowOf(maelle)
  const panel = await openPanel(page)
  const tab = (name: string) => panel.getByRole('tab', { name: new RegExp(`^${name}`) })
  await expect(panel.getByText(/vous ajoute au projet/)).toBeVisible()
  await expect(tab('Mentions')).toHaveAccessibleName('Mentions')

  const asked = await post(camilles, channel.id, `@[Maëlle](${account}) peux-tu trancher avant l’atelier ?`)
  await expect(tab('Mentions')).toHaveAccessibleName(/1 non lue/)
  await expect(panel.getByRole('article')).toHaveCount(2)
  await tab('Toutes').press('ArrowRight')
  await expect(tab('Mentions')).toBeFocused()
  await expect(panel.getByRole('article')).toHaveCount(1)
  await expectAccessible(page)

  // The filter, the list, the line, then what answers it.
  for (let tabs = 0; tabs < 4; tabs += 1) await page.keyboard.press('Tab')
  await expect(panel.getByRole('link', { name: `Répondre à ${nameOf(camille)}` })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panel).toHaveCount(0)
  await expect(page).toHaveURL(`${address}?fil=${asked.id}`)
  const inThread = page.getByRole('textbox', { name: 'Répondre dans le fil' })
  await expect(inThread).toBeFocused()
  await page.keyboard.type('Oui, avant midi.')
  await page.keyboard.press('Enter')
  const answers = async () => {
    const { items } = await camilles.get<{ items: { body: string }[] }>(`/messages/${asked.id}/answers`)
    return items.map((it) => it.body)
  }
  await expect.poll(answers).toEqual(['Oui, avant midi.'])

  // From the very page that it is said on, with that thread open: nothing is loaded, and the focus is there all the same.
  await post(camilles, channel.id, `Merci @[Maëlle](${account}), et le budget ?`, { thread: asked.id })
  await page.getByRole('button', { name: 'Fermer le fil' }).focus()
  const again = await openPanel(page)
  await tab('Mentions').click()
  const inThreadToo = again.getByRole('article').filter({ hasText: 'et le budget' })
  await inThreadToo.getByRole('link', { name: /^Répondre/ }).press('Enter')
  await expect(again).toHaveCount(0)
  await expect(inThread).toBeFocused()
})

test('a conversation is answered where it goes on, and what was saved is beside it, on a telephone too @both', async ({
  plano,
}) => {
  const { camilles, channel, address } = await aProject(plano, maelle)
  const account = await plano.accountOf(maelle)
  const hers = await plano.as(maelle)
  const page = await plano.windowOf(maelle)
  const asked = await post(camilles, channel.id, `@[Maëlle](${account}) peux-tu trancher avant l’atelier ?`)
  const direct = await camilles.post<{ id: string }>('/me/conversations', { people: [account] })
  await post(camilles, direct.id, 'As-tu une minute ?')
  const panel = await openPanel(page)
  const written = panel.getByRole('article').filter({ hasText: 'vous a écrit' })
  await written.getByRole('link', { name: /^Répondre/ }).press('Enter')
  await expect(page).toHaveURL(`/conversations/${direct.id}`)
  await expect(page.getByRole('textbox', { name: `Écrire à ${nameOf(camille)}` })).toBeFocused()

  // What was saved is beside it, and leads to its place.
  await hers.put(`/messages/${asked.id}/saved`, {})
  await openPanel(page)
  await panel.getByRole('tab', { name: 'Enregistrées' }).click()
  await panel.getByRole('link', { name: /avant l’atelier/ }).click()
  await expect(panel).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(address))

  // On a telephone it is a page, and its address says which tab.
  const phone = await plano.windowOf(maelle, '/notifications', { viewport: { width: 390, height: 844 } })
  await phone.getByRole('tab', { name: /^Mentions/ }).click()
  await expect(phone).toHaveURL(/\?vue=mentions$/)
  await phone.getByRole('button', { name: 'Non lues' }).click()
  await expect(phone).toHaveURL(/\?vue=mentions&etat=non-lues$/)
  await phone.reload()
  await expect(phone.getByRole('button', { name: 'Non lues', pressed: true })).toBeVisible()
  await expect(phone.getByRole('tab', { name: /^Mentions/ })).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(phone)
})

test('a mention that is put behind in one window calls in none, and its channel stays unread @both', async ({
  plano,
}) => {
  const { camilles, channel } = await aProject(plano, maelle)
  const hers = await plano.as(maelle)
  const [desk, laptop] = [await plano.windowOf(maelle), await plano.windowOf(maelle)]
  await post(camilles, channel.id, `@[Maëlle](${await plano.accountOf(maelle)}) peux-tu trancher ?`)
  for (const page of [desk, laptop]) await expect(page).toHaveTitle(/^\(1\)/)
  const panel = await openPanel(desk)
  const line = panel.getByRole('article').filter({ hasText: 'vous mentionne' })
  await line.getByRole('link', { name: /vous mentionne/ }).focus()
  await desk.keyboard.press('l')
  for (const page of [desk, laptop]) await expect(page).toHaveTitle(/^[^(]/)
  const counted = async () => {
    const { unread, mentions } = await hers.get<Channel>(`/channels/${channel.id}`)
    return { unread, mentions }
  }
  expect(await counted()).toEqual({ unread: 1, mentions: 0 })
  // And back again.
  await desk.keyboard.press('l')
  for (const page of [desk, laptop]) await expect(page).toHaveTitle(/^\(1\)/)
})

test('who is not there is written to, in one letter, when the wait is over @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const account = await plano.accountOf(maelle)

  // She chooses to be written to at once, at any hour, and goes.
  const page = await plano.windowOf(maelle, '/reglages/notifications')
  const atOnce = page.getByRole('radio', { name: 'Tout de suite' })
  await atOnce.click({ force: true })
  await expect(atOnce).toBeChecked()
  const quiet = page.getByRole('switch', { name: 'Respecter une plage de silence' })
  await expect(quiet).toBeVisible()
  await expect(quiet).toBeChecked()
  await quiet.click({ force: true })
  await expect(quiet).not.toBeChecked()
  await expect
    .poll(async () => await (await plano.as(maelle)).get('/me/notification-settings'))
    .toMatchObject({ mail: 'at_once', quiet: { on: false } })
  await page.context().close()

  const project = await administrator.createProject('Accueil des usagers')
  const other = await administrator.createProject('Budget 2027')
  for (const { id } of [project, other])
    await administrator.post(`/projects/${id}/members`, { invitations: [{ account, role: 'reader' }] })
  await expect
    .poll(async () => (await (await plano.as(maelle)).get<{ unread: number }>('/notifications')).unread)
    .toBe(2)
  const before = plano.mail.letters.filter((it) => it.to === maelle.email).length

  await plano.program.timePasses(
    'UPDATE notifications SET mail_at = 1 WHERE mail_at IS NOT NULL; UPDATE jobs SET run_at = 1',
  )

  const letter = await plano.mail.letterTo(maelle.email, 'Budget 2027')
  expect(letter.text).toContain('Accueil des usagers')
  expect(letter.text).toContain(nameOf(camille))
  expect(letter.text, 'the way to have fewer').toContain('/reglages/notifications')
  expect(letter.html).not.toBe('')
  expect(plano.mail.letters.filter((it) => it.to === maelle.email)).toHaveLength(before + 1)
})
