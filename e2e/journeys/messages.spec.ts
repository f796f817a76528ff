// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { aProject, type Channel, post } from '../src/messages'
import { camille, idriss, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'
import { expectRoomForFingers, telephone } from '../src/touch'

const composer = (page: Page, name = 'Écrire dans #général') => page.getByRole('textbox', { name })
const log = (page: Page) => page.getByRole('log', { name: 'Messages de général' })
const line = (page: Page, text: string | RegExp) => log(page).getByRole('article').filter({ hasText: text })
const thread = (page: Page) => page.getByRole('complementary', { name: 'Fil' })

async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

test('two people talk, answer with a sign and in a thread, edit and take back', async ({ plano }) => {
  const { address } = await aProject(plano, maelle)
  const [left, right] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await left.goto(address)
  await right.goto(address)
  await expect(composer(right)).toBeVisible()

  await write(left, 'Les panneaux sont **posés** dans le hall.')
  await expect(line(right, 'Les panneaux sont posés dans le hall.').locator('strong')).toHaveText('posés')
  await expect(composer(left)).toHaveValue('')

  // She answers with a sign, from the line.
  await line(right, 'Les panneaux').hover()
  await right.getByRole('toolbar', { name: 'Actions sur le message' }).getByRole('button', { name: 'Réagir' }).click()
  await right
    .getByRole('dialog', { name: 'Choisir un emoji' })
    .getByRole('button', { name: 'pouce d’accord oui' })
    .first()
    .click()
  await expect(line(left, 'Les panneaux').getByRole('button', { name: '👍, 1 personne' })).toBeVisible()
  await line(left, 'Les panneaux').getByRole('button', { name: '👍, 1 personne' }).click()
  await expect(line(right, 'Les panneaux').getByRole('button', { name: '👍, 2 personnes' })).toBeVisible()

  // She answers in the thread: beside the channel, and its count under the message.
  await line(right, 'Les panneaux').hover()
  await right.getByRole('button', { name: 'Répondre dans le fil' }).click()
  const answer = thread(right).getByRole('textbox', { name: 'Répondre dans le fil' })
  await answer.fill('Le bleu se lit mieux.')
  await answer.press('Enter')
  await expect(thread(right).getByRole('article').filter({ hasText: 'Le bleu se lit mieux.' })).toBeVisible()
  await line(left, 'Les panneaux').getByRole('button', { name: '1 réponse' }).click()
  await expect(thread(left).getByRole('article').filter({ hasText: 'Le bleu se lit mieux.' })).toBeVisible()
  await thread(left).getByRole('button', { name: 'Fermer le fil' }).click()

  // ↑ in the empty composer: his last message, written again.
  await composer(left).press('ArrowUp')
  const editor = left.getByRole('textbox', { name: 'Modifier le message' })
  await editor.fill('Les panneaux sont posés et éclairés.')
  await editor.press('Enter')
  await expect(line(right, 'Les panneaux sont posés et éclairés.')).toContainText('modifié')

  // Taken back: nobody reads it any more.
  await line(left, 'posés et éclairés').hover()
  await left
    .getByRole('toolbar', { name: 'Actions sur le message' })
    .getByRole('button', { name: 'Autres actions' })
    .click()
  await left.getByRole('menuitem', { name: 'Retirer le message' }).click()
  await left.getByRole('alertdialog').getByRole('button', { name: 'Retirer le message' }).click()
  await expect(log(right).getByText('Message retiré')).toBeVisible()
  await expect(right.getByText('posés et éclairés')).toHaveCount(0)
})

test('a mention counts until it is read, in all of one’s windows', async ({ plano }) => {
  const { address, channel, project } = await aProject(plano, maelle)
  const his = await plano.windowOf(camille)
  const [first, second] = [await plano.windowOf(maelle), await plano.windowOf(maelle)]
  await first.goto('/projets')
  await second.goto('/projets')
  await his.goto(address)

  // He names her: the list of suggestions, by the keyboard.
  await composer(his).pressSequentially('Bonjour @ma')
  await expect(his.getByRole('option', { name: nameOf(maelle) })).toBeVisible()
  await composer(his).press('Enter')
  await composer(his).pressSequentially('ça va ?')
  await composer(his).press('Enter')
  await expect(line(his, `@${nameOf(maelle)}`)).toBeVisible()

  const hers = await plano.as(maelle)
  const unread = async () =>
    (await hers.get<{ items: Channel[] }>('/me/channels')).items.find((it) => it.id === channel.id)
  await expect.poll(async () => (await unread())?.mentions).toBe(1)

  // Both windows show it; reading in one clears the other.
  await second.goto('/')
  await second.goto(`/p/${project.id}/membres`)
  await second.evaluate(() => Object.defineProperty(document, 'hasFocus', { value: () => false }))
  await second.getByRole('main').getByRole('link', { name: 'Messages' }).click()
  await expect(second.getByRole('link', { name: /général.*1 mention/ })).toBeVisible()
  await expect(second.getByRole('heading', { name: 'Nouveaux messages' })).toBeVisible()
  await first.goto(address)
  await expect(line(first, 'Bonjour')).toBeVisible()
  await expect(second.getByRole('link', { name: /général.*1 mention/ })).toHaveCount(0)
  await expect.poll(async () => (await unread())?.unread).toBe(0)
})

test('what is written without a network leaves once, in order, when it is back', async ({ plano }) => {
  const { address, camilles, channel } = await aProject(plano, maelle)
  const page = await plano.windowOf(camille, address)
  await write(page, 'Avant la coupure')
  await expect(line(page, 'Avant la coupure')).toBeVisible()

  const bodies = async () =>
    (await camilles.get<{ items: { body: string }[] }>(`/channels/${channel.id}/messages`)).items.map((it) => it.body)
  await plano.watch.whileAway(async () => {
    await page.context().setOffline(true)
    for (const text of ['Un', 'Deux', 'Trois']) await write(page, `${text} sans réseau`)
    await expect(log(page).getByText('En attente d’envoi')).toHaveCount(3)
    await page.context().setOffline(false)
    await expect
      .poll(bodies, { timeout: 40_000 })
      .toEqual(['Avant la coupure', 'Un sans réseau', 'Deux sans réseau', 'Trois sans réseau'])
    await expect(log(page).getByText('En attente d’envoi')).toHaveCount(0)
  })
})

test('a long history opens at its end, goes back page by page, and a link opens a message in its place', async ({
  plano,
}) => {
  const { address, camilles, channel } = await aProject(plano, maelle)
  const hers = await plano.as(maelle)
  const ids: string[] = []
  for (let n = 1; n <= 90; n++) ids.push((await post(hers, channel.id, `Message numéro ${n}`)).id)
  await camilles.put(`/channels/${channel.id}/read`, { seq: 90 })
  const page = await plano.windowOf(camille, address)
  await expect(line(page, 'Message numéro 90')).toBeInViewport()

  await page.goto(`${address}?message=${ids[4]}`)
  await expect(line(page, /Message numéro 5$/)).toBeInViewport()
  await page.getByRole('button', { name: 'Aller aux derniers messages' }).click()
  await expect(line(page, 'Message numéro 90')).toBeInViewport()

  // One that never was, or was taken away.
  await page.goto(`${address}?message=msg_00000000000000000000000001`)
  await expect(page.getByText('Ce message n’est plus là.')).toBeVisible()
  await expect(line(page, 'Message numéro 90')).toBeInViewport()

  await line(page, 'Message numéro 90').focus()
  await expect(async () => {
    await page.keyboard.press('ArrowUp')
    await expect(line(page, /Message numéro 1$/)).toBeFocused({ timeout: 50 })
  }).toPass({ timeout: 30_000, intervals: [0] })
  await expect(page.getByRole('heading', { name: 'Début de #général' })).toBeVisible()
})

test('a message is searched by a word without its accents, and opened in its place', async ({ plano }) => {
  const { address, camilles, channel } = await aProject(plano, maelle)
  const hers = await plano.as(maelle)
  await post(hers, channel.id, 'Les décisions du conseil sont en ligne')
  for (let n = 1; n <= 80; n++) await post(hers, channel.id, `Message numéro ${n}`)
  await camilles.put(`/channels/${channel.id}/read`, { seq: 81 })
  const page = await plano.windowOf(camille, address)
  await expect(line(page, 'Message numéro 80')).toBeInViewport()

  await page.getByRole('button', { name: 'Chercher dans les messages' }).click()
  const panel = page.getByRole('complementary', { name: 'Recherche' })
  const field = panel.getByRole('searchbox', { name: 'Mots du message' })
  await expect(field).toBeFocused()
  await field.fill('decision')
  const found = panel.getByRole('link', { name: /Les décisions du conseil/ })
  await expect(found.getByText('décisions', { exact: true })).toBeVisible()
  await expect(panel.getByText('1 message trouvé')).toBeVisible()
  await expectAccessible(page)

  // From the keyboard, and the search stays beside what it found.
  await found.focus()
  await page.keyboard.press('Enter')
  await expect(line(page, 'Les décisions du conseil')).toBeInViewport()
  await expect(panel).toBeVisible()
  await field.fill('')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  // The search over everything finds it too.
  await page.keyboard.press('Control+k')
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: /^Rechercher/ })
    .fill('décision')
  await page.getByRole('option', { name: /Les décisions du conseil/ }).click()
  await expect(line(page, 'Les décisions du conseil')).toBeInViewport()
})

test('a conversation between people stands outside any project', async ({ plano }) => {
  const camilles = await plano.setUp(camille)
  await plano.colleague(camilles, maelle)
  await plano.colleague(camilles, idriss)
  const [left, right] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await left.getByRole('link', { name: 'Conversations' }).click()
  await left.getByRole('button', { name: 'Commencer une conversation' }).click()
  const dialog = left.getByRole('dialog', { name: 'Commencer une conversation' })
  await dialog.getByRole('combobox', { name: 'Avec qui' }).fill('kerv')
  await left.getByRole('option', { name: nameOf(maelle) }).click()
  await dialog.getByRole('button', { name: 'Ouvrir la conversation' }).click()
  await composer(left, `Écrire à ${nameOf(maelle)}`).fill('On se voit à 14 h ?')
  await composer(left, `Écrire à ${nameOf(maelle)}`).press('Enter')

  await expect(right.getByRole('link', { name: /Conversations/ })).toContainText('1 message pour vous')
  await right.getByRole('link', { name: /Conversations/ }).click()
  await expect(right.getByRole('log').getByText('On se voit à 14 h ?')).toBeVisible()
  await expect(right.getByRole('link', { name: /Conversations/ })).not.toContainText('pour vous')
})

test('the screens of messages have no fault that axe can see', async ({ plano }) => {
  const { address, camilles, channel } = await aProject(plano, maelle)
  const page = await plano.windowOf(camille, address)
  await expect(composer(page)).toBeVisible()
  await expectAccessible(page)

  const hers = await plano.as(maelle)
  const root = await post(
    hers,
    channel.id,
    'Bonjour @[x](everyone), `code` et [lien](https://ville.example).\n\n```sql\nSELECT 1;\n```',
  )
  await hers.put(`/messages/${root.id}/reactions/${encodeURIComponent('👍')}`)
  await post(hers, channel.id, 'Réponse', { thread: root.id })
  await post(camilles, channel.id, '| a | b |\n|---|---|\n| 1 | 2 |', { quotes: root.id })
  // The next one quotes it.
  const first = line(page, 'Bonjour').first()
  await expect(line(page, 'Bonjour')).toHaveCount(2)
  await first.hover()
  await expectAccessible(page)
  await first.getByRole('button', { name: '1 réponse' }).click()
  await expect(thread(page).getByRole('article').filter({ hasText: 'Réponse' })).toBeVisible()
  await expectAccessible(page)
  await thread(page).getByRole('button', { name: 'Fermer le fil' }).click()
  await page.getByRole('button', { name: 'Insérer un emoji' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Créer un canal ou un dossier' }).click()
  await page.getByRole('menuitem', { name: 'Créer un canal', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Créer un canal' })).toBeVisible()
  await expectAccessible(page)
})

test('on a telephone the list, the channel and the thread are three screens, in which one writes and answers with a finger', async ({
  plano,
}) => {
  const { camilles, channel, project } = await aProject(plano, maelle)
  const root = await post(camilles, channel.id, 'Bonjour à tous')
  await post(camilles, channel.id, 'Première réponse', { thread: root.id })
  const page = await plano.windowOf(camille, '/', { viewport: { width: 390, height: 844 }, hasTouch: true })
  await page.goto(`/p/${project.id}/messages`)
  await page.getByRole('link', { name: 'général' }).click()
  await expect(composer(page)).toBeInViewport()
  await line(page, 'Bonjour à tous').getByRole('button', { name: '1 réponse' }).click()
  await expect(thread(page).getByRole('article').filter({ hasText: 'Première réponse' })).toBeVisible()
  await thread(page).getByRole('textbox', { name: 'Répondre dans le fil' }).fill('Deuxième réponse')
  await thread(page).getByRole('button', { name: 'Envoyer', exact: true }).tap()
  await expect(thread(page).getByRole('article').filter({ hasText: 'Deuxième réponse' })).toBeVisible()
  await thread(page).getByRole('button', { name: 'Fermer le fil' }).tap()

  // What is written arrives, and a sign is given, with the finger alone.
  await composer(page).tap()
  await composer(page).fill('Je pars du quai 2.')
  await page.getByRole('button', { name: 'Envoyer', exact: true }).tap()
  await expect(line(page, 'Je pars du quai 2.')).toBeVisible()
  await expect
    .poll(
      async () =>
        (await camilles.get<{ items: { body: string }[] }>(`/channels/${channel.id}/messages`)).items.at(-1)?.body,
    )
    .toBe('Je pars du quai 2.')
  await line(page, 'Bonjour à tous').getByText('Bonjour à tous').tap()
  await page.getByRole('toolbar', { name: 'Actions sur le message' }).getByRole('button', { name: 'Réagir' }).tap()
  await page
    .getByRole('dialog', { name: 'Choisir un emoji' })
    .getByRole('button', { name: 'pouce d’accord oui' })
    .first()
    .tap()
  await expect(line(page, 'Bonjour à tous').getByRole('button', { name: '👍, 1 personne' })).toBeVisible()
  await expectAccessible(page)

  // Meanwhile somebody writes: it is there, and counted once one is back in the list.
  const hers = await plano.as(maelle)
  await page.getByRole('button', { name: 'Revenir à la liste' }).tap()
  await expect(page.getByRole('link', { name: 'général' })).toBeVisible()
  await post(hers, channel.id, 'Le quai 2 est fermé.')
  await expect(page.getByRole('link', { name: /général.*1/ })).toBeVisible()
  await page.getByRole('link', { name: /général/ }).tap()
  await expect(line(page, 'Le quai 2 est fermé.')).toBeInViewport()
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  expect(isWider).toBe(false)
})

for (const width of [390, 320]) {
  test(`with a finger, everything in a channel has room to be pressed, in a window of ${width} pixels`, async ({
    plano,
  }) => {
    const { camilles, channel, address } = await aProject(plano, maelle)
    const hers = await plano.as(maelle)
    const first = await post(hers, channel.id, 'Bonjour à tous')
    await post(camilles, channel.id, 'Je réponds au premier', { quotes: first.id })
    await post(hers, channel.id, 'Réponse montrée dans le canal', { thread: first.id, also_in_channel: true })
    for (const emoji of ['👍', '🎉', '👀', '❤️', '😄', '🚀', '✅'])
      await hers.put(`/messages/${first.id}/reactions/${encodeURIComponent(emoji)}`)
    await camilles.put(`/messages/${first.id}/pin`)
    const page = await plano.windowOf(camille, address, telephone(width))
    const fits = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await expect(line(page, 'Réponse montrée').last()).toBeVisible()
    await expectRoomForFingers(page)

    await line(page, 'Je réponds au premier').getByText('Je réponds au premier').tap()
    const tools = page.getByRole('toolbar', { name: 'Actions sur le message' })
    await expect(tools).toBeVisible()
    await expectRoomForFingers(page)

    await tools.getByRole('button', { name: 'Réagir' }).tap()
    const picker = page.getByRole('dialog', { name: 'Choisir un emoji' })
    await expect(picker).toBeInViewport({ ratio: 1 })
    await expectRoomForFingers(page, { except: '[role=log] *' })
    await fits()
    await page.keyboard.press('Escape')

    await tools.getByRole('button', { name: 'Autres actions' }).tap()
    await expect(page.getByRole('menuitem', { name: 'Copier le texte' })).toBeVisible()
    await expectRoomForFingers(page)
    await page.keyboard.press('Escape')

    await line(page, 'Bonjour à tous').getByRole('button', { name: '1 réponse' }).tap()
    await expect(thread(page).getByRole('textbox', { name: 'Répondre dans le fil' })).toBeVisible()
    await expectRoomForFingers(page)
    await thread(page).getByRole('button', { name: 'Fermer le fil' }).tap()

    await page.getByRole('button', { name: 'Revenir à la liste' }).tap()
    await expect(page.getByRole('link', { name: 'général' })).toBeVisible()
    await expectRoomForFingers(page)
    await fits()
  })
}

test('everything in a channel is done from the keyboard', async ({ plano }) => {
  const { address, camilles, channel } = await aProject(plano, maelle)
  const hers = await plano.as(maelle)
  await post(hers, channel.id, 'Premier')
  await post(hers, channel.id, 'Deuxième')
  await camilles.put(`/channels/${channel.id}/read`, { seq: 2 })
  const page = await plano.windowOf(camille, address)
  await expect(line(page, 'Deuxième')).toBeVisible()

  // From the composer back to the last message, then from message to message.
  await composer(page).focus()
  await page.keyboard.press('Shift+Tab')
  await expect(line(page, 'Deuxième')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(line(page, 'Premier')).toBeFocused()

  // + opens the signs, a word finds one, Enter gives it.
  await page.keyboard.press('+')
  await expect(page.getByRole('searchbox', { name: 'Rechercher un emoji' })).toBeFocused()
  await page.keyboard.type('bravo')
  await page.keyboard.press('Enter')
  await expect(line(page, 'Premier').getByRole('button', { name: /👏, 1 personne|🎉, 1 personne/ })).toBeVisible()

  // R opens the thread, where one writes at once; Escape leads back to the message.
  await line(page, 'Premier').focus()
  await page.keyboard.press('r')
  await expect(thread(page).getByRole('textbox', { name: 'Répondre dans le fil' })).toBeFocused()
  await page.keyboard.type('Vu')
  await page.keyboard.press('Enter')
  await expect(thread(page).getByRole('article').filter({ hasText: 'Vu' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(thread(page)).toHaveCount(0)
  await expect(line(page, 'Premier')).toBeFocused()

  // Bold by its keys, a new line, sent by Enter.
  await composer(page).focus()
  await page.keyboard.press('Control+b')
  await page.keyboard.type('fort')
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('suite')
  await page.keyboard.press('Enter')
  await expect(line(page, 'suite').locator('strong')).toHaveText('fort')

  // @ and a beginning name somebody, chosen with Enter; the next Enter sends.
  await composer(page).focus()
  await page.keyboard.type('@maë')
  await expect(page.getByRole('option', { name: new RegExp(nameOf(maelle)) })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.type('peux-tu relire ?')
  await page.keyboard.press('Enter')
  await expect(line(page, 'peux-tu relire ?')).toContainText(`@${nameOf(maelle)}`)

  // A poll by its command, answered from its line.
  await composer(page).focus()
  await page.keyboard.type('/sondage')
  await page.keyboard.press('Enter')
  const poll = page.getByRole('dialog', { name: /sondage/i })
  await expect(poll.getByRole('textbox').first()).toBeFocused()
  await page.keyboard.type('Quel jour ?')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Jeudi')
  await poll.getByRole('textbox', { name: /2/ }).focus()
  await page.keyboard.type('Vendredi')
  await page.keyboard.press('Enter')
  await expect(poll).toHaveCount(0)
  await line(page, 'Quel jour ?').getByRole('radio', { name: /Jeudi/ }).focus()
  await page.keyboard.press('Space')
  await line(page, 'Quel jour ?').getByRole('button', { name: 'Voter' }).focus()
  await page.keyboard.press('Enter')
  await expect(line(page, 'Quel jour ?')).toContainText(/1\s+voix · 100\s+%/)

  // The search over everything, and its result in its place.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('relire')
  await expect(page.getByRole('option', { name: /relire/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(line(page, 'peux-tu relire ?')).toBeFocused()

  // E edits one's own, Escape leaves it as it was.
  await line(page, 'suite').focus()
  await page.keyboard.press('e')
  await expect(page.getByRole('textbox', { name: 'Modifier le message' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(line(page, 'suite')).toBeVisible()

  // M opens the menu: unread from here.
  await line(page, 'Premier').focus()
  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: 'Marquer non lu à partir d’ici' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Nouveaux messages' })).toBeVisible()
  await expect
    .poll(
      async () =>
        (await camilles.get<{ items: Channel[] }>('/me/channels')).items.find((it) => it.id === channel.id)?.unread,
    )
    .toBeGreaterThan(0)
})

test('where one may not write, it says why', async ({ plano }) => {
  const { camilles, project } = await aProject(plano, maelle)
  const make = (kind: string, name: string) =>
    camilles.post<Channel>(`/projects/${project.id}/channels`, { draft: randomUUID(), kind, name })
  const [annonces, ancien, journal] = [
    await make('announcement', 'annonces'),
    await make('open', 'ancien'),
    await make('log', 'main courante'),
  ]
  await camilles.put(`/channels/${ancien.id}/archive`)
  const page = await plano.windowOf(maelle, `/p/${project.id}/messages/${annonces.id}`)
  await expect(page.getByText('Ce canal est réservé aux annonces.')).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await expectAccessible(page)
  await page.goto(`/p/${project.id}/messages/${ancien.id}`)
  await expect(page.getByText('Ce canal est fermé. Il reste lisible.')).toBeVisible()

  // An entry of a log bears its number, and offers neither to change it nor to take it away.
  await page.goto(`/p/${project.id}/messages/${journal.id}`)
  await composer(page, 'Écrire dans #main courante').fill('Porte nord ouverte')
  await composer(page, 'Écrire dans #main courante').press('Enter')
  const entry = page.getByRole('log').getByRole('article').filter({ hasText: 'Porte nord ouverte' })
  await expect(entry).toContainText('N° 1')
  await entry.hover()
  await entry.getByRole('button', { name: 'Autres actions' }).click()
  await expect(page.getByRole('menuitem', { name: 'Copier le lien' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Modifier' })).toHaveCount(0)
  await expect(page.getByRole('menuitem', { name: 'Retirer le message' })).toHaveCount(0)
})

test('leaving a channel and coming back finds the same place', async ({ plano }) => {
  const { address, camilles, channel, project } = await aProject(plano, maelle)
  const hers = await plano.as(maelle)
  for (let n = 1; n <= 60; n++) await post(hers, channel.id, `Ligne ${n}`)
  await camilles.put(`/channels/${channel.id}/read`, { seq: 60 })
  const other = await camilles.post<Channel>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'open',
    name: 'ailleurs',
  })
  const page = await plano.windowOf(camille, address)
  await expect(line(page, /Ligne 60$/)).toBeInViewport()
  await line(page, /Ligne 60$/).hover()
  await page.mouse.wheel(0, -700)
  await expect(line(page, /Ligne 60$/)).not.toBeInViewport()
  const placed = () =>
    log(page).evaluate((room) => {
      const box = room.parentElement?.getBoundingClientRect().top ?? 0
      const first = [...room.querySelectorAll('article')].find((it) => it.getBoundingClientRect().top >= box)
      return first ? `${first.textContent} ${Math.round(first.getBoundingClientRect().top - box)}` : ''
    })
  // The wheel has come to rest when two looks agree.
  let before = ''
  await expect
    .poll(async () => {
      const last = before
      before = await placed()
      return before === last
    })
    .toBe(true)

  await page.getByRole('link', { name: 'ailleurs' }).click()
  await expect(composer(page, 'Écrire dans #ailleurs')).toBeVisible()
  await page.getByRole('link', { name: 'général' }).click()
  await expect.poll(placed).toBe(before)
  expect(other.id).not.toBe(channel.id)
})

test('a decision is written as one, and found again among those of the project', async ({ plano }) => {
  const { camilles, project, address } = await aProject(plano, maelle)
  const draft = randomUUID()
  const works = await camilles.post<{ id: string }>(`/projects/${project.id}/channels`, {
    draft,
    kind: 'open',
    name: 'travaux-hall',
  })
  await post(camilles, works.id, 'Le sol est repris en entier.', { kind: 'decision' })
  const page = await plano.windowOf(maelle, address)
  await page.getByRole('button', { name: 'C’est une décision' }).click()
  await write(page, 'Les panneaux sont en bleu profond.')
  await expect(line(page, 'Les panneaux sont en bleu profond.').getByText('Décision')).toBeVisible()
  // The next one is an ordinary message again.
  await write(page, 'Je lance l’impression.')
  await expect(line(page, 'Je lance l’impression.').getByText('Décision')).toHaveCount(0)

  await page.getByRole('button', { name: 'Autres actions du canal' }).click()
  await page.getByRole('menuitem', { name: 'Décisions du projet' }).click()
  const decisions = page.getByRole('dialog', { name: 'Décisions du projet' })
  await expect(decisions.getByRole('listitem')).toHaveText([/Les panneaux sont en bleu profond/, /Le sol est repris/])
  // One that is taken meanwhile comes by itself.
  await post(camilles, works.id, 'Ouverture le 11 janvier.', { kind: 'decision' })
  await expect(decisions.getByRole('listitem').first()).toContainText('Ouverture le 11 janvier.')
  await decisions.getByRole('button', { name: 'Voir dans le canal' }).last().click()
  await expect(page).toHaveURL(new RegExp(`/messages/${works.id}`))
  await expect(page.getByRole('article').filter({ hasText: 'Le sol est repris en entier.' })).toBeInViewport()
})

test('a message is saved and found again; another is written for later, changed, and sent now', async ({ plano }) => {
  const { camilles, address, channel } = await aProject(plano, maelle)
  await post(camilles, channel.id, 'Le plan du hall est validé.')
  const hers = await plano.windowOf(maelle, address)

  // Saved from its line; reminded of from its menu.
  await line(hers, 'plan du hall').hover()
  const tools = hers.getByRole('toolbar', { name: 'Actions sur le message' })
  await tools.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(line(hers, 'plan du hall')).toContainText('Enregistré')
  await line(hers, 'plan du hall').hover()
  await tools.getByRole('button', { name: 'Autres actions' }).click()
  await hers.getByRole('menuitem', { name: 'Me le rappeler' }).click()
  const dialog = hers.getByRole('dialog', { name: 'Me le rappeler' })
  await dialog.getByRole('radio', { name: /Demain matin/ }).check()
  await dialog.getByRole('button', { name: 'Me le rappeler' }).click()
  await expect(line(hers, 'plan du hall')).toContainText('Rappel :')

  // Written for later: it waits, and nobody else sees it.
  await composer(hers).fill('Les panneaux arrivent.')
  await hers.getByRole('button', { name: 'Envoyer plus tard' }).click()
  await hers.getByRole('menuitem', { name: /Demain matin/ }).click()
  await expect(composer(hers)).toHaveValue('')
  await expect(line(hers, 'Les panneaux arrivent.')).toHaveCount(0)
  await hers.getByRole('link', { name: '1 message programmé' }).click()

  // Listed, changed, sent now.
  const kept = hers.getByRole('main').getByRole('listitem')
  await expect(kept.filter({ hasText: 'Les panneaux arrivent.' })).toBeVisible()
  await expectAccessible(hers)
  await kept.getByRole('button', { name: 'Autres actions' }).click()
  await hers.getByRole('menuitem', { name: 'Modifier' }).click()
  const editor = hers.getByRole('textbox', { name: 'Modifier le message' })
  await editor.fill('Les panneaux arrivent mardi.')
  await editor.press('Enter')
  await expect(kept.filter({ hasText: 'arrivent mardi' })).toBeVisible()
  await kept.getByRole('button', { name: 'Envoyer maintenant' }).click()
  await expect(hers.getByText('Aucun message programmé')).toBeVisible()

  // What she saved leads back to its place, where what she sent stands too.
  await hers.getByRole('tab', { name: 'Rappels' }).click()
  await expect(kept.filter({ hasText: 'plan du hall' })).toBeVisible()
  await hers.getByRole('tab', { name: 'Messages' }).click()
  await kept.getByRole('link', { name: /plan du hall/ }).click()
  await expect(line(hers, 'Les panneaux arrivent mardi.')).toBeVisible()
})

test('one leaves a conversation of several people, and puts one of two away until something is said', async ({
  plano,
}) => {
  const camilles = await plano.setUp(camille)
  await plano.colleague(camilles, maelle)
  await plano.colleague(camilles, idriss)
  const [of, and] = [await plano.accountOf(maelle), await plano.accountOf(idriss)]
  const three = await camilles.post<Channel>('/me/conversations', { people: [of, and] })
  await post(camilles, three.id, 'À trois')
  const two = await camilles.post<Channel>('/me/conversations', { people: [of] })
  await post(camilles, two.id, 'À deux')
  const page = await plano.windowOf(maelle, `/conversations/${three.id}`)
  const list = page.getByRole('navigation', { name: 'Conversations' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  const actions = page.getByRole('button', { name: 'Autres actions de la conversation' })

  // Of several: out for good, after a question.
  await actions.click()
  await page.getByRole('menuitem', { name: 'Quitter la conversation' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('Vous ne la lirez plus')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Quitter la conversation' }).click()
  await expect(page.getByText('Vous avez quitté la conversation.')).toBeVisible()
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await post(camilles, three.id, 'Sans elle')
  await expect(list.getByRole('listitem')).toHaveCount(1)

  // Of two: put away, found again among all, back with the next message.
  await list.getByRole('link', { name: nameOf(camille) }).click()
  await expect(page.getByRole('log').getByText('À deux')).toBeVisible()
  await actions.click()
  await expect(page.getByRole('menuitem', { name: 'Quitter la conversation' })).toHaveCount(0)
  await page.getByRole('menuitem', { name: 'Masquer la conversation' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(0)
  await page.getByRole('button', { name: 'Toutes les conversations' }).click()
  const all = page.getByRole('dialog', { name: 'Toutes les conversations' })
  await expect(all.getByRole('button', { name: new RegExp(nameOf(camille)) })).toContainText('masquée')
  await expectAccessible(page)
  await all.getByRole('button', { name: 'Fermer' }).last().click()
  await post(camilles, two.id, 'Au fait')
  await expect(list.getByRole('link', { name: new RegExp(nameOf(camille)) })).toBeVisible()
})

test('whoever manages a private channel entrusts it to another before leaving', async ({ plano }) => {
  const { camilles, project } = await aProject(plano, maelle)
  const people = [await plano.accountOf(maelle)]
  const channel = await camilles.post<Channel>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'private',
    name: 'bureau',
    people,
  })
  const page = await plano.windowOf(camille, `/p/${project.id}/messages/${channel.id}`)
  await page.getByRole('button', { name: 'Personnes du canal' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Personnes du canal' })
  await dialog.getByRole('button', { name: `Retirer ${nameOf(camille)}` }).click()
  await expect(page.getByText('Un canal garde au moins une personne qui le gère.')).toBeVisible()
  await dialog.getByRole('button', { name: `Confier la gestion du canal à ${nameOf(maelle)}` }).click()
  await expect(dialog.getByRole('button', { name: `Retirer la gestion du canal à ${nameOf(maelle)}` })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expectAccessible(page)
  await dialog.getByRole('button', { name: `Retirer ${nameOf(camille)}` }).click()
  const right = await plano.windowOf(maelle, `/p/${project.id}/messages/${channel.id}`)
  await right.getByRole('button', { name: 'Personnes du canal' }).first().click()
  await expect(right.getByRole('dialog').getByText('Gère le canal', { exact: true })).toBeVisible()
})
