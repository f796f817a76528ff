// SPDX-License-Identifier: EUPL-1.2
// What a list shows stands in its address: a link, a reload or "back" gives the same list.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { camille } from '../src/people'
import { expect, test } from '../src/test'

const search = (page: Page, name: string) => page.getByRole('searchbox', { name })
const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true, pressed: true })

test('the filters of every list live in its address', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  const velo = await administrator.createProject('Plan vélo')
  const old = await administrator.createProject('Fête de l’eau 2026')
  await administrator.put(`/projects/${old.id}/archive`)
  await administrator.post('/admin/groups', { draft: randomUUID(), name: 'Service de la voirie' })
  const page = await plano.windowOf(camille)
  const main = page.getByRole('main')

  await page.goto('/projets')
  await page.getByRole('button', { name: 'Archivés', exact: true }).click()
  await expect(main.getByText('Fête de l’eau 2026')).toBeVisible()
  await search(page, 'Chercher un projet').fill('eau')
  await expect(page).toHaveURL(/[?&]etat=archives/)
  await expect(page).toHaveURL(/[?&]q=eau/)
  await page.reload()
  await expect(main.getByText('Fête de l’eau 2026')).toBeVisible()
  await expect(search(page, 'Chercher un projet')).toHaveValue('eau')
  await main.getByRole('link', { name: /Fête de l’eau/ }).click()
  await expect(page).toHaveURL(new RegExp(old.id))
  await page.goBack()
  await expect(pressed(page, 'Archivés')).toBeVisible()
  await expect(search(page, 'Chercher un projet')).toHaveValue('eau')
  // Choosing the state was a step; typing was none.
  await page.goBack()
  await expect(pressed(page, 'En cours')).toBeVisible()
  await expect(main.getByText('Plan vélo')).toBeVisible()

  const lists: [string, () => Promise<void>][] = [
    [
      `/p/${velo.id}/membres?q=personne&role=externes&tri=role&ordre=decroissant`,
      async () => {
        await expect(search(page, 'Chercher un membre')).toHaveValue('personne')
        await expect(page.getByRole('combobox', { name: 'Rôle' })).toHaveValue('externes')
        await expect(main.getByText('Aucun membre ne correspond.')).toBeVisible()
      },
    ],
    ['/notifications?etat=non-lues', async () => await expect(pressed(page, 'Non lues')).toBeVisible()],
    [
      '/administration/comptes?q=xyz&etat=invited',
      async () => {
        await expect(search(page, 'Chercher')).toHaveValue('xyz')
        await expect(page.getByRole('combobox', { name: 'État' })).toHaveValue('invited')
      },
    ],
    [
      '/administration/demandes?etat=refusees',
      async () => await expect(page.getByRole('tab', { name: 'Refusées', selected: true })).toBeVisible(),
    ],
    [
      '/administration/journal?q=2027&du=2026-01-05',
      async () => {
        await expect(search(page, 'Chercher')).toHaveValue('2027')
        await expect(main.getByRole('button', { name: /Effacer|filtres/ }).first()).toBeVisible()
      },
    ],
    ['/administration/structures?q=voirie', async () => await expect(search(page, 'Chercher')).toHaveValue('voirie')],
    ['/administration/groupes?q=voirie', async () => await expect(search(page, 'Chercher')).toHaveValue('voirie')],
    [
      '/administration/travaux?etat=attente',
      async () => await expect(page.getByRole('tab', { name: 'En attente', selected: true })).toBeVisible(),
    ],
  ]
  for (const [address, holds] of lists)
    await test.step(address, async () => {
      await page.goto(address)
      await holds()
    })
})

test('what is typed right after Ctrl K is kept until the search has come', async ({ plano }) => {
  await plano.setUp(camille)
  const page = await plano.windowOf(camille, '/', { serviceWorkers: 'block' })
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route('**/assets/SearchPalette-*.js', async (route) => {
    await held
    await route.continue()
  })
  const opener = page.getByRole('link', { name: 'Aller au contenu' })
  await opener.focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('créer un p')
  // Its script is still on the way.
  await expect(page.getByRole('combobox')).toHaveCount(0)
  release()
  const field = page.getByRole('combobox', { name: 'Rechercher un projet, une personne, un message ou une action' })
  await expect(field).toBeFocused()
  await page.keyboard.type('rojet')
  await expect(field).toHaveValue('créer un projet')
  await expect(page.getByRole('option', { name: 'Créer un projet' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
})
