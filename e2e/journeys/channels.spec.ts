// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { aProject, type Channel, post } from '../src/messages'
import { camille, idriss, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

/** A cut in minutes, as the page lives it. */
const CUT_MS = 3 * 60_000

test('a crisis log is written through cuts of the network, one of three minutes: each entry once, numbered, in one order for all', async ({
  plano,
}) => {
  // Four windows and several cuts: on a machine that does much else it takes more than a minute.
  test.slow()
  const { camilles, project } = await aProject(plano, maelle, idriss)
  const channel = await camilles.post<Channel>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'log',
    name: 'crue',
  })
  const address = `/p/${project.id}/messages/${channel.id}`
  const [wire, loose] = [await plano.wire(), await plano.wire()]
  const [cut, there] = [await plano.windowOf(camille, '/', wire.window), await plano.windowOf(maelle, address)]
  const shaken = await plano.windowOf(idriss, address, loose.window)
  await cut.clock.install()
  await cut.goto(address)
  const composer = (page: Page) => page.getByRole('textbox', { name: 'Écrire dans #crue' })
  const entries = (page: Page) => page.getByRole('log', { name: 'Messages de crue' }).getByRole('article')
  const entry = (page: Page, text: string) => entries(page).filter({ hasText: text })
  const waiting = (page: Page) => page.getByText('En attente d’envoi')
  const write = async (page: Page, text: string) => {
    await composer(page).fill(text)
    await composer(page).press('Enter')
    await expect(composer(page)).toHaveValue('')
  }
  await write(cut, 'Cellule de crise ouverte à 8 h')
  for (const page of [there, shaken]) await expect(entry(page, 'Cellule de crise')).toContainText('N° 1')

  await plano.watch.whileAway(async () => {
    // What she writes is heard; that it was, she never hears. Then nothing goes through, in either direction.
    wire.cutAtAnswer('POST', /\/messages$/)
    await write(cut, 'Route de la digue fermée')
    await expect(entry(there, 'Route de la digue fermée')).toContainText('N° 2')
    await expect(cut.getByText('Le serveur ne répond pas.')).toBeVisible()
    await write(there, 'Gymnase ouvert')
    await write(cut, 'Quarante personnes au gymnase')
    await cut.clock.fastForward(CUT_MS / 2)

    // An entry is corrected, on a device that reaches nobody.
    await entry(cut, 'Cellule de crise').hover()
    await cut.getByRole('button', { name: 'Rectifier', exact: true }).click()
    await expect(cut.getByText('Vous rectifiez l’entrée n° 1')).toBeVisible()
    await write(cut, 'Cellule de crise ouverte à 8 h 05')

    // Meanwhile another one is cut off again and again, and writes all the same.
    for (const text of ['Lits commandés', 'Lits reçus', 'Repas commandés']) {
      loose.cut()
      await write(shaken, text)
      loose.mend()
    }
    await expect(waiting(shaken)).toHaveCount(0, { timeout: 30_000 })
    await expect(entry(there, 'Repas commandés')).toBeVisible()
    await cut.clock.fastForward(CUT_MS / 2)

    // What was said meanwhile by others is not seen yet, and nothing of one's own is lost.
    await expect(waiting(cut)).toHaveCount(3)
    for (const text of ['Gymnase ouvert', 'Repas commandés']) await expect(entry(cut, text)).toHaveCount(0)
    await expect(entry(there, 'Quarante personnes')).toHaveCount(0)
    wire.mend()
    await cut.clock.fastForward(CUT_MS)
    await expect(waiting(cut)).toHaveCount(0, { timeout: 30_000 })
  })

  const written = async () =>
    (await camilles.get<{ items: { seq: number; body: string }[] }>(`/channels/${channel.id}/messages`)).items
  const all = await written()
  expect(all.map((it) => it.seq)).toEqual(all.map((_, at) => at + 1))
  const texts = all.map((it) => it.body)
  expect(texts.slice(0, 3)).toEqual(['Cellule de crise ouverte à 8 h', 'Route de la digue fermée', 'Gymnase ouvert'])
  // Of each, what was written first comes first.
  const own = (...of: string[]) => texts.filter((it) => of.includes(it))
  const his = ['Lits commandés', 'Lits reçus', 'Repas commandés']
  expect(own(...his)).toEqual(his)
  expect(texts.slice(-2)).toEqual(['Quarante personnes au gymnase', 'Cellule de crise ouverte à 8 h 05'])
  expect(texts).toHaveLength(8)
  for (const page of [cut, there, shaken]) {
    await expect(entries(page)).toHaveCount(all.length)
    for (const [place, { seq, body }] of all.entries()) {
      await expect(entries(page).nth(place)).toContainText(body)
      await expect(entries(page).nth(place)).toContainText(`N° ${seq}`)
    }
    await expect(entries(page).last()).toContainText('Rectifie l’entrée n° 1')
    await expect(entries(page).first()).toContainText(`Rectifiée par : N° ${all.length}`)
  }
})

/** How many of each kind wait for the person. */
interface Waiting {
  notifications: number
  /** Messages of #général that name her. */
  mentions: number
  /** Messages of #presse. */
  press: number
  direct: number
  threads: number
}

const some = (name: string, n: number, one: string, many = one) =>
  n === 0 ? name : `${name} ${n} ${n === 1 ? one : many}`
const inTheFrame = ({ notifications, mentions, direct }: Waiting) => [
  `titre ${mentions + direct}`,
  some('Notifications', notifications, 'notification non lue', 'notifications non lues'),
  some('Conversations', direct, 'message pour vous', 'messages pour vous'),
  some('Accueil des usagers', mentions, 'message pour vous', 'messages pour vous'),
]
const threadsAmong = ({ threads }: Waiting) => some('Fils suivis', threads, 'fil non lu', 'fils non lus')
const talkAmong = ({ direct }: Waiting) => some(nameOf(camille), direct, 'message non lu', 'messages non lus')
const amongChannels = (it: Waiting) => [
  threadsAmong(it),
  some('général', it.mentions, 'mention', 'mentions'),
  'travaux',
  some('presse', it.press, 'message non lu', 'messages non lus'),
  talkAmong(it),
]
const atHome = ({ notifications, mentions, press, direct }: Waiting) => {
  const places = [mentions, press, direct].filter((it) => it > 0).length
  const where = places === 1 ? 'un canal ou une conversation' : `${places} canaux ou conversations`
  return [
    notifications === 0 ? 'Rien n’attend' : some('À lire :', notifications, 'notification', 'notifications'),
    mentions + press + direct === 0
      ? 'Vous avez tout lu'
      : some('Non lus :', mentions + press + direct, `message dans ${where}`, `messages dans ${where}`),
  ]
}

/** What a page tells: the frame, and the lists that it shows. */
async function told(page: Page): Promise<string[]> {
  const links = async (navigation: string, only = /./) => {
    const drawn = await page.getByRole('navigation', { name: navigation, exact: true }).ariaSnapshot()
    const names = [...drawn.matchAll(/link "(.*?)"/g)].map(([, name = '']) => name.replace(/^(hors|en) ligne /, ''))
    return names.filter((it) => only.test(it))
  }
  const path = new URL(page.url()).pathname
  const lines = [
    `titre ${/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0}`,
    ...(await links('Navigation principale', /^(Notifications|Conversations)/)),
    ...(await links('Projets épinglés', /^Accueil des usagers/)),
    ...(path.includes('/messages/') ? await links('Canaux') : []),
    ...(path.startsWith('/conversations') ? await links('Conversations') : []),
  ]
  if (path === '/') {
    const said = ((await page.getByRole('main').textContent()) ?? '')
      .replace(/(\d+ notifications?) à lire/, 'À lire : $1')
      .replace(/(\d+ messages?) non lus? (dans [^.]*)/, 'Non lus : $1 $2')
    lines.push(...(said.match(/À lire : \d+ \w+|Rien n’attend|Non lus : [^.]*|Vous avez tout lu/g) ?? []))
  }
  return lines.map((it) => it.replace(/\s+/g, ' '))
}

test('ten windows of one person agree on every counter', async ({ plano }) => {
  // Ten pages are opened by one machine.
  test.slow()
  const { camilles, channel, project } = await aProject(plano, maelle, idriss)
  const make = (name: string) =>
    camilles.post<Channel>(`/projects/${project.id}/channels`, { draft: randomUUID(), kind: 'open', name })
  const [works, press] = [await make('travaux'), await make('presse')]
  const [hers, his] = [await plano.as(maelle), await plano.as(idriss)]
  const account = await plano.accountOf(maelle)
  await hers.put(`/projects/${project.id}/mine`, { pinned: true })
  const root = await post(hers, channel.id, 'Qui ferme samedi ?')
  const talk = await camilles.post<Channel>('/me/conversations', { people: [account] })
  await post(hers, talk.id, 'Bonjour')

  // Two browsers, in each a tab on each of the pages that tell of it.
  const pages = [
    { at: `/p/${project.id}/messages/${works.id}`, tells: amongChannels },
    { at: `/p/${project.id}/messages/fils`, tells: amongChannels },
    { at: '/conversations/fils', tells: (it: Waiting) => [threadsAmong(it), talkAmong(it)] },
    { at: '/', tells: atHome },
    { at: `/p/${project.id}/membres`, tells: () => [] },
  ]
  const windows = await Promise.all(
    [0, 1].map(async () => {
      const first = await plano.windowOf(maelle)
      const tabs = [first]
      for (const _ of pages.slice(1)) tabs.push(await first.context().newPage())
      for (const [place, { at }] of pages.entries()) await tabs[place]?.goto(at)
      return tabs
    }),
  )
  const [atDesk = [], onLaptop = []] = windows
  const waiting = { notifications: 1, mentions: 0, press: 0, direct: 0, threads: 0 }
  const agree = async (now: Partial<Waiting>, when: string) => {
    Object.assign(waiting, now)
    const tabs = windows.flat()
    const all = tabs.map((_, n) => [...inTheFrame(waiting), ...(pages[n % pages.length]?.tells(waiting) ?? [])])
    // As the server counts: what is shown is not shown for a moment only.
    const counted = async () => {
      const { items: channels } = await hers.get<{ items: Channel[] }>('/me/channels')
      const { items: threads } = await hers.get<{ items: { unread: number }[] }>('/me/threads')
      const of = (id: string) => channels.find((it) => it.id === id)
      return {
        notifications: (await hers.get<{ unread: number }>('/notifications')).unread,
        mentions: of(channel.id)?.mentions,
        press: of(press.id)?.unread,
        direct: of(talk.id)?.unread,
        threads: threads.filter((it) => it.unread > 0).length,
      }
    }
    await expect
      .poll(async () => [await counted(), ...(await Promise.all(tabs.map(told)))], when)
      .toEqual([waiting, ...all])
  }
  const inTab = async (tab: Page | undefined): Promise<Page> => {
    if (!tab) throw new Error('there are five tabs')
    await tab.bringToFront()
    return tab
  }
  await agree({}, 'before anything was said')

  const named = (n: string) => post(his, channel.id, `Bonjour @[${nameOf(maelle)}](${account}), ${n}`)
  await named('un')
  await named('deux')
  const gone = await named('trois')
  // What names her in one place is one notification.
  await agree({ mentions: 3, notifications: 2 }, 'she was named')
  await post(his, press.id, 'Communiqué prêt')
  await post(his, channel.id, 'Moi.', { thread: root.id })
  await post(camilles, talk.id, 'As-tu une minute ?')
  await agree({ press: 1, threads: 1, direct: 1, notifications: 4 }, 'she was written to, and answered')
  await his.delete(`/messages/${gone.id}`)
  await agree({ mentions: 2 }, 'he took one back')

  // She reads in one of them, each time another: all others follow.
  const first = await inTab(atDesk[0])
  await first
    .getByRole('navigation', { name: 'Canaux' })
    .getByRole('link', { name: /général/ })
    .click()
  await expect(first.getByRole('article').filter({ hasText: 'Bonjour' }).last()).toBeInViewport()
  await agree({ mentions: 0, notifications: 3 }, 'she read the channel')
  await (await inTab(onLaptop[1])).getByRole('main').getByRole('button', { name: 'Marquer comme lu' }).click()
  await agree({ threads: 0, notifications: 2 }, 'she put the thread behind')
  const third = await inTab(onLaptop[2])
  await third
    .getByRole('navigation', { name: 'Conversations', exact: true })
    .getByRole('link', { name: nameOf(camille) })
    .click()
  await agree({ direct: 0, notifications: 1 }, 'she read the conversation')

  // Unread again from there, where the channel is open; read again elsewhere.
  const second = await inTab(onLaptop[0])
  await second
    .getByRole('navigation', { name: 'Canaux' })
    .getByRole('link', { name: /général/ })
    .click()
  const line = second.getByRole('log').getByRole('article').filter({ hasText: 'deux' })
  await line.hover()
  await second
    .getByRole('toolbar', { name: 'Actions sur le message' })
    .getByRole('button', { name: 'Autres actions' })
    .click()
  await second.getByRole('menuitem', { name: 'Marquer non lu à partir d’ici' }).click()
  await agree({ mentions: 1 }, 'she marked it as unread')
  await (await inTab(atDesk[1]))
    .getByRole('navigation', { name: 'Canaux' })
    .getByRole('link', { name: /général/ })
    .click()
  await agree({ mentions: 0 }, 'she read it again')

  const panel = await inTab(atDesk[4])
  await panel.getByRole('link', { name: /^Notifications/ }).click()
  await panel
    .getByRole('dialog', { name: 'Notifications' })
    .getByRole('button', { name: 'Tout marquer comme lu' })
    .click()
  await panel.keyboard.press('Escape')
  await agree({ notifications: 0 }, 'she put all notifications behind')
  await (await inTab(onLaptop[1]))
    .getByRole('navigation', { name: 'Canaux' })
    .getByRole('link', { name: /presse/ })
    .click()
  await agree({ press: 0 }, 'she read all')
})
