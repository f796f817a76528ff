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
  /** Takes back what the window itself would keep for those that follow. */
  after?: (page: Page) => Promise<unknown>
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

/** An answer that is all made up: what nobody has done in the demonstration. */
const given =
  (method: string, path: string, json: object, status = 200) =>
  async (page: Page) =>
    await page.route(path, (route) =>
      route.request().method() === method ? route.fulfill({ status, json }) : route.fallback(),
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

/** An import as it stands after its check, with two lines to correct. */
const anImport = (more: object) =>
  given('GET', '**/api/v1/admin/imports/imp_*', {
    id: 'imp_00000000000000000000000001',
    file_name: 'agents-2027.csv',
    status: 'checked',
    created_at: '2026-11-24T08:12:00Z',
    created_by: {
      id: 'acc_00000000000000000000000001',
      name: 'Camille Rovère',
      given_name: 'Camille',
      family_name: 'Rovère',
      organisation: 'Agglomération de Rivemont',
      function: null,
      photo: null,
      is_external: false,
      is_active: true,
    },
    organisation: null,
    columns: ['email', 'given_name', 'family_name', 'function'],
    lines: 4000,
    valid: 3998,
    existing: 0,
    created: 0,
    invited: 0,
    preview: [],
    faults_total: 2,
    faults: [
      { line: 51, column: 'email', code: 'email.invalid', value: 'agent 50 chez rivemont' },
      { line: 151, column: 'organisation', code: 'organisation.unknown', value: 'Voirie' },
    ],
    ...more,
  })

const IMPORT = '/administration/import?import=imp_00000000000000000000000001'

/** What a name begins with whose end is somebody's. */
const startOf = (label: (name: string) => string) => new RegExp(`^${label('').trim()}`)

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

const openTheSheetOf = async (page: Page, who: RegExp) => {
  await page.getByRole('row', { name: who }).getByRole('button', { name: who }).first().click()
  await page.getByRole('complementary').last().getByRole('term').first().waitFor()
}

const openTheOrganisation = async (page: Page) => {
  await page
    .getByRole('treeitem', { name: /Direction générale/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 2 }).first().waitFor()
}

const createAppPassword = async (page: Page, { accounts: t }: Words) => {
  await page.getByRole('button', { name: t.appPasswords.create, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: t.appPasswords.createTitle })
  await dialog.getByRole('textbox', { name: t.appPasswords.name }).fill('Tableau de bord du service')
  await dialog.getByRole('button', { name: t.appPasswords.send }).click()
}

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
  {
    name: 'demande-a-accepter',
    path: '/administration/demandes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await page
        .getByRole('button', { name: startOf(t.requests.approveOf) })
        .first()
        .click()
      await page.getByRole('dialog').getByText(t.requests.approveBody).waitFor()
    },
  },
  {
    name: 'demande-a-refuser',
    path: '/administration/demandes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await page
        .getByRole('button', { name: startOf(t.requests.refuseOf) })
        .first()
        .click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: t.requests.refuseSubmit }).click()
      await dialog.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'groupe-fiche',
    path: '/administration/groupes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await page.getByRole('row').nth(1).getByRole('button').first().click()
      await page.getByRole('combobox', { name: t.groups.add }).waitFor()
    },
  },
  {
    name: 'creer-un-groupe',
    path: '/administration/groupes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await press(page, t.groups.create)
      await page.getByRole('dialog', { name: t.groups.createTitle }).waitFor()
    },
  },
  {
    name: 'renommer-un-groupe',
    path: '/administration/groupes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await page
        .getByRole('button', { name: startOf(t.groups.actionsOn) })
        .first()
        .click()
      await page.getByRole('menuitem', { name: t.groups.rename }).click()
      await page.getByRole('dialog', { name: t.groups.renameTitle }).waitFor()
    },
  },
  {
    name: 'supprimer-un-groupe',
    path: '/administration/groupes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await page
        .getByRole('button', { name: startOf(t.groups.actionsOn) })
        .first()
        .click()
      await page.getByRole('menuitem', { name: t.groups.delete }).click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
  {
    name: 'creer-une-structure',
    path: '/administration/structures',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await openTheOrganisation(page)
      await press(page, t.organisations.createUnder)
      await page.getByRole('dialog').getByRole('textbox', { name: t.organisations.name }).waitFor()
    },
  },
  {
    name: 'renommer-une-structure',
    path: '/administration/structures',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await openTheOrganisation(page)
      await page.getByRole('button', { name: startOf(t.organisations.actions) }).click()
      await page.getByRole('menuitem', { name: t.organisations.rename }).click()
      await page.getByRole('dialog', { name: t.organisations.renameTitle }).waitFor()
    },
  },
  {
    name: 'deplacer-une-structure',
    path: '/administration/structures',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await openTheOrganisation(page)
      await page.getByRole('button', { name: startOf(t.organisations.actions) }).click()
      await page.getByRole('menuitem', { name: t.organisations.move }).click()
      await page.getByRole('dialog').getByText(t.organisations.moveHint).waitFor()
    },
  },
  {
    name: 'structure-qui-ne-se-supprime-pas',
    path: '/administration/structures',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await openTheOrganisation(page)
      await page.getByRole('button', { name: startOf(t.organisations.actions) }).click()
      await page.getByText(t.organisations.deleteBlocked).waitFor()
    },
  },
  {
    name: 'supprimer-une-structure',
    path: '/administration/structures',
    who: 'administrator',
    // As after its last account has left.
    before: changed('**/api/v1/admin/organisations', (json: { items: { name: string; can: object }[] }) => ({
      ...json,
      items: json.items
        .filter((it) => it.name === 'Direction générale' || !('parent' in it) || it.parent === null)
        .map((it) => ({ ...it, accounts: 0, branch_accounts: 0, can: { ...it.can, delete: true } })),
    })),
    act: async (page, { admin: t }) => {
      await openTheOrganisation(page)
      await page.getByRole('button', { name: startOf(t.organisations.actions) }).click()
      await page.getByRole('menuitem', { name: t.organisations.delete }).click()
      await page.getByText(t.organisations.deleteBody).waitFor()
    },
  },
  {
    name: 'modifier-un-compte',
    path: '/administration/comptes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await openTheSheetOf(page, /Idriss Benkacem/)
      await press(page, t.account.edit)
      await page.getByRole('dialog', { name: t.account.editTitle }).waitFor()
    },
  },
  {
    name: 'confier-ce-que-tient-un-partant',
    path: '/administration/comptes',
    who: 'administrator',
    act: async (page, { admin: t }) => {
      await openTheSheetOf(page, /Yannick Morvézen/)
      await press(page, t.succession.open)
      await page.getByRole('dialog').getByRole('heading', { level: 3 }).waitFor()
    },
  },
  {
    name: 'import-en-cours',
    path: IMPORT,
    who: 'administrator',
    before: anImport({ status: 'running', created: 1240 }),
    act: async (page, { admin: t }) => await page.getByRole('button', { name: t.import.pause }).waitFor(),
  },
  {
    name: 'import-en-pause',
    path: IMPORT,
    who: 'administrator',
    before: anImport({ status: 'paused', created: 1240, invited: 50 }),
    act: async (page, { admin: t }) => await page.getByRole('button', { name: t.import.resume }).waitFor(),
  },
  {
    name: 'import-termine-par-vagues',
    path: IMPORT,
    who: 'administrator',
    before: anImport({ status: 'done', created: 3998, invited: 450 }),
    act: async (page, { admin: t }) => await page.getByRole('heading', { name: t.import.wavesTitle }).waitFor(),
  },
  {
    name: 'mot-de-passe-d-application',
    path: '/reglages/securite',
    who: 'member',
    act: async (page, { accounts: t }) => {
      await page.getByRole('button', { name: t.appPasswords.create, exact: true }).click()
      await page.getByRole('dialog', { name: t.appPasswords.createTitle }).waitFor()
    },
  },
  {
    name: 'mot-de-passe-d-application-cree',
    path: '/reglages/securite',
    who: 'member',
    before: given(
      'POST',
      '**/api/v1/me/app-passwords',
      { id: 'apw_00000000000000000000000001', secret: 'plano-exemple-3kq7-vw2m-8hdt-x9rc' },
      201,
    ),
    act: async (page, words) => {
      await createAppPassword(page, words)
      await page.getByRole('dialog', { name: words.accounts.appPasswords.secretTitle }).waitFor()
    },
  },
  {
    name: 'confirmer-son-mot-de-passe',
    path: '/reglages/securite',
    who: 'member',
    before: answers('POST', '**/api/v1/me/app-passwords', 403, 'session.not_fresh'),
    act: async (page, words) => {
      await createAppPassword(page, words)
      await page
        .getByRole('dialog', { name: words.accounts.fresh.title })
        .locator('input[type=password]:focus')
        .waitFor()
    },
  },
  {
    name: 'changer-d-adresse',
    path: '/reglages/profil',
    who: 'member',
    act: async (page, { accounts: t }) => {
      await press(page, t.profile.changeEmail)
      await page.getByRole('dialog', { name: t.profile.changeEmailTitle }).waitFor()
    },
  },
  {
    name: 'nouvelle-adresse-confirmee',
    path: '/adresse#jeton-de-changement',
    who: 'nobody',
    before: async (page) =>
      await page.route('**/api/v1/email-changes/confirmation', (route) => route.fulfill({ status: 204 })),
    act: async (page, { accounts: t }) => await page.getByText(t.emailChange.done).waitFor(),
  },
  {
    name: 'invitation-valable',
    path: '/invitation#jeton-d-invitation',
    who: 'nobody',
    before: given('POST', '**/api/v1/invitations/inspection', {
      email: 'lena.vasseur@atelier-vasseur.example',
      given_name: 'Léna',
      family_name: 'Vasseur',
      invited_by: 'Camille Rovère',
      is_external: true,
      organisation: 'Agglomération de Rivemont',
      project: 'Plan vélo 2027–2030',
      access_ends_on: '2027-02-26',
      expires_at: '2026-12-06T08:12:00Z',
    }),
    act: async (page, { accounts: t }) => await page.getByRole('button', { name: t.invitation.send }).waitFor(),
  },
  {
    name: 'nouvelle-version',
    path: '/',
    who: 'member',
    act: async (page, { app: t }) => {
      // As after an update of the server: another worker comes and waits behind the one that has this window.
      await page.evaluate(async () => {
        await navigator.serviceWorker.ready
        if (!navigator.serviceWorker.controller)
          await new Promise((has) => navigator.serviceWorker.addEventListener('controllerchange', has, { once: true }))
        await navigator.serviceWorker.register('/sw.js?next', { updateViaCache: 'none' })
      })
      await page.getByRole('button', { name: t.update.reload }).waitFor()
    },
    after: async (page) =>
      await page.evaluate(async () => {
        for (const it of await navigator.serviceWorker.getRegistrations()) await it.unregister()
      }),
  },
]
