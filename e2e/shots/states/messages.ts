// SPDX-License-Identifier: EUPL-1.2
// States of messages: a channel, a thread, what one writes with, dialogs, what is not there.
import type { Page } from '@playwright/test'
import type { Words } from '../../src/words'
import { changed, fails, given, never } from './answers'
import { press, type State } from './state'

/** Chooses the channel of that name in the list, which is all there is at first on a telephone. */
const choose = async (page: Page, { messages: t }: Words, name = t.main) =>
  await page
    .getByRole('navigation', { name: t.list.label })
    .getByRole('link', { name: new RegExp(name) })
    .click()

/** Opens that channel. */
const inChannel = async (page: Page, words: Words, name?: string) => {
  await choose(page, words, name)
  await page.getByRole('log').getByRole('article').first().waitFor()
}

const inTheHeadMenu = async (page: Page, { messages: t }: Words, item: string) => {
  await press(page, t.head.more)
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** What the composer offers: in a row of buttons, and on a telephone behind its plus. */
const inTheComposer = async (page: Page, { messages: t }: Words, item: string) => {
  const plus = page.getByRole('button', { name: t.composer.more, exact: true })
  if (!(await plus.isVisible())) return await press(page, item)
  await plus.click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** A message for later, in a channel that is read no more. */
const waitsToBeSent = (id: string, body: string, failure: string | null) => ({
  id: `sch_0000000000000000000000000${id}`,
  channel: 'chn_00000000000000000000000001',
  draft: `018f3b5e-7c00-7000-8000-00000000000${id}`,
  kind: 'text',
  body,
  thread: null,
  also_in_channel: false,
  quotes: null,
  send_at: '2026-11-26T08:00:00Z',
  failed_at: failure && '2026-11-26T08:00:01Z',
  failure,
  etag: '1',
})

/** A program that posts for someone. */
const aHook = (id: string, name: string, more: object = {}) => ({
  id: `hok_0000000000000000000000000${id}`,
  name,
  icon: 'siren',
  colour: 'cat-7',
  maker: null,
  made_at: '2026-10-08T07:42:00Z',
  renewed_at: null,
  last_used_at: '2026-11-26T08:00:00Z',
  refused_at: null,
  refusal: null,
  etag: '1',
  ...more,
})

const theAutomates = given('GET', '**/api/v1/channels/*/automates', {
  hooks: [
    aHook('1', 'Supervision du système d’information de l’agglomération et de ses communes'),
    aHook('2', 'Météo', {
      icon: 'leaf',
      colour: 'cat-4',
      refusal: 'maker_may_not',
      refused_at: '2026-11-26T08:00:00Z',
    }),
  ],
  bots: [
    {
      id: 'apw_00000000000000000000000001',
      name: 'Veille',
      scope: 'messages:read',
      maker: null,
      made_at: '2026-10-08T07:42:00Z',
      last_used_at: null,
      expires_on: '2026-12-31',
    },
  ],
})

const inAutomates = async (page: Page, words: Words) => {
  await inChannel(page, words)
  await inTheHeadMenu(page, words, words.messages.head.automates)
  await page.getByRole('dialog', { name: words.messages.automates.title }).getByRole('listitem').first().waitFor()
}

/** The last message of a channel asks something. */
const aPoll = changed('**/api/v1/channels/*/messages?**', (json: { items: object[] }) => ({
  ...json,
  items: json.items.map((it, at) =>
    at < json.items.length - 1
      ? it
      : {
          ...it,
          kind: 'poll',
          body: 'Quel jour pour la visite du hall ?',
          poll: {
            is_multiple: false,
            is_anonymous: true,
            ends_at: null,
            closed_at: null,
            voters: 7,
            options: [
              { text: 'Lundi 7 décembre, à 9 h', votes: 2 },
              { text: 'Mardi 8 décembre, après la réunion des services de la relation aux usagers', votes: 4 },
              { text: 'Un autre jour', votes: 1 },
            ],
          },
        },
  ),
}))

export const messages: readonly State[] = [
  {
    name: 'historique-effacer',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheHeadMenu(page, words, words.messages.clear.menu)
      await page.getByRole('dialog').getByRole('paragraph').first().waitFor()
    },
  },
  {
    name: 'duree-des-messages',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheHeadMenu(page, words, words.messages.expiry.menu)
      await page.getByRole('dialog', { name: words.messages.expiry.title }).waitFor()
    },
  },
  {
    name: 'dossiers-replies',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await choose(page, words)
      await page.getByRole('button', { name: 'Les démarches' }).first().click()
    },
  },
  {
    name: 'dossier-ranger',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      const more = page.getByRole('button', { name: words.messages.folders.channelMenu('travaux-hall') })
      await more.focus()
      await more.press('Enter')
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'dossier-nouveau',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, { messages: t }) => {
      await page.getByRole('button', { name: t.folders.channelMenu('travaux-hall') }).waitFor({ state: 'attached' })
      await press(page, t.folders.createMenu)
      await page.getByRole('menuitem', { name: t.folders.createTitle }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'automates',
    path: '/p/{project}/messages',
    who: 'member',
    before: theAutomates,
    act: inAutomates,
  },
  {
    name: 'automate-nouveau',
    path: '/p/{project}/messages',
    who: 'member',
    before: theAutomates,
    act: async (page, words) => {
      await inAutomates(page, words)
      await press(page, words.messages.automates.makeHook)
      await page.getByRole('textbox', { name: words.messages.automates.name }).waitFor()
    },
  },
  {
    name: 'robot-nouveau',
    path: '/p/{project}/messages',
    who: 'member',
    before: theAutomates,
    act: async (page, words) => {
      await inAutomates(page, words)
      await press(page, words.messages.automates.makeBot)
      await page.getByRole('textbox', { name: words.messages.automates.name }).waitFor()
    },
  },
  {
    name: 'automates-vide',
    path: '/p/{project}/messages',
    who: 'member',
    before: given('GET', '**/api/v1/channels/*/automates', { hooks: [], bots: [] }),
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheHeadMenu(page, words, words.messages.head.automates)
      await page.getByText(words.messages.automates.noBot).waitFor()
    },
  },
  {
    name: 'automates-en-echec',
    path: '/p/{project}/messages',
    who: 'member',
    before: fails('**/api/v1/channels/*/automates'),
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheHeadMenu(page, words, words.messages.head.automates)
      await page.getByText(words.messages.automates.notLoaded).waitFor()
    },
  },
  {
    name: 'exporter-canal',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheHeadMenu(page, words, words.messages.head.export)
      await page.getByRole('dialog', { name: words.messages.export.title }).waitFor()
    },
  },
  {
    name: 'exporter-canal-en-echec',
    path: '/p/{project}/messages',
    who: 'member',
    before: fails('**/api/v1/channels/*/export*'),
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheHeadMenu(page, words, words.messages.head.export)
      await press(page, words.messages.export.submit)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'adresse-d-envoi-prete',
    path: '/p/{project}/messages',
    who: 'member',
    before: async (page) => {
      await theAutomates(page)
      await given('POST', '**/api/v1/channels/*/hooks', {
        hook: aHook('3', 'Supervision'),
        address: 'https://plano.rivemont.example/api/v1/hooks/Yh2hm6et6119j86KV5mx7M64Ae2Bpc4oHZTD0Mv_Vzw',
      })(page)
    },
    act: async (page, words) => {
      const { automates: t } = words.messages
      await inAutomates(page, words)
      await press(page, t.makeHook)
      await page.getByRole('textbox', { name: t.name }).fill('Supervision')
      await page.keyboard.press('Enter')
      await page.getByRole('textbox', { name: t.address }).waitFor()
    },
  },
  {
    name: 'sondage',
    path: '/p/{project}/messages',
    who: 'member',
    before: async (page) => {
      await aPoll(page)
      await given('GET', '**/api/v1/messages/*/poll/vote', { options: [1] })(page)
    },
    act: async (page, words) => {
      await inChannel(page, words)
      await page.getByRole('button', { name: words.messages.poll.withdraw }).waitFor()
    },
  },
  {
    name: 'sondage-en-echec',
    path: '/p/{project}/messages',
    who: 'member',
    before: async (page) => {
      await aPoll(page)
      await fails('**/api/v1/messages/*/poll/vote')(page)
    },
    act: async (page, words) => {
      await inChannel(page, words)
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'canal-signaletique',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => await inChannel(page, words, 'signalétique'),
  },
  {
    name: 'fil',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words, 'signalétique')
      await page
        .getByRole('log')
        .getByRole('button', { name: words.messages.log.answers(5) })
        .click()
      await page.getByRole('complementary', { name: words.messages.thread.title }).waitFor()
    },
  },
  {
    name: 'fil-suivi-ouvert',
    path: '/p/{project}/messages/fils',
    who: 'member',
    act: async (page, words) => {
      await page.getByRole('main').getByRole('article').first().getByRole('link').click()
      await page.getByRole('complementary', { name: words.messages.thread.title }).waitFor()
    },
  },
  {
    name: 'fils-suivis-aucun',
    path: '/conversations/fils',
    who: 'member',
    before: given('GET', '**/api/v1/me/threads', { items: [], people: [] }),
    act: async (page, words) => await page.getByText(words.messages.threads.none).waitFor(),
  },
  {
    name: 'fils-suivis-tout-lu',
    path: '/conversations/fils?etat=non-lus',
    who: 'member',
    before: given('GET', '**/api/v1/me/threads', { items: [], people: [] }),
    act: async (page, words) => await page.getByText(words.messages.threads.noUnread).waitFor(),
  },
  {
    name: 'fils-suivis-en-panne',
    path: '/conversations/fils',
    who: 'member',
    before: fails('**/api/v1/me/threads'),
    act: async (page, words) => await page.getByText(words.messages.threads.notLoaded).waitFor(),
  },
  {
    name: 'mentionner',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words, 'signalétique')
      await page.getByRole('textbox').first().fill('@so')
      await page.getByRole('option').first().waitFor()
    },
    after: async (page) => await page.getByRole('textbox').first().fill(''),
  },
  {
    name: 'choisir-un-emoji',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheComposer(page, words, words.messages.composer.emoji)
      await page.getByRole('dialog', { name: words.messages.emoji.title }).waitFor()
    },
  },
  {
    name: 'decisions',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheHeadMenu(page, words, words.messages.head.decisions)
      await page.getByRole('dialog', { name: words.messages.decisions.title }).getByRole('listitem').first().waitFor()
    },
  },
  {
    name: 'ecrire-une-decision',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheComposer(page, words, words.messages.composer.decision)
      await page.getByText(words.messages.composer.decisionHint).waitFor()
    },
  },
  {
    name: 'creer-un-canal',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, { messages: t }) => {
      await press(page, t.folders.createMenu)
      await page.getByRole('menuitem', { name: t.list.newChannel, exact: true }).click()
      await page.getByRole('dialog', { name: t.create.title }).waitFor()
    },
  },
  {
    name: 'modifier-un-canal',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words, 'signalétique')
      await inTheHeadMenu(page, words, words.messages.head.settings)
      await page.getByRole('dialog', { name: words.messages.settings.title }).waitFor()
    },
  },
  {
    name: 'me-le-rappeler',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words, 'signalétique')
      await page.getByRole('log').getByRole('article').last().focus()
      await page.keyboard.press('m')
      await page.getByRole('menuitem', { name: words.messages.later.remind, exact: true }).click()
      await page.getByRole('dialog', { name: words.messages.later.remind }).waitFor()
    },
  },
  {
    name: 'envoyer-plus-tard',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      const { messages: t } = words
      await inChannel(page, words)
      await page.getByRole('textbox').first().fill('Je vous envoie le plan demain.')
      await inTheComposer(page, words, t.later.sendLater)
      await page.getByRole('menuitem', { name: t.later.choose }).waitFor()
    },
    after: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('textbox').first().fill('')
    },
  },
  {
    name: 'choisir-un-moment',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      const { messages: t } = words
      await inChannel(page, words)
      await page.getByRole('textbox').first().fill('Je vous envoie le plan demain.')
      await inTheComposer(page, words, t.later.sendLater)
      await page.getByRole('menuitem', { name: t.later.choose }).click()
      const dialog = page.getByRole('dialog', { name: t.later.sendLater })
      await dialog.getByRole('radio', { name: t.later.other }).check()
      await dialog.getByRole('group', { name: t.later.day }).waitFor()
    },
    after: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('textbox').first().fill('')
    },
  },
  {
    name: 'transferer',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words, 'signalétique')
      await page.getByRole('log').getByRole('article').last().focus()
      await page.keyboard.press('m')
      await page.getByRole('menuitem', { name: words.messages.forward.action, exact: true }).click()
      await page.getByRole('dialog', { name: words.messages.forward.title }).waitFor()
    },
  },
  {
    name: 'creer-un-sondage',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words)
      await inTheComposer(page, words, words.messages.poll.title)
      await page.getByRole('dialog', { name: words.messages.poll.title }).waitFor()
    },
  },
  {
    name: 'rattrapage-vide',
    path: '/rattrapage?depuis=hier',
    who: 'member',
    before: given('GET', '**/api/v1/me/catch-up*', {
      since: '2026-10-08T22:00:00Z',
      mentions: { items: [], has_more: false },
      conversations: [],
      has_more_conversations: false,
      threads: [],
      has_more_threads: false,
      decisions: { items: [], has_more: false },
      channels: [],
      other_channels: 0,
      people: [],
    }),
    act: async (page, { messages: t }) =>
      await page.getByRole('heading', { name: t.catchUp.nothing(t.catchUp.since.hier) }).waitFor(),
  },
  {
    name: 'rattrapage-en-chargement',
    path: '/rattrapage',
    who: 'member',
    staysBusy: true,
    before: never('**/api/v1/me/catch-up*'),
    act: async () => undefined,
  },
  {
    name: 'rattrapage-en-erreur',
    path: '/rattrapage',
    who: 'member',
    before: fails('**/api/v1/me/catch-up*'),
    act: async (page, { messages: t }) => await page.getByText(t.catchUp.notLoaded).first().waitFor(),
  },
  {
    name: 'enregistres-vides',
    path: '/enregistres',
    who: 'member',
    act: async (page, { messages: t }) => await page.getByText(t.later.noSaved).waitFor(),
  },
  {
    name: 'messages-programmes',
    path: '/enregistres?liste=programmes',
    who: 'member',
    before: given('GET', '**/api/v1/me/scheduled-messages', {
      items: [
        waitsToBeSent('1', 'Réunion de chantier jeudi à 9 heures, dans le hall.', null),
        waitsToBeSent('2', 'Merci à tous pour la visite d’hier.', 'closed'),
      ],
    }),
    act: async (page, { messages: t }) => await page.getByText(t.later.failures.closed).waitFor(),
  },
  {
    name: 'enregistres-en-chargement',
    path: '/enregistres?liste=rappels',
    who: 'member',
    staysBusy: true,
    before: never('**/api/v1/me/reminders'),
    act: async () => undefined,
  },
  {
    name: 'enregistres-en-erreur',
    path: '/enregistres',
    who: 'member',
    before: fails('**/api/v1/me/saved-messages*'),
    act: async (page, { messages: t }) => await page.getByText(t.later.notLoaded).first().waitFor(),
  },
  {
    name: 'canal-vide',
    path: '/p/{empty}/messages',
    who: 'member',
    act: async (page, words) => {
      await choose(page, words)
      await page.getByText(words.messages.log.emptyText).waitFor()
    },
  },
  {
    name: 'annonces-en-lecture',
    path: '/p/{project}/messages',
    who: 'outsider',
    act: async (page, words) => {
      await inChannel(page, words, 'annonces')
      await page.getByText(words.messages.composer.announcement).waitFor()
    },
  },
  {
    name: 'messages-en-chargement',
    path: '/p/{project}/messages',
    who: 'member',
    staysBusy: true,
    before: never('**/api/v1/channels/*/messages*'),
    act: choose,
  },
  {
    name: 'messages-en-erreur',
    path: '/p/{project}/messages',
    who: 'member',
    before: fails('**/api/v1/channels/*/messages*'),
    act: async (page, words) => {
      await choose(page, words)
      await page.getByText(words.messages.place.notLoaded).first().waitFor()
    },
  },
  {
    name: 'message-hors-connexion',
    path: '/p/{project}/messages',
    who: 'member',
    act: async (page, words) => {
      await inChannel(page, words)
      await page.context().setOffline(true)
      await page.getByRole('textbox').first().fill('Je réponds dès que le réseau revient.')
      await page.keyboard.press('Enter')
      await page.getByText(words.messages.line.waiting).first().waitFor()
    },
    after: async (page) => {
      await page
        .getByRole('button')
        .filter({ hasText: /Abandonner|Discard/ })
        .first()
        .click({ timeout: 1_000 })
        .catch(() => undefined)
    },
  },
  {
    name: 'recherche-de-messages',
    path: '/p/{project}/messages?recherche=oui',
    who: 'member',
    // On a phone no channel is open yet, beside which it would stand.
    only: 'wide',
    act: async (page, { messages: t }) => {
      await page.getByRole('complementary', { name: t.search.title }).getByText(t.search.start).waitFor()
    },
  },
  {
    name: 'messages-trouves',
    path: '/p/{project}/messages?recherche=oui&ou=partout',
    who: 'member',
    only: 'wide',
    act: async (page, { messages: t }) => {
      await page.getByRole('searchbox', { name: t.search.words }).fill('panneau')
      await page.getByRole('complementary', { name: t.search.title }).locator('mark').first().waitFor()
    },
  },
  {
    name: 'aucun-message-trouve',
    path: '/p/{project}/messages?recherche=oui&liens=oui',
    who: 'member',
    only: 'wide',
    act: async (page, { messages: t }) => {
      await page.getByRole('searchbox', { name: t.search.words }).fill('xylophone')
      await page.getByText(t.search.none, { exact: true }).waitFor()
    },
  },
  {
    name: 'recherche-en-cours',
    path: '/p/{project}/messages?recherche=oui&q=accueil',
    who: 'member',
    only: 'wide',
    staysBusy: true,
    before: never('**/api/v1/messages?*'),
    act: async (page, { messages: t }) => await page.getByText(t.search.searching).first().waitFor(),
  },
  {
    name: 'recherche-en-erreur',
    path: '/p/{project}/messages?recherche=oui&q=accueil',
    who: 'member',
    only: 'wide',
    before: fails('**/api/v1/messages?*'),
    act: async (page, { messages: t }) => await page.getByText(t.search.notFound).waitFor(),
  },
  {
    name: 'conversation',
    path: '/conversations',
    who: 'member',
    act: async (page) => {
      await page
        .getByRole('link', { name: /Maëlle Kervadec/ })
        .first()
        .click()
      await page.getByRole('log').getByRole('article').first().waitFor()
    },
  },
  {
    name: 'toutes-les-conversations',
    path: '/conversations',
    who: 'member',
    act: async (page, words) => {
      await press(page, words.messages.list.older)
      await page.getByRole('dialog', { name: words.messages.older.title }).getByRole('listitem').first().waitFor()
    },
  },
]
