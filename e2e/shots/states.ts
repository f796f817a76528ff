// SPDX-License-Identifier: EUPL-1.2
// What a screen becomes under a person's hands: dialogs, menus, refusals, nothing to show, no network.
import type { Page } from '@playwright/test'
import type { Screen } from '../src/screens'
import type { Words } from '../src/words'

export interface State {
  name: string
  path: string
  who: Screen['who'] | 'colleague' | 'outsider'
  /** What is arranged before the page is opened: an answer that does not come, or comes with a fault. */
  before?: (page: Page) => Promise<unknown>
  /** Shows what is busy, and will stay so. */
  staysBusy?: boolean
  /** Has no heading yet. */
  isBare?: boolean
  act: (page: Page, words: Words) => Promise<void>
  /** Only where there is room for it: some ways in are another on a phone. */
  only?: 'wide' | 'narrow'
}

/** An answer of the server that never comes. */
const never = (path: string) => async (page: Page) => await page.route(path, () => undefined)

/** An answer that says something went wrong on the server. */
const fails = (path: string) => async (page: Page) =>
  await page.route(path, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'internal',
        status: 500,
        code: 'internal',
        request_id: 'req_7F3A21C9',
      }),
    }),
  )

/** Many of a kind: the first of the answer, again and again. */
const many = (path: string, count: number) => async (page: Page) =>
  await page.route(path, async (route) => {
    const answer = await route.fetch()
    const json = (await answer.json()) as { items: Record<string, unknown>[] }
    const items = Array.from({ length: count }, (_, at) => {
      const it = json.items[at % json.items.length] ?? {}
      return {
        ...it,
        id: at < json.items.length ? it.id : `${String(it.id).slice(0, -4)}${String(at).padStart(4, '0')}`,
      }
    })
    await route.fulfill({ response: answer, json: { ...json, items } })
  })

/** A request to change something that is refused, or granted without any effect: what else is shown does not depend on it. */
const answers =
  (method: string, path: string, status: number, code = '') =>
  async (page: Page) =>
    await page.route(path, (route) =>
      route.request().method() === method
        ? route.fulfill({
            status,
            ...(code === ''
              ? {}
              : {
                  contentType: 'application/problem+json',
                  body: JSON.stringify({
                    type: 'about:blank',
                    title: code,
                    status,
                    code,
                    request_id: 'req_7F3A21C9',
                  }),
                }),
          })
        : route.fallback(),
    )

/** An answer changed on its way. */
const changed = (path: string, change: (json: never) => object) => async (page: Page) =>
  await page.route(path, async (route) => {
    if (route.request().method() !== 'GET') return await route.fallback()
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: change((await answer.json()) as never) })
  })

interface Some {
  items: { id: string; name?: string }[]
}

/** The first of a list alone. */
const alone = (path: string) => changed(path, (json: Some) => ({ ...json, items: json.items.slice(0, 1), next: null }))

const LONG =
  'Réhabilitation-extension du groupe scolaire intercommunal Joséphine-Baker et de son restaurant d’enfants, phase 2 bis'

/** As long as the server lets a name be, without a space to break it at. */
const ENDLESS = `Schéma_directeur_${'intercommunal_'.repeat(5)}2027`

const longNames = async (page: Page) => {
  await changed('**/api/v1/projects?*', (json: Some) => ({
    ...json,
    items: json.items.map((it, at) => ({ ...it, name: at % 2 === 0 ? LONG : ENDLESS })),
  }))(page)
  await changed('**/api/v1/projects/prj_*', (json: { name?: string }) => ({ ...json, name: ENDLESS }))(page)
  await changed('**/api/v1/projects/prj_*/links', () => ({
    items: [
      { id: 'prj_00000000000000000000000001', name: LONG, icon: 'school', colour: 'cat-6' },
      { id: 'prj_00000000000000000000000002', name: ENDLESS, icon: 'map', colour: 'cat-3' },
    ],
  }))(page)
  const named = <T extends { person?: object | null }>(it: T) =>
    it.person
      ? {
          ...it,
          person: {
            ...it.person,
            name: 'Marie-Antoinette Rakotondrasoa-Vandenbroucke de La Rochefoucauld-Montmorency',
            function:
              'Responsable adjointe de la coordination intercommunale des politiques éducatives et périscolaires',
          },
        }
      : it
  for (const path of ['**/api/v1/projects/prj_*/members?*', '**/api/v1/admin/accounts?*'])
    await changed(path, (json: { items: { person?: object | null }[] }) => ({ ...json, items: json.items.map(named) }))(
      page,
    )
}

const linked = (page: Page) =>
  changed('**/api/v1/projects/prj_*/links', () => ({
    items: [
      { id: 'prj_00000000000000000000000001', name: 'Plan vélo 2027–2030', icon: 'bike', colour: 'cat-4' },
      { id: 'prj_00000000000000000000000002', name: 'Courrier dématérialisé', icon: 'mail', colour: 'cat-3' },
    ],
  }))(page)

const press = async (page: Page, name: string) => await page.getByRole('button', { name, exact: true }).first().click()

export const states: readonly State[] = [
  {
    name: 'connexion-refusee',
    path: '/connexion',
    who: 'nobody',
    act: async (page, { accounts: t }) => {
      await page.getByRole('textbox', { name: t.fields.email }).fill('personne@rivemont.example')
      await page.locator('input[type=password]').fill('pas le bon mot de passe')
      await press(page, t.signIn.send)
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'demande-acces-incomplete',
    path: '/demande-acces',
    who: 'nobody',
    act: async (page, { accounts: t }) => {
      await press(page, t.request.send)
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'mot-de-passe-oublie-envoye',
    path: '/mot-de-passe-oublie',
    who: 'nobody',
    act: async (page, { accounts: t }) => {
      await page.getByRole('textbox', { name: t.fields.email }).fill('personne@rivemont.example')
      await press(page, t.forgotten.send)
      await page.getByRole('heading', { name: t.forgotten.sentTitle }).waitFor()
    },
  },
  {
    name: 'recherche',
    path: '/',
    who: 'member',
    act: async (page, { app: t }) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox', { name: t.palette.field }).fill('a')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'recherche-sans-resultat',
    path: '/',
    who: 'member',
    act: async (page, { app: t }) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox', { name: t.palette.field }).fill('xylophone')
      await page.getByText(t.palette.noneHint).waitFor()
    },
  },
  {
    name: 'raccourcis',
    path: '/',
    who: 'member',
    only: 'wide',
    act: async (page, { app: t }) => {
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: t.shortcuts.title }).waitFor()
    },
  },
  {
    name: 'mon-compte',
    path: '/',
    who: 'member',
    only: 'wide',
    act: async (page) => {
      await page.locator('aside [aria-haspopup=menu]').last().click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'plus',
    path: '/',
    who: 'member',
    only: 'narrow',
    act: async (page, { app: t }) => {
      await press(page, t.nav.more)
      await page.getByRole('dialog', { name: t.nav.more }).waitFor()
    },
  },
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
    name: 'notifications-volet',
    path: '/',
    who: 'member',
    only: 'wide',
    act: async (page, { app: t, notifications: n }) => {
      await page.getByRole('link', { name: t.nav.notifications }).first().click()
      await page.getByRole('heading', { name: n.title }).first().waitFor()
    },
  },
  {
    name: 'changer-de-mot-de-passe',
    path: '/reglages/securite',
    who: 'member',
    act: async (page, { accounts: t }) => {
      await page.getByRole('button', { name: t.security.change }).first().click()
      await page.getByRole('dialog', { name: t.security.changeTitle }).waitFor()
    },
  },
  {
    name: 'creer-un-compte',
    path: '/administration/comptes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await press(page, t.accounts.create)
      await page.getByRole('dialog', { name: t.create.title }).waitFor()
    },
  },
  {
    name: 'comptes-aucun-resultat',
    path: '/administration/comptes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await page.getByRole('searchbox', { name: t.accounts.search }).fill('xylophone')
      await page.getByText(t.accounts.noneTitle).waitFor()
    },
  },
  {
    name: 'import-verifie',
    path: '/administration/import',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      const lines = [
        'adresse;prénom;nom;fonction',
        ...[1, 2, 3, 4, 5, 6].map((n) => `agent.${n}@rivemont.example;Agathe;Durand ${n};Accueil`),
      ]
      lines.push(
        'agent 7;Agathe;Durand 7;Accueil',
        'agent.8@rivemont.example;Agathe;;Accueil',
        'agent.1@rivemont.example;Agathe;Durand;',
      )
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'agents.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
      await page.getByText(t.import.checkedLead).first().waitFor()
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
  { name: 'accueil-d-un-externe', path: '/', who: 'outsider', act: async () => undefined },
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
    name: 'accueil-chargement',
    path: '/',
    who: 'member',
    staysBusy: true,
    before: never('**/api/v1/projects?*'),
    act: async (page) => await page.locator('[aria-busy=true] > *').first().waitFor(),
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
    name: 'comptes-chargement',
    path: '/administration/comptes',
    who: 'administrator',
    staysBusy: true,
    before: never('**/api/v1/admin/accounts?*'),
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
    name: 'comptes-en-panne',
    path: '/administration/comptes',
    who: 'administrator',
    before: fails('**/api/v1/admin/accounts?*'),
    act: async (page) => await page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'notifications-en-panne',
    path: '/notifications',
    who: 'member',
    before: fails('**/api/v1/notifications*'),
    act: async (page) => await page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'comptes-selection',
    path: '/administration/comptes',
    who: 'administrator',
    act: async (page) => {
      await page.getByRole('row').nth(2).getByRole('checkbox').check({ force: true })
      await page.getByRole('row').nth(3).getByRole('checkbox').check({ force: true })
    },
  },
  {
    name: 'compte-fiche',
    path: '/administration/comptes',
    who: 'administrator',
    act: async (page) => {
      await page.getByRole('row').nth(2).getByRole('button').first().click()
      await page.getByRole('complementary').last().getByRole('term').first().waitFor()
    },
  },
  {
    name: 'structure-choisie',
    path: '/administration/structures',
    who: 'administrator',
    act: async (page) => {
      await page
        .getByRole('treeitem', { name: /Direction générale/ })
        .first()
        .click()
      await page.getByRole('heading', { level: 2 }).first().waitFor()
    },
  },
  {
    name: 'journal-detail',
    path: '/administration/journal',
    who: 'administrator',
    act: async (page) => await page.locator('[aria-controls^=journal-]').first().click(),
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
    name: 'noms-tres-longs-comptes',
    path: '/administration/comptes',
    who: 'administrator',
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
    name: 'notifications-une-seule',
    path: '/notifications',
    who: 'member',
    before: alone('**/api/v1/notifications?*'),
    act: async () => undefined,
  },
  {
    name: 'comptes-un-seul',
    path: '/administration/comptes',
    who: 'administrator',
    before: alone('**/api/v1/admin/accounts?*'),
    act: async () => undefined,
  },
  {
    name: 'demandes-une-seule',
    path: '/administration/demandes',
    who: 'administrator',
    before: alone('**/api/v1/admin/access-requests?*'),
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
    name: 'creer-un-compte-refuse',
    path: '/administration/comptes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await press(page, t.accounts.create)
      const dialog = page.getByRole('dialog', { name: t.create.title })
      await dialog.getByRole('textbox', { name: t.create.email }).fill('camille')
      await dialog.getByRole('button', { name: t.create.submit }).click()
      await dialog.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'changer-de-mot-de-passe-refuse',
    path: '/reglages/securite',
    who: 'member',
    before: answers('PUT', '**/api/v1/me/password', 422, 'session.refused'),
    act: async (page, { accounts: t }) => {
      await page.getByRole('button', { name: t.security.change }).first().click()
      const dialog = page.getByRole('dialog', { name: t.security.changeTitle })
      await dialog.getByRole('button', { name: t.security.changePassword }).waitFor()
      for (const field of await dialog.locator('input[type=password]').all())
        await field.fill('Barrage-Orage-Fenouil-47')
      await dialog.getByRole('button', { name: t.security.changePassword }).click()
      await dialog.locator('[aria-invalid=true], [role=alert]').first().waitFor()
    },
  },
]
