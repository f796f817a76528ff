// SPDX-License-Identifier: EUPL-1.2
// States of what surrounds everything: home, notifications, the search, the offline banner.
import { bringNextWorker } from '../../src/worker'
import { alone, fails, never, unreachable } from './answers'
import { press, type State } from './state'

/** Nobody of the demonstration, so that nothing of it is sent once the server is back. */
const WRITER = 'acc_00000000000000000000000001'

/** As after a cut during which somebody has written. */
function keepTexts({ account, at }: { account: string; at: number }): void {
  const waiting = (draft: string, body: string, more: object = {}) => ({
    draft,
    channel: 'chn_00000000000000000000000001',
    body,
    kind: 'text',
    where: '#signalétique · Accueil des usagers',
    at,
    refused: null,
    ...more,
  })
  const refused = { type: 'about:blank', title: '', status: 422, code: 'body.unacceptable' }
  const kept = [
    waiting('1', 'Bien vu. J’ajoute le sujet à l’ordre du jour de 14 h.'),
    waiting('2', 'Trois points :\n\n- valider les teintes\n- commander les panneaux', { thread: 'msg_1' }),
    waiting('3', `Guide_de_la_signalétique_${'intercommunale_'.repeat(8)}2027`, { refused }),
  ]
  localStorage.setItem(`plano.outbox.${account}`, JSON.stringify(kept))
  const draft = { text: 'Pour le couloir, je propose', named: [], where: 'Maëlle Kervadec', at }
  localStorage.setItem(`plano.drafts.${account}`, JSON.stringify({ chn_2: draft }))
  // biome-ignore lint/suspicious/noDocumentCookie: as the page itself notes who is there.
  document.cookie = `plano-here=${account}; Path=/`
}

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
    name: 'sans-serveur-textes-en-attente',
    path: '/',
    who: 'member',
    // All of it: as soon as anything answers, the page tries again.
    before: unreachable('**/api/v1/**'),
    act: async (page, { app: t }) => {
      await page.evaluate(keepTexts, { account: WRITER, at: Date.now() })
      await page.reload()
      await page.getByRole('region', { name: t.unsent.drafts(1) }).waitFor()
    },
    after: async (page) =>
      await page.evaluate((account) => {
        for (const it of ['outbox', 'drafts']) localStorage.removeItem(`plano.${it}.${account}`)
      }, WRITER),
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
