// SPDX-License-Identifier: EUPL-1.2
// What holds on every screen, whatever it shows: DESIGN §13, WCAG 2.1 AA, one title, no sideways scrolling.
import type { Page } from '@playwright/test'
import { expectAccessible, settled } from '../src/axe'
import { camille, maelle, type Person } from '../src/people'
import { type Screen, screens } from '../src/screens'
import { expect, type Plano, test } from '../src/test'

interface Place {
  project: string
  account: string
}

async function aPlace(plano: Plano): Promise<Place> {
  const administrator = await plano.setUp(camille)
  await administrator.openToRequests()
  await plano.colleague(administrator, maelle)
  const hers = await plano.as(maelle)
  const { account } = await administrator.get<{ account: { id: string } }>('/me')
  const project = await hers.createProject('Continuité d’activité', {
    aim: 'Tenir l’accueil ouvert quand une partie des agents est absente.',
  })
  await hers.post(`/projects/${project.id}/members`, { invitations: [{ account: account.id, role: 'reader' }] })
  return { project: project.id, account: account.id }
}

const PEOPLE: Record<Screen['who'], Person | undefined> = { nobody: undefined, member: maelle, administrator: camille }

async function show(page: Page, screen: Screen, place: Place): Promise<void> {
  await page.goto(screen.path.replace('{project}', place.project).replace('{account}', place.account))
  const titles = page.getByRole('heading', { level: 1 })
  await titles.first().waitFor()
  // Whatever is still on its way says so.
  if (!screen.staysBusy) {
    await expect.soft(page.locator('[aria-busy=true]'), `${screen.name} is still busy`).toHaveCount(0)
  }
  await settled(page)
  expect.soft(await titles.allInnerTexts(), `titles of ${screen.name}`).toHaveLength(1)
}

async function windows(plano: Plano, size: { width: number; height: number }): Promise<Record<Screen['who'], Page>> {
  const open = async (who: Screen['who']) => {
    const person = PEOPLE[who]
    return person ? await plano.windowOf(person, { viewport: size }) : await plano.window({ viewport: size })
  }
  return { nobody: await open('nobody'), member: await open('member'), administrator: await open('administrator') }
}

test('every screen is accessible and has one title, in both themes', async ({ plano }) => {
  test.setTimeout(240_000)
  const place = await aPlace(plano)
  const pages = await windows(plano, { width: 1366, height: 768 })
  for (const screen of screens) {
    await test.step(screen.name, async () => {
      await show(pages[screen.who], screen, place)
      await expect.soft(pages[screen.who]).toHaveTitle(/Plano$/)
      await expectAccessible(pages[screen.who], { soft: true })
    })
  }
})

for (const [name, size, text] of [
  ['a phone', { width: 390, height: 844 }, 1],
  ['320 pixels, as at 400 % zoom', { width: 320, height: 640 }, 1],
  ['text twice as large', { width: 1366, height: 768 }, 2],
] as const) {
  test(`no screen scrolls sideways: ${name}`, async ({ plano }) => {
    test.setTimeout(240_000)
    const place = await aPlace(plano)
    const pages = await windows(plano, size)
    for (const screen of screens) {
      await test.step(screen.name, async () => {
        const page = pages[screen.who]
        await show(page, screen, place)
        await page.evaluate((factor) => {
          document.documentElement.style.fontSize = `${factor * 100}%`
        }, text)
        const excess = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect.soft(excess, `${screen.name} is wider than its window`).toBeLessThanOrEqual(0)
      })
    }
  })
}
