// SPDX-License-Identifier: EUPL-1.2
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { dropOn, pdf, png, upload } from '../src/documents'
import { aProject } from '../src/messages'
import { camille, maelle } from '../src/people'
import { expect, test } from '../src/test'

const file = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const card = (page: Page, name: string) => page.getByRole('list', { name: 'Dossiers' }).getByRole('link', { name })
const panel = (page: Page) => page.getByRole('region', { name: 'Dépôt de fichiers' })

test('a folder is made and files are dropped into it; the other sees them come; a name that is taken is asked about', async ({
  plano,
}) => {
  const { project } = await aProject(plano, maelle)
  const page = await plano.windowOf(camille, `/p/${project.id}`)
  await page.getByRole('navigation', { name: 'Outils du projet' }).getByRole('link', { name: 'Documents' }).click()
  await expect(page.getByRole('heading', { name: 'Aucun document pour l’instant' })).toBeVisible()
  await expectAccessible(page)

  // By the keyboard: made, named, opened.
  await page.getByRole('button', { name: 'Nouveau' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Créer un dossier' }).press('Enter')
  await page.getByRole('textbox', { name: 'Nom' }).fill('Signalétique')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(card(page, 'Signalétique')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Signalétique' })).toBeVisible()

  const others = await plano.windowOf(maelle, page.url())
  await expect(others.getByRole('heading', { name: 'Ce dossier est vide' })).toBeVisible()

  await dropOn(page.getByRole('heading', { name: 'Ce dossier est vide' }), { 'plan.txt': 'un', 'métré.txt': 'deux' })
  await expect(panel(page).getByText('Déposé', { exact: true })).toHaveCount(2)
  await expect(file(others, 'plan.txt')).toBeVisible()
  await expect(file(others, 'métré.txt')).toContainText('Camille Rovère')
  await expectAccessible(page)

  // The same names again: one becomes a version, the other stands beside it.
  await dropOn(file(others, 'plan.txt'), { 'plan.txt': 'trois', 'métré.txt': 'quatre', 'a:b.txt': 'cinq' })
  await expect(panel(others).getByText('Ce nom existe déjà.')).toHaveCount(2)
  await expectAccessible(others)
  const line = (name: string) => panel(others).getByRole('listitem').filter({ hasText: name })
  await line('plan.txt').getByRole('button', { name: 'Ajouter comme version 2' }).click()
  await line('métré.txt').getByRole('button', { name: 'Garder les deux' }).click()
  await line('a:b.txt').getByRole('button', { name: 'Déposer sous « a-b.txt »' }).click()
  await expect(panel(others).getByText('Déposé', { exact: true })).toHaveCount(3)
  await expect(file(page, 'plan.txt')).toContainText('Version 2')
  await expect(file(page, 'métré (2).txt')).toBeVisible()
  await expect(file(page, 'a-b.txt')).toBeVisible()
})

test('by the keyboard alone, files are chosen, renamed, moved, put into the trash and taken back', async ({
  plano,
}) => {
  const { project, camilles } = await aProject(plano, maelle)
  const { entry: top } = await camilles.get<{ entry: { id: string } }>(`/projects/${project.id}/documents`)
  const page = await plano.windowOf(camille, `/p/${project.id}/documents`)
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await upload(page, top.id, name, name)
  await camilles.post(`/documents/${top.id}/folders`, { draft: crypto.randomUUID(), name: 'Archives' })
  await expect(file(page, 'c.txt')).toBeVisible()
  await expect(card(page, 'Archives')).toBeVisible()

  await card(page, 'Archives').focus()
  await page.keyboard.press('ArrowDown')
  await expect(file(page, 'a.txt')).toBeFocused()
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'Nom' })).toHaveValue('a.txt')
  await page.getByRole('textbox', { name: 'Nom' }).fill('b.txt')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Ce nom existe déjà dans ce dossier.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Nom' }).fill('aa.txt')
  await page.keyboard.press('Enter')
  await expect(file(page, 'aa.txt')).toBeFocused()

  // Two at once, into the folder; and back.
  await page.keyboard.press(' ')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('group', { name: 'Actions sur la sélection' })).toContainText('2 éléments sélectionnés')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Déplacer' }).press('Enter')
  const tree = page.getByRole('tree', { name: 'Choisissez un dossier' })
  await tree.getByRole('treeitem', { name: 'Archives' }).focus()
  await page.keyboard.press('Enter')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Déplacer ici' }).press('Enter')
  await expect(file(page, 'aa.txt')).toHaveCount(0)
  await expect(card(page, 'Archives')).toContainText('2 éléments')
  await page.keyboard.press('Control+z')
  await expect(file(page, 'aa.txt')).toBeVisible()

  await file(page, 'b.txt').focus()
  await page.keyboard.press('Delete')
  await expect(file(page, 'b.txt')).toHaveCount(0)
  await expect(file(page, 'c.txt')).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(file(page, 'b.txt')).toBeVisible()
  await file(page, 'c.txt').focus()
  await page.keyboard.press('Delete')
  await expect(file(page, 'c.txt')).toHaveCount(0)

  // From the trash, where it says where it was; erased for good once it is asked.
  await page.getByRole('link', { name: 'Corbeille' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Corbeille' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Restaurer c.txt' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'La corbeille est vide' })).toBeVisible()
  await page.getByRole('link', { name: 'Documents' }).last().press('Enter')
  await file(page, 'c.txt').focus()
  await page.keyboard.press('Delete')
  await expect(file(page, 'c.txt')).toHaveCount(0)
  await page.getByRole('link', { name: 'Corbeille' }).press('Enter')
  await page.getByRole('button', { name: 'Effacer définitivement c.txt' }).press('Enter')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Effacer définitivement', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'La corbeille est vide' })).toBeVisible()
})

test('a file is looked at, one after the other; its versions are looked at, named and restored', async ({ plano }) => {
  const { project, camilles } = await aProject(plano, maelle)
  const { entry: top } = await camilles.get<{ entry: { id: string } }>(`/projects/${project.id}/documents`)
  const page = await plano.windowOf(camille, `/p/${project.id}/documents`)
  await upload(page, top.id, 'essai.png', png(640, 400))
  const notes = await upload(page, top.id, 'notes.md', '# Avant les travaux')
  await upload(page, top.id, 'notes.md', '# Après les travaux\n\n- [x] poser les panneaux', {
    file: notes,
    revision: 1,
  })
  await upload(page, top.id, 'plan.pdf', pdf(3))

  // From its row by Enter, on by arrows, and back to the row by Escape.
  await file(page, 'essai.png').focus()
  await page.keyboard.press('Enter')
  const image = page.getByRole('img', { name: 'essai.png' })
  await expect(image).toBeVisible()
  expect(await image.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBe(640)
  await expectAccessible(page)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { level: 1, name: 'notes.md' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: 'Après les travaux' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Ouvrir les détails' }).press('Enter')
  const details = page.getByRole('complementary', { name: 'Détails du fichier' })
  await details.getByRole('button', { name: /^Version 1/ }).press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Avant les travaux' })).toBeVisible()
  await expectAccessible(page)
  await details.getByRole('button', { name: 'Actions sur la version 1' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Nommer cette version' }).press('Enter')
  await page.getByRole('textbox', { name: 'Nom de la version' }).fill('avant travaux')
  await page.keyboard.press('Enter')
  await expect(details.getByText('avant travaux')).toBeVisible()

  // Somebody else writes it meanwhile: what is there now is not lost unseen.
  const others = await plano.windowOf(maelle, `/p/${project.id}/documents/${notes}`)
  await expect(others.getByRole('heading', { level: 2, name: 'Après les travaux' })).toBeVisible()
  await page.getByRole('button', { name: 'Restaurer cette version' }).press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Avant les travaux' })).toBeVisible()
  await expect(details.getByText('Reprise de la version 1')).toBeVisible()
  await expect(others.getByRole('heading', { level: 2, name: 'Avant les travaux' })).toBeVisible()

  // A document of several pages: its text can be read, and searched.
  await details.getByRole('button', { name: 'Fermer les détails' }).press('Enter')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { level: 1, name: 'plan.pdf' })).toBeVisible()
  await expect(page.getByRole('group', { name: 'Page 1' })).toContainText('Guichets, feuillet 1')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Chercher dans le document' }).press('Enter')
  await page.getByRole('searchbox', { name: 'Chercher dans le document' }).fill('FEUILLET 3')
  await expect(page.getByRole('search').getByText('1 sur 1')).toBeVisible()
  await expect(page.getByRole('group', { name: 'Page 3' })).toBeInViewport()
  await page.keyboard.press('Escape')
  await page.getByRole('group', { name: 'Contenu de plan.pdf' }).focus()
  await page.keyboard.press('Escape')
  await expect(file(page, 'plan.pdf')).toBeFocused()
})
