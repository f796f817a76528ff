// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { aProject, type Channel, post } from '../src/messages'
import { camille, idriss, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

/** A cut in minutes, as the page lives it. */
const CUT_MS = 3 * 60_000

test('a crisis log is written through a network cut of three minutes: each entry once, numbered, in one order for all', async ({
  plano,
}) => {
  const { camilles, project } = await aProject(plano, maelle)
  const channel = await camilles.post<Channel>(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'log',
    name: 'crue',
  })
  const address = `/p/${project.id}/messages/${channel.id}`
  const [cut, there] = [await plano.windowOf(camille), await plano.windowOf(maelle, address)]
  await cut.clock.install()
  await cut.goto(address)
  const composer = (page: Page) => page.getByRole('textbox', { name: 'Écrire dans #crue' })
  const entries = (page: Page) => page.getByRole('log', { name: 'Messages de crue' }).getByRole('article')
  const write = async (page: Page, text: string) => {
    await composer(page).fill(text)
    await composer(page).press('Enter')
  }
  await write(cut, 'Cellule de crise ouverte')
  await expect(entries(there).filter({ hasText: 'Cellule de crise ouverte' })).toContainText('N° 1')

  await plano.watch.whileAway(async () => {
    await cut.context().setOffline(true)
    await write(cut, 'Route de la digue fermée')
    await write(there, 'Gymnase ouvert')
    await cut.clock.fastForward(CUT_MS / 2)
    await write(cut, 'Quarante personnes au gymnase')
    await write(there, 'Lits commandés')
    await cut.clock.fastForward(CUT_MS / 2)
    await expect(cut.getByText('En attente d’envoi')).toHaveCount(2)
    // What was said meanwhile by others is not seen yet, and nothing of one's own is lost.
    await expect(entries(cut).filter({ hasText: 'Gymnase ouvert' })).toHaveCount(0)
    await expect(entries(there).filter({ hasText: 'Lits commandés' })).toContainText('N° 3')
    await cut.context().setOffline(false)
    await cut.clock.fastForward(CUT_MS)
    await expect(cut.getByText('En attente d’envoi')).toHaveCount(0, { timeout: 30_000 })
  })

  const all = [
    ['N° 1', 'Cellule de crise ouverte'],
    ['N° 2', 'Gymnase ouvert'],
    ['N° 3', 'Lits commandés'],
    ['N° 4', 'Route de la digue fermée'],
    ['N° 5', 'Quarante personnes au gymnase'],
  ]
  for (const page of [cut, there]) {
    await expect(entries(page)).toHaveCount(all.length)
    for (const [place, [number = '', text = '']] of all.entries()) {
      await expect(entries(page).nth(place)).toContainText(text)
      await expect(entries(page).nth(place)).toContainText(number)
    }
  }
})

test('ten windows of one person agree on every counter', async ({ plano }) => {
  const { camilles, channel, project } = await aProject(plano, maelle, idriss)
  const make = (name: string) =>
    camilles.post<Channel>(`/projects/${project.id}/channels`, { draft: randomUUID(), kind: 'open', name })
  const others = [await make('travaux'), await make('presse')]
  const hers = await plano.accountOf(maelle)
  await (await plano.as(maelle)).put(`/projects/${project.id}/mine`, { pinned: true })
  const first = await plano.windowOf(maelle, `/p/${project.id}/messages/${others[0]?.id}`)
  const windows = [first]
  // Two browsers, five tabs in each.
  const second = await plano.windowOf(maelle, `/p/${project.id}`)
  windows.push(second)
  for (const it of [first, second])
    for (let n = 0; n < 4; n++) {
      const tab = await it.context().newPage()
      await tab.goto(n % 2 === 0 ? `/p/${project.id}/messages/${others[0]?.id}` : `/p/${project.id}/membres`)
      windows.push(tab)
    }

  const his = await plano.as(idriss)
  const named = (n: number) => post(his, channel.id, `Bonjour @[${nameOf(maelle)}](${hers}), un ${n}`)
  for (let n = 0; n < 3; n++) await named(n)
  const gone = await named(3)
  await post(camilles, others[1]?.id ?? '', 'Communiqué prêt')
  const counts = (page: Page) => page.getByRole('navigation', { name: 'Projets épinglés' })
  const count = async (messages: number) => {
    const name = new RegExp(`Accueil des usagers.*${messages} messages pour vous`)
    for (const page of windows) await expect(counts(page).getByRole('link', { name })).toBeVisible()
  }
  await count(4)
  // What he takes away is unread nowhere.
  await his.delete(`/messages/${gone.id}`)
  await count(3)

  // She reads in one: all others follow.
  await first.bringToFront()
  await first.getByRole('link', { name: /général/ }).click()
  await expect(first.getByRole('article').filter({ hasText: 'un 2' })).toBeVisible()
  for (const page of windows)
    await expect(counts(page).getByRole('link', { name: /Accueil des usagers.*pour vous/ })).toHaveCount(0)
  const told = async (page: Page) =>
    await counts(page)
      .getByRole('link', { name: /Accueil des usagers/ })
      .textContent()
  const one = await told(first)
  for (const page of windows) await expect.poll(() => told(page)).toBe(one)
})
