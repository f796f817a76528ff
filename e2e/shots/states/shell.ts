// SPDX-License-Identifier: EUPL-1.2
// States of what surrounds everything: home, notifications, the search, the offline banner.
import { bringNextWorker } from '../../src/worker'
import { alone, fails, never } from './answers'
import { press, type State } from './state'

export const shell: readonly State[] = [
  {
    name: 'recherche',
    path: '/',
    who: 'member',
    act: async (page, { app: t }) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox', { name: t.palette.field }).fill('a')
      await page.getByRole('listbox').getByRole('option').first().waitFor()
      await page.getByText(t.palette.searching).waitFor({ state: 'hidden' })
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
    name: 'notifications-volet',
    path: '/',
    who: 'member',
    only: 'wide',
    act: async (page, { app: t, notifications: n }) => {
      await page.getByRole('link', { name: t.nav.notifications }).first().click()
      await page.getByRole('heading', { name: n.title }).first().waitFor()
    },
  },
  { name: 'accueil-d-un-externe', path: '/', who: 'outsider', act: async () => undefined },
  {
    name: 'accueil-chargement',
    path: '/',
    who: 'member',
    staysBusy: true,
    before: never('**/api/v1/projects?*'),
    act: async (page) => await page.locator('[aria-busy=true] > *').first().waitFor(),
  },
  {
    name: 'notifications-en-panne',
    path: '/notifications',
    who: 'member',
    before: fails('**/api/v1/notifications*'),
    act: async (page) => await page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'notifications-une-seule',
    path: '/notifications',
    who: 'member',
    before: alone('**/api/v1/notifications?*'),
    act: async () => undefined,
  },
  {
    name: 'nouvelle-version',
    path: '/',
    who: 'member',
    act: async (page, { app: t }) => {
      await bringNextWorker(page)
      await page.getByRole('button', { name: t.update.reload }).waitFor()
    },
    after: async (page) =>
      await page.evaluate(async () => {
        for (const it of await navigator.serviceWorker.getRegistrations()) await it.unregister()
      }),
  },
]
