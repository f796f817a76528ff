// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { aProject, type Channel, post } from '../src/messages'
import { camille, maelle } from '../src/people'
import { expect, type Plano, test } from '../src/test'

const list = (page: Page) => page.getByRole('navigation', { name: 'Canaux' })
const folder = (page: Page, name: string) => list(page).getByRole('region', { name })
const channelIn = (page: Page, place: string, name: string) =>
  folder(page, place).getByRole('link', { name: new RegExp(name) })

async function withChannels(plano: Plano, ...names: string[]) {
  const { camilles, project } = await aProject(plano, maelle)
  const channels: Channel[] = []
  for (const name of names)
    channels.push(
      await camilles.post<Channel>(`/projects/${project.id}/channels`, { draft: randomUUID(), kind: 'open', name }),
    )
  return { camilles, project, channels, address: `/p/${project.id}/messages` }
}

async function makeFolder(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Créer un canal ou un dossier' }).click()
  await page.getByRole('menuitem', { name: 'Créer un dossier de canaux' }).click()
  const dialog = page.getByRole('dialog', { name: 'Créer un dossier de canaux' })
  await dialog.getByRole('textbox', { name: 'Nom du dossier' }).fill(name)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Créer le dossier' }).click()
  await expect(folder(page, name)).toBeVisible()
}

async function file(page: Page, channel: string, place: string): Promise<void> {
  const more = page.getByRole('button', { name: `Ranger ${channel}` })
  await more.focus()
  await more.press('Enter')
  await page.getByRole('menuitem', { name: place }).press('Enter')
}

test('the list is divided into folders, seen by all at once, folded on one device', async ({ plano }) => {
  const { channels, camilles, address } = await withChannels(plano, 'travaux-hall', 'toiture', 'presse')
  const [left, right] = [await plano.windowOf(camille, address), await plano.windowOf(maelle, address)]
  await expect(list(left).getByRole('link', { name: /presse/ })).toBeVisible()
  await makeFolder(left, 'Chantier')
  await expect(folder(left, 'Chantier')).toContainText('Aucun canal pour l’instant')
  // Who reads nothing in it does not learn its name.
  await expect(list(right).getByRole('heading', { name: 'Chantier' })).toHaveCount(0)

  // With the keyboard alone.
  await file(left, 'travaux-hall', 'Chantier')
  await expect(left.getByText('travaux-hall, dossier « Chantier », position 1 sur 1.')).toBeAttached()
  await file(left, 'toiture', 'Chantier')
  for (const page of [left, right]) await expect(channelIn(page, 'Chantier', 'toiture')).toBeVisible()
  await expectAccessible(left)

  // By dragging, before another.
  await list(left)
    .getByRole('link', { name: /presse/ })
    .dragTo(channelIn(left, 'Chantier', 'toiture'))
  for (const page of [left, right])
    await expect(folder(page, 'Chantier').getByRole('listitem')).toContainText([/travaux-hall/, /presse/, /toiture/])

  await folder(right, 'Chantier').getByRole('button', { name: 'Chantier' }).click()
  await expect(folder(right, 'Chantier').getByRole('link')).toHaveCount(0)
  await post(camilles, (channels[1] as Channel).id, 'Le couvreur passe jeudi')
  await expect(channelIn(right, 'Chantier', 'toiture')).toBeVisible()
  await expect(folder(right, 'Chantier').getByRole('link')).toHaveCount(1)
  await expect(folder(right, 'Chantier').getByRole('button')).toContainText('1 message non lu dans le dossier')
  await expectAccessible(right)
  await right.reload()
  await expect(folder(right, 'Chantier').getByRole('button')).toHaveAttribute('aria-expanded', 'false')
  await expect(folder(left, 'Chantier').getByRole('button', { name: /^Chantier/ })).toHaveAttribute(
    'aria-expanded',
    'true',
  )

  await left.getByRole('button', { name: 'Actions sur le dossier « Chantier »' }).press('Enter')
  await left.getByRole('menuitem', { name: 'Renommer le dossier' }).click()
  const dialog = left.getByRole('dialog', { name: 'Renommer le dossier' })
  await dialog.getByRole('textbox', { name: 'Nom du dossier' }).fill('Travaux')
  await dialog.getByRole('button', { name: 'Renommer le dossier' }).click()
  for (const page of [left, right]) await expect(folder(page, 'Travaux')).toBeVisible()

  await left.getByRole('button', { name: 'Actions sur le dossier « Travaux »' }).press('Enter')
  await left.getByRole('menuitem', { name: 'Supprimer le dossier' }).click()
  await left.getByRole('alertdialog').getByRole('button', { name: 'Supprimer le dossier' }).click()
  for (const page of [left, right]) {
    await expect(list(page).getByRole('heading')).toHaveCount(0)
    await expect(list(page).getByRole('link', { name: /toiture/ })).toBeVisible()
  }
})
