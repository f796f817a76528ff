// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { camille, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

interface Shown {
  title: string
  body: string
  tag: string
  href: string
}

/**
 * The browser of the tests has no screen on which to show a notice and refuses all of them: what would be shown is kept,
 * and the window says whether it is looked at.
 */
async function keepNotices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept: Shown[] = []
    let isHidden = false
    class Kept extends EventTarget {
      static permission = localStorage.getItem('test.permission') ?? 'default'
      static async requestPermission() {
        Kept.permission = 'granted'
        localStorage.setItem('test.permission', 'granted')
        return 'granted'
      }
    }
    Object.defineProperty(globalThis, 'Notification', { value: Kept })
    Object.defineProperty(ServiceWorkerRegistration.prototype, 'showNotification', {
      value: async (title: string, options: { body: string; tag: string; data: { href: string } }) => {
        const at = kept.findIndex((it) => it.tag === options.tag)
        if (at >= 0) kept.splice(at, 1)
        kept.push({ title, body: options.body, tag: options.tag, href: options.data.href })
      },
    })
    Object.defineProperty(document, 'hidden', { get: () => isHidden })
    Object.assign(globalThis, {
      keptNotices: kept,
      lookAway: (isAway: boolean) => {
        isHidden = isAway
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
  })
}

const shown = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { keptNotices: Shown[] }).keptNotices.map((it) => ({ ...it })))
const lookAway = (page: Page, isAway: boolean) =>
  page.evaluate((it) => (globalThis as unknown as { lookAway: (isAway: boolean) => void }).lookAway(it), isAway)

test('whoever looks elsewhere is told once, without the words of the message, and the tab counts', async ({
  plano,
}) => {
  const camilles = await plano.setUp(camille)
  await plano.colleague(camilles, maelle)
  const hers = await plano.as(maelle)
  const [his, she] = [await plano.accountOf(camille), await plano.accountOf(maelle)]
  expect(his).not.toBe(she)
  // Whatever the hour at which this is run.
  await camilles.put('/me/notification-settings', {
    mail: 'never',
    projects: [],
    quiet: { on: false, from: '19:00', until: '08:00', weekends: false },
  })
  const talk = await hers.post<{ id: string }>('/me/conversations', { people: [his] })

  // Asked for by a press in the settings, and nowhere else.
  const page = await plano.window({ permissions: ['notifications'] })
  await keepNotices(page)
  await page.request.post(`${plano.url}/api/v1/session`, {
    headers: { origin: plano.url },
    data: { email: camille.email, password: camille.password },
  })
  await page.goto('/reglages/notifications')
  await page.evaluate(async () => await navigator.serviceWorker.ready)
  const choice = page.getByRole('switch', { name: 'Afficher les avis du navigateur' })
  await expect(choice).not.toBeChecked()
  await choice.check()
  await expect(page.getByRole('checkbox', { name: 'Montrer aussi le début du message' })).not.toBeChecked()
  await expectAccessible(page)

  // A second tab of the same browser: one of them shows it.
  const other = await page.context().newPage()
  await keepNotices(other)
  await other.goto('/')
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible()
  await lookAway(page, true)
  await lookAway(other, true)
  await hers.post(`/channels/${talk.id}/messages`, { draft: randomUUID(), body: 'Le code du portail est 1234' })
  const all = async () => [...(await shown(page)), ...(await shown(other))]
  await expect.poll(async () => (await all()).map((it) => it.title)).toEqual([`${nameOf(maelle)} vous a écrit`])
  expect(JSON.stringify(await all())).not.toContain('1234')

  // The number on both tabs.
  await expect(page).toHaveTitle(/^\(1\)\s/)
  await expect(other).toHaveTitle(/^\(1\)\s/)

  // One of them is looked at: nothing is shown over it.
  await lookAway(other, false)
  await hers.post(`/channels/${talk.id}/messages`, { draft: randomUUID(), body: 'Ou 4321' })
  await expect(page).toHaveTitle(/^\(2\)\s/)
  expect(await all()).toHaveLength(1)

  // Read: the number goes everywhere.
  await other.goto(`/conversations/${talk.id}`)
  await expect(other.getByRole('log').getByText('Ou 4321')).toBeVisible()
  await expect(page).toHaveTitle(/^Notifications/)
})
