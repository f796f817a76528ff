// SPDX-License-Identifier: EUPL-1.2
// States of the administration.
import type { Page } from '@playwright/test'
import { alone, changed, fails, given, longNames, never } from './answers'
import { press, type State } from './state'

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

export const administration: readonly State[] = [
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
    name: 'comptes-chargement',
    path: '/administration/comptes',
    who: 'administrator',
    staysBusy: true,
    before: never('**/api/v1/admin/accounts?*'),
    act: async (page) => await page.locator('[aria-busy=true] > *').first().waitFor(),
  },
  {
    name: 'comptes-en-panne',
    path: '/administration/comptes',
    who: 'administrator',
    before: fails('**/api/v1/admin/accounts?*'),
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
]
