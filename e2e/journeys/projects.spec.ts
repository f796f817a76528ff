// SPDX-License-Identifier: EUPL-1.2
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { choose, chooseIn, confirm, fill, propose } from '../src/controls'
import { camille, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

const MORE = 'Plus d’actions du projet'

test('a project proposed as a template begins a colleague’s project @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const { organisations } = await administrator.get<{ organisations: { id: string }[] }>('/me')
  const model = await administrator.createProject('Chantier type', {
    aim: 'Ouvrir, suivre et clore un chantier.',
    organisation: organisations[0]?.id,
  })
  const page = await plano.windowOf(camille, `/p/${model.id}`)
  await chooseIn(page, MORE, 'Proposer comme modèle')
  await expect(page.getByText('« Chantier type » est proposé comme modèle dans votre structure.').first()).toBeVisible()

  const hers = await plano.windowOf(maelle, '/projets/nouveau')
  await choose(hers, 'Partir d’un modèle', 'Chantier type')
  await fill(hers, { 'Nom du projet': 'Pont des Arts' })
  await expectAccessible(hers)
  await hers.getByRole('button', { name: 'Créer le projet' }).click()
  await expect(hers).toHaveTitle(/Pont des Arts/)
  await hers.getByRole('main').getByRole('link', { name: 'Réglages', exact: true }).first().click()
  await expect(hers.getByRole('textbox', { name: /^But/ })).toHaveValue('Ouvrir, suivre et clore un chantier.')
  // The model is not a door: she is in her own project, and does not see the one it was made from.
  await hers.goto('/projets')
  await expect(hers.getByRole('main').getByText('Pont des Arts')).toBeVisible()
  await expect(hers.getByRole('main').getByText('Chantier type')).toHaveCount(0)
})

test('a project is duplicated with its people when asked, and never with its content @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const project = await administrator.createProject('Fête de la musique 2026', { aim: 'Trois scènes en ville.' })
  await administrator.post(`/projects/${project.id}/members`, {
    invitations: [{ account: await plano.accountOf(maelle), role: 'reader' }],
  })
  await administrator.renameProject(project.id, 'Fête de la musique')
  const [page, hers] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await hers.goto('/projets')

  await page.goto(`/p/${project.id}`)
  await chooseIn(page, MORE, 'Dupliquer sans le contenu…')
  const dialog = page.getByRole('dialog', { name: 'Dupliquer « Fête de la musique »' })
  await fill(dialog, { 'Nom de la copie': 'Fête de la musique 2027' })
  await dialog.getByText('Reprendre aussi les membres').click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Dupliquer le projet' }).click()

  await expect(page).toHaveTitle(/Fête de la musique 2027/)
  const main = page.getByRole('main')
  await expect(main.getByText('Trois scènes en ville.').first()).toBeVisible()
  // Of what happened in the first nothing is told in the second.
  await expect(main.getByText(`${nameOf(camille)} a créé le projet à partir d’un autre`)).toBeVisible()
  await expect(main.getByText('a modifié les réglages du projet')).toHaveCount(0)
  await expect(hers.getByRole('main').getByText('Fête de la musique 2027')).toBeVisible()
  await page.getByRole('link', { name: 'Membres', exact: true }).click()
  await expect(page.getByRole('row').filter({ hasText: nameOf(maelle) })).toContainText('Lecture seule')
})

test('archiving and restoring are seen by the others as they happen @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const project = await administrator.createProject('Recensement')
  await administrator.post(`/projects/${project.id}/members`, {
    invitations: [{ account: await plano.accountOf(maelle), role: 'manager' }],
  })
  const [page, hers] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await page.goto(`/p/${project.id}`)
  await hers.goto(`/p/${project.id}/reglages`)
  const name = hers.getByRole('textbox', { name: 'Nom du projet' })
  await expect(name).toBeEditable()

  await chooseIn(page, MORE, 'Archiver le projet…')
  await confirm(page, 'Archiver le projet')
  // In her window the banner comes, and there is nothing left to change.
  await expect(hers.getByText('Ce projet est archivé.')).toBeVisible()
  await expect(name.and(hers.locator(':enabled:not([readonly])'))).toHaveCount(0)
  await expectAccessible(hers)
  const list = await plano.windowOf(maelle, '/projets')
  await expect(list.getByText('Aucun projet pour l’instant')).toBeVisible()

  await chooseIn(page, MORE, 'Restaurer le projet')
  await expect(hers.getByText('Ce projet est archivé.')).toHaveCount(0)
  await expect(name).toBeEditable()
  await expect(list.getByRole('main').getByText('Recensement')).toBeVisible()
})

test('the only owner hands the project over before leaving it @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const project = await administrator.createProject('Marché de Noël')
  await administrator.post(`/projects/${project.id}/members`, {
    invitations: [{ account: await plano.accountOf(maelle), role: 'manager' }],
  })
  const [page, hers] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await page.goto(`/p/${project.id}`)
  await hers.goto(`/p/${project.id}/membres`)
  const own = hers.getByRole('row').filter({ hasText: nameOf(maelle) })
  await expect(own).toContainText('Gestionnaire')

  await chooseIn(page, MORE, 'Quitter le projet…')
  await expect(page.getByText('Vous en êtes la seule personne responsable.')).toBeVisible()
  await confirm(page, 'Transmettre le projet')
  const dialog = page.getByRole('dialog', { name: 'Transmettre « Marché de Noël »' })
  await choose(dialog, 'Nouvelle personne responsable', `${nameOf(maelle)} (Agglomération de Rivemont)`)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Transmettre le projet' }).click()
  await expect(page.getByText(`${nameOf(maelle)} est maintenant responsable du projet.`).first()).toBeVisible()
  await expect(own).toContainText('Responsable')

  await chooseIn(page, MORE, 'Quitter le projet…')
  await confirm(page, 'Quitter le projet')
  await expect(page.getByText('Vous avez quitté « Marché de Noël ».').first()).toBeVisible()
  await expect(page.getByRole('main').getByText('Marché de Noël')).toHaveCount(0)
  await expect(hers.getByRole('row').filter({ hasText: nameOf(camille) })).toHaveCount(0)
})

test('who can see a project is said with the reason, and what is pinned is pinned in all my windows @both', async ({
  plano,
}) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const project = await administrator.createProject('Lecture publique')
  await administrator.post(`/projects/${project.id}/members`, {
    invitations: [{ account: await plano.accountOf(maelle), role: 'reader' }],
  })
  const [page, other] = [await plano.windowOf(camille), await plano.windowOf(camille)]
  await page.goto(`/p/${project.id}`)
  await chooseIn(page, MORE, 'Qui peut voir ceci, et pourquoi')
  const dialog = page.getByRole('dialog', { name: 'Qui peut voir ceci, et pourquoi' })
  await expect(dialog.getByText('2 personnes').first()).toBeVisible()
  const line = dialog.getByRole('listitem').filter({ hasText: nameOf(maelle) })
  await expect(line).toContainText('Membre du projet')
  await expect(line).toContainText(`sur invitation de ${nameOf(camille)}`)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Fermer' }).last().click()

  // Who makes a project has it pinned already.
  const pinned = (window: Page) =>
    window.getByRole('navigation', { name: 'Projets épinglés' }).getByRole('link', { name: /Lecture publique/ })
  await expect(pinned(other)).toBeVisible()
  await chooseIn(page, MORE, 'Ne plus épingler')
  for (const window of [page, other]) await expect(pinned(window)).toHaveCount(0)
  await chooseIn(page, MORE, 'Épingler le projet')
  for (const window of [page, other]) await expect(pinned(window)).toBeVisible()
})

test('linked projects are seen from both sides, by those who may enter the other @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const velo = await administrator.createProject('Plan vélo')
  const voirie = await administrator.createProject('Voirie')
  await administrator.post(`/projects/${velo.id}/members`, {
    invitations: [{ account: await plano.accountOf(maelle), role: 'reader' }],
  })
  const [page, hers] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await hers.goto(`/p/${velo.id}`)
  await page.goto(`/p/${velo.id}`)
  await page.getByRole('button', { name: 'Lier un projet' }).click()
  const dialog = page.getByRole('dialog', { name: 'Lier un projet' })
  await propose(dialog, 'Projet à lier', 'voi', 'Voirie')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Lier le projet' }).click()

  const linked = (window: Page, name: string) =>
    window.getByRole('region', { name: 'Projets liés' }).getByRole('link', { name })
  await expect(linked(page, 'Voirie')).toBeVisible()
  await expectAccessible(page)
  // She may not enter the other: there is nothing to see, until she may.
  await expect(hers.getByRole('heading', { name: 'Équipe' })).toBeVisible()
  await expect(hers.getByText('Projets liés')).toHaveCount(0)
  await administrator.post(`/projects/${voirie.id}/members`, {
    invitations: [{ account: await plano.accountOf(maelle), role: 'reader' }],
  })
  await expect(linked(hers, 'Voirie')).toBeVisible()
  await linked(hers, 'Voirie').click()
  await expect(linked(hers, 'Plan vélo')).toBeVisible()
  await expect(hers.getByRole('button', { name: /^Ne plus lier/ })).toHaveCount(0)

  await page.getByRole('button', { name: 'Ne plus lier Voirie' }).click()
  await expect(hers.getByText('Projets liés')).toHaveCount(0)
  await page.getByRole('button', { name: 'Annuler', exact: true }).click()
  for (const window of [page, hers]) await expect(window.getByRole('region', { name: 'Projets liés' })).toBeVisible()
})
