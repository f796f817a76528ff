// SPDX-License-Identifier: EUPL-1.2
// States of projects: lists, overview, members, settings, dialogs.
import type { Page } from '@playwright/test'
import type { Words } from '../../src/words'
import { alone, answers, changed, ENDLESS, fails, LONG, longNames, many, never } from './answers'
import { press, type State } from './state'

const linked = (page: Page) =>
  changed('**/api/v1/projects/prj_*/links', () => ({
    items: [
      { id: 'prj_00000000000000000000000001', name: 'Plan vélo 2027–2030', icon: 'bike', colour: 'cat-4' },
      { id: 'prj_00000000000000000000000002', name: 'Courrier dématérialisé', icon: 'mail', colour: 'cat-3' },
    ],
  }))(page)

/** One line of the menu of a project. */
const inTheMenu = async (page: Page, { projects: t }: Words, item: string) => {
  await press(page, t.frame.more)
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** The menu of the first line of a list whose menu has this. */
const inTheMenuOf = async (page: Page, label: (name: string) => string, who: string, item: string) => {
  await page
    .getByRole('button', { name: label(who), exact: true })
    .first()
    .click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

export const projects: readonly State[] = [
  {
    name: 'projets-aucun-resultat',
    path: '/projets',
    who: 'member',
    act: async (page, { projects: t }) => {
      await page.getByRole('searchbox', { name: t.all.search }).fill('xylophone')
      await page.getByText(t.all.noResult.title).waitFor()
    },
  },
  {
    name: 'nouveau-projet-sans-nom',
    path: '/projets/nouveau',
    who: 'member',
    act: async (page, { projects: t }) => {
      await press(page, t.create.submit)
      await page.getByText(t.create.nameMissing).first().waitFor()
    },
  },
  {
    name: 'inviter',
    path: '/p/{project}/membres',
    who: 'member',
    act: async (page, { projects: t }) => {
      await press(page, t.members.invite)
      const who = page.getByRole('dialog').getByRole('combobox', { name: t.invite.who })
      await who.fill('lena.vasseur@atelier-vasseur.example')
      await who.press('Enter')
      await page.getByText(t.external.mayNotTitle).first().waitFor()
    },
  },
  {
    name: 'qui-peut-voir',
    path: '/p/{project}/membres',
    who: 'member',
    act: async (page, { projects: t }) => {
      await press(page, t.members.whoCanSee)
      await page.getByRole('dialog', { name: t.whoCanSee.title }).waitFor()
    },
  },
  {
    name: 'plus-d-actions-du-projet',
    path: '/p/{project}',
    who: 'member',
    act: async (page, { projects: t }) => {
      await press(page, t.frame.more)
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'archiver',
    path: '/p/{project}',
    who: 'member',
    act: async (page, { projects: t }) => {
      await press(page, t.frame.more)
      await page.getByRole('menuitem', { name: t.frame.archive }).click()
      await page.getByText(t.archive.body).waitFor()
    },
  },
  {
    name: 'hors-connexion',
    path: '/p/{project}',
    who: 'member',
    act: async (page, { app: t }) => {
      await page.context().setOffline(true)
      await page.getByText(t.offline.title).first().waitFor({ timeout: 40_000 })
    },
  },
  { name: 'projet-vide', path: '/p/{empty}', who: 'member', act: async () => undefined },
  { name: 'projet-autre-regard', path: '/p/{project}', who: 'colleague', act: async () => undefined },
  { name: 'projet-pour-un-externe', path: '/p/{project}', who: 'outsider', act: async () => undefined },
  {
    name: 'projets-archives-liste',
    path: '/projets',
    who: 'member',
    act: async (page, { projects: t }) => {
      await press(page, t.all.archived)
      await page.getByText('Fête de l’eau 2026').first().waitFor()
    },
  },
  {
    name: 'projets-500',
    path: '/projets',
    who: 'member',
    before: many('**/api/v1/projects?*', 500),
    act: async () => undefined,
  },
  {
    name: 'membres-chargement',
    path: '/p/{project}/membres',
    who: 'member',
    staysBusy: true,
    before: never('**/api/v1/projects/*/members*'),
    act: async (page) => await page.locator('[aria-busy=true] > *').first().waitFor(),
  },
  {
    name: 'membres-en-panne',
    path: '/p/{project}/membres',
    who: 'member',
    before: fails('**/api/v1/projects/*/members*'),
    act: async (page) => await page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'projets-en-panne',
    path: '/projets',
    who: 'member',
    before: fails('**/api/v1/projects?*'),
    act: async (page) => await page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'projets-lies',
    path: '/p/{project}',
    who: 'member',
    before: linked,
    act: async (page, { projects: t }) =>
      await page.getByRole('region', { name: t.links.title }).scrollIntoViewIfNeeded(),
  },
  {
    name: 'lier-un-projet',
    path: '/p/{project}',
    who: 'member',
    act: async (page, { projects: t }) => {
      await press(page, t.links.add)
      await page.getByRole('dialog').getByRole('combobox', { name: t.links.project }).press('ArrowDown')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'lier-un-projet-refuse',
    path: '/p/{project}',
    who: 'member',
    before: answers('PUT', '**/api/v1/projects/*/links/*', 409, 'linked.too_many'),
    act: async (page, { projects: t }) => {
      await press(page, t.links.add)
      const dialog = page.getByRole('dialog')
      const field = dialog.getByRole('combobox', { name: t.links.project })
      await field.press('ArrowDown')
      await page.getByRole('option').first().waitFor()
      await field.press('Enter')
      await page.getByRole('listbox').waitFor({ state: 'detached' })
      await dialog.getByRole('button', { name: t.links.submit }).click()
      await dialog.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'message-avec-annuler',
    path: '/p/{project}',
    who: 'member',
    before: async (page) => {
      await answers('DELETE', '**/api/v1/projects/*/links/*', 204)(page)
      await linked(page)
    },
    act: async (page, { projects: t }) => {
      await press(page, t.links.remove('Plan vélo 2027–2030'))
      await page.getByRole('button', { name: t.links.undo, exact: true }).waitFor()
    },
  },
  {
    name: 'message-d-echec',
    path: '/p/{project}',
    who: 'member',
    before: async (page) => {
      await answers('DELETE', '**/api/v1/projects/*/links/*', 503, 'server.busy')(page)
      await linked(page)
    },
    act: async (page, { projects: t, ui }) => {
      await press(page, t.links.remove('Plan vélo 2027–2030'))
      await page.getByRole('button', { name: ui.toast.dismiss }).waitFor()
    },
  },
  {
    name: 'noms-tres-longs-projets',
    path: '/projets',
    who: 'member',
    before: longNames,
    act: async (page) => await page.getByRole('main').getByText(LONG).first().waitFor(),
  },
  {
    name: 'noms-tres-longs-apercu',
    path: '/p/{project}',
    who: 'member',
    before: longNames,
    act: async (page) => await page.getByRole('heading', { level: 1, name: ENDLESS }).waitFor(),
  },
  {
    name: 'noms-tres-longs-membres',
    path: '/p/{project}/membres',
    who: 'member',
    before: longNames,
    act: async (page) =>
      await page
        .getByText(/Rakotondrasoa/)
        .first()
        .waitFor(),
  },
  {
    name: 'projets-un-seul',
    path: '/projets',
    who: 'member',
    before: alone('**/api/v1/projects?*'),
    act: async () => undefined,
  },
  {
    name: 'membres-un-seul',
    path: '/p/{project}/membres',
    who: 'member',
    before: alone('**/api/v1/projects/*/members?*'),
    act: async () => undefined,
  },
  {
    name: 'inviter-refuse',
    path: '/p/{project}/membres',
    who: 'member',
    before: answers('POST', '**/api/v1/projects/*/members', 503, 'server.busy'),
    act: async (page, { projects: t }) => {
      await press(page, t.members.invite)
      const dialog = page.getByRole('dialog')
      const who = dialog.getByRole('combobox', { name: t.invite.who })
      await who.fill('lena.vasseur@atelier-vasseur.example')
      await who.press('Enter')
      await dialog.getByRole('button', { name: t.invite.submit(1) }).click()
      await dialog.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'membre-role-et-droits',
    path: '/p/{project}/membres',
    who: 'member',
    act: async (page, { projects: t }) => {
      await inTheMenuOf(page, t.members.actionsFor, 'Nour Attali-Faure', t.members.edit)
      await page.getByRole('dialog').getByText(t.edit.externalNote).waitFor()
    },
  },
  {
    name: 'membre-droits-par-outil',
    path: '/p/{project}/membres',
    who: 'member',
    act: async (page, { projects: t }) => {
      await inTheMenuOf(page, t.members.actionsFor, 'Maëlle Kervadec', t.members.edit)
      await page.getByRole('dialog').getByText(t.edit.levelsHint).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'retirer-un-membre',
    path: '/p/{project}/membres',
    who: 'member',
    act: async (page, { projects: t }) => {
      await inTheMenuOf(page, t.members.actionsFor, 'Idriss Benkacem', t.members.remove)
      await page.getByText(t.members.removeBody).waitFor()
    },
  },
  {
    name: 'transmettre',
    path: '/p/{project}',
    who: 'member',
    act: async (page, words) => {
      await inTheMenu(page, words, words.projects.frame.handOver)
      await page.getByRole('dialog').getByText(words.projects.handOver.personHint).waitFor()
    },
  },
  {
    name: 'dupliquer',
    path: '/p/{project}',
    who: 'member',
    act: async (page, words) => {
      await inTheMenu(page, words, words.projects.frame.duplicate)
      await page.getByRole('dialog').getByText(words.projects.duplicate.intro).waitFor()
    },
  },
  {
    name: 'ranger-dans-une-categorie',
    path: '/projets',
    who: 'member',
    act: async (page, { projects: t }) => {
      await inTheMenuOf(page, t.all.more, 'Accueil des usagers', t.all.category)
      await page.getByRole('dialog', { name: t.category.title }).waitFor()
    },
  },
  {
    name: 'quitter',
    path: '/p/{project}',
    who: 'colleague',
    act: async (page, words) => {
      await inTheMenu(page, words, words.projects.frame.leave)
      await page.getByText(words.projects.leave.body).waitFor()
    },
  },
  {
    name: 'quitter-seule-responsable',
    path: '/p/{project}',
    who: 'member',
    act: async (page, words) => {
      await inTheMenu(page, words, words.projects.frame.leave)
      await page.getByText(words.projects.leave.lastOwner).waitFor()
    },
  },
]
