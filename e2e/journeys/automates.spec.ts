// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { aProject, type Channel } from '../src/messages'
import { camille, maelle, nameOf } from '../src/people'
import { expect, type Plano, test } from '../src/test'

/** A channel in which programs post, or a log. */
async function aChannel(plano: Plano, kind: 'open' | 'log' = 'open') {
  const { camilles, project } = await aProject(plano, maelle)
  const channel = await camilles.post<Channel>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind,
    name: 'supervision',
  })
  return { camilles, channel, address: `/p/${project.id}/messages/${channel.id}` }
}

const log = (page: Page) => page.getByRole('log', { name: 'Messages de supervision' })

async function inTheMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Autres actions du canal' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('a manager makes a posting address, a program posts at it, and its messages are marked', async ({ plano }) => {
  const { address } = await aChannel(plano)
  const [left, right] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await left.goto(address)
  await right.goto(address)
  await expect(log(right)).toBeVisible()

  await inTheMenu(left, 'Automates')
  const dialog = left.getByRole('dialog', { name: 'Automates du canal' })
  await expect(dialog.getByText('Un logiciel qui connaît une adresse d’envoi publie dans ce canal.')).toBeVisible()
  await expectAccessible(left)
  await dialog.getByRole('button', { name: 'Créer une adresse d’envoi' }).click()
  const form = left.getByRole('dialog', { name: 'Créer une adresse d’envoi' })
  await form.getByRole('textbox', { name: 'Nom' }).fill('Supervision')
  await expectAccessible(left)
  await form.getByRole('button', { name: 'Créer une adresse d’envoi' }).click()
  const told = left.getByRole('dialog', { name: 'Adresse d’envoi prête' })
  const secret = await told.getByRole('textbox', { name: 'Adresse d’envoi' }).inputValue()
  await expectAccessible(left)
  await told.getByRole('button', { name: 'C’est noté' }).click()

  const posts = async (text: string) =>
    (
      await fetch(secret, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      })
    ).status
  expect(await posts('**Disque** plein à 91 %')).toBe(201)
  const line = log(right).getByRole('article').filter({ hasText: 'Disque plein à 91 %' })
  await expect(line).toContainText('Supervision')
  await expect(line).toContainText('Automate')
  await expect(line).toContainText(`pour ${nameOf(camille)}`)

  // Its list says that it was used, and takes it away.
  await expect(dialog.getByText(/utilisé/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Actions sur « Supervision »' }).click()
  await left.getByRole('menuitem', { name: 'Supprimer' }).click()
  await left.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click()
  await expect(dialog.getByText('Un logiciel qui connaît une adresse d’envoi publie dans ce canal.')).toBeVisible()
  expect(await posts('Encore ?')).toBe(404)

  // Who does not manage the channel has no such item.
  await right.getByRole('button', { name: 'Autres actions du canal' }).click()
  await expect(right.getByRole('menuitem', { name: 'Décisions du projet' })).toBeVisible()
  await expect(right.getByRole('menuitem', { name: 'Automates' })).toHaveCount(0)
})

test('a member takes a log away as a document and as a table, and a manager the whole channel', async ({ plano }) => {
  const { camilles, channel, address } = await aChannel(plano, 'log')
  const say = (body: string, more: object = {}) =>
    camilles.post<{ id: string }>(`/channels/${channel.id}/messages`, { draft: randomUUID(), body, ...more })
  const first = await say('Début de l’exercice : œil ouvert.')
  await say('Téléphonie rétablie dès 10 h 09.', { quotes: first.id })
  const page = await plano.windowOf(maelle)
  await page.goto(address)
  await expect(log(page)).toBeVisible()

  await inTheMenu(page, 'Exporter la main courante')
  const dialog = page.getByRole('dialog', { name: 'Exporter la main courante' })
  await expectAccessible(page)
  let waits = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Exporter la main courante' }).click()
  const document = await waits
  expect(document.suggestedFilename()).toMatch(/^main-courante-supervision-.*\.pdf$/)
  expect((await readFile(await document.path())).subarray(0, 5).toString()).toBe('%PDF-')
  await expect(dialog).toBeHidden()

  await inTheMenu(page, 'Exporter la main courante')
  await dialog.getByRole('radio', { name: /Tableau CSV/ }).check({ force: true })
  waits = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Exporter la main courante' }).click()
  const table = (await readFile(await (await waits).path())).toString()
  expect(table).toContain('Début de l’exercice : œil ouvert.')
  expect(table.split('\r\n')[2]).toMatch(/;1;;;;;$/)

  const own = await plano.windowOf(camille)
  await own.goto(address)
  await expect(log(own)).toBeVisible()
  await inTheMenu(own, 'Exporter le canal')
  const whole = own.getByRole('dialog', { name: 'Exporter le canal' })
  await expectAccessible(own)
  waits = own.waitForEvent('download')
  await whole.getByRole('button', { name: 'Télécharger' }).click()
  const html = (await readFile(await (await waits).path())).toString()
  expect(html).toContain('Téléphonie rétablie dès 10 h 09.')
  expect(html).toContain('</html>')
})

test('a bot has a password of its own: it posts and reads with it, in its channel alone, until it is taken away', async ({
  plano,
}) => {
  const { camilles, channel, address } = await aChannel(plano)
  const other = await camilles.post<Channel>(`/projects/${address.split('/')[2]}/channels`, {
    draft: randomUUID(),
    kind: 'open',
    name: 'ailleurs',
  })
  const [left, right] = [await plano.windowOf(camille, address), await plano.windowOf(maelle, address)]
  await expect(log(right)).toBeVisible()
  await inTheMenu(left, 'Automates')
  const dialog = left.getByRole('dialog', { name: 'Automates du canal' })
  await dialog.getByRole('button', { name: 'Créer un robot' }).click()
  const form = left.getByRole('dialog', { name: 'Créer un robot' })
  await form.getByRole('textbox', { name: 'Nom' }).fill('Veille crues')
  await expectAccessible(left)
  await form.getByRole('button', { name: 'Créer un robot' }).click()
  const ready = left.getByRole('dialog', { name: 'Robot créé' })
  const secret = await ready.getByRole('textbox', { name: 'Mot de passe du robot' }).inputValue()
  await expectAccessible(left)
  await ready.getByRole('button', { name: 'C’est noté' }).click()
  const bot = dialog.getByRole('region', { name: 'Robots' }).getByRole('listitem')
  await expect(bot).toContainText('Veille crues')
  await expect(bot).toContainText('jamais utilisé')

  // As a program does: no cookie, its password in the header.
  const asked = (method: 'GET' | 'POST', of: string, text?: string) =>
    fetch(`${plano.url}/api/v1/channels/${of}/messages`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(text === undefined ? {} : { body: JSON.stringify({ draft: randomUUID(), body: text }) }),
    })
  expect((await asked('POST', channel.id, 'La Loire est à **3,40 m**')).status).toBe(201)
  const line = log(right).getByRole('article').filter({ hasText: 'La Loire est à 3,40 m' })
  await expect(line).toContainText('Veille crues')
  await expect(line).toContainText('Automate')
  await expect(line).toContainText(`pour ${nameOf(camille)}`)
  expect(await (await asked('GET', channel.id)).text()).toContain('La Loire est')
  expect((await asked('POST', other.id, 'Ici aussi ?')).ok).toBe(false)
  expect((await asked('GET', other.id)).ok).toBe(false)

  // Its list says so; taken away, it does nothing more, and what it said stays.
  await left.keyboard.press('Escape')
  await inTheMenu(left, 'Automates')
  await expect(bot).toContainText(/· utilisé/)
  await expect(bot).not.toContainText('jamais utilisé')
  await bot.getByRole('button', { name: 'Supprimer « Veille crues »' }).click()
  await left.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click()
  await expect(bot).toHaveCount(0)
  expect((await asked('POST', channel.id, 'Encore ?')).status).toBe(401)
  expect((await asked('GET', channel.id)).status).toBe(401)
  await right.reload()
  await expect(line).toContainText('Veille crues')
  await expect(log(right).getByText('Encore ?')).toHaveCount(0)
})
