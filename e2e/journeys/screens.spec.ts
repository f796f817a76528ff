// SPDX-License-Identifier: EUPL-1.2
// What holds on every screen, whatever it shows: DESIGN §13, WCAG 2.1 AA, one title, no sideways scrolling.
import type { Page } from '@playwright/test'
import { states } from '../shots/states'
import { expectAccessible, settled } from '../src/axe'
import { inTheDemonstration } from '../src/gallery'
import { camille, maelle, type Person } from '../src/people'
import { type Screen, screens } from '../src/screens'
import { expect, type Plano, test } from '../src/test'
import { expectRoomForFingers, telephone } from '../src/touch'
import { wordsIn } from '../src/words'

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

async function show(page: Page, screen: Pick<Screen, 'name' | 'path' | 'staysBusy'>, place: Place): Promise<void> {
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

/** No trace of what is no journey: it would cost more than the looking. */
test.use({ trace: 'off' })

const WIDE = { width: 1366, height: 768 }
const SIZES = [
  ['a phone', { width: 390, height: 844 }, 1],
  ['320 pixels, as at 400 % zoom', { width: 320, height: 640 }, 1],
  ['text twice as large', WIDE, 2],
  ['a phone with text twice as large', { width: 390, height: 844 }, 2],
] as const

/**
 * What goes sideways, or is cut. Strips of tabs and tables in a region of their own may scroll (RGAA 10.11); the page and
 * what holds its content may not.
 */
function sideways(): string[] {
  const out: string[] = []
  const say = (what: string, it: Element, by: number) =>
    out.push(`${what} by ${by} px: ${it.tagName} ${it.className} ${(it.textContent ?? '').trim().slice(0, 30)}`)
  for (const it of document.querySelectorAll('html, body, body *')) {
    const by = it.scrollWidth - it.clientWidth
    if (by <= 1 || it.clientWidth <= 1) continue
    const { overflowX } = getComputedStyle(it)
    const scrolls = it === document.documentElement || overflowX === 'auto' || overflowX === 'scroll'
    const mayScroll = it.matches('nav, [role=tablist], section[tabindex="0"], textarea, pre')
    if (scrolls && !mayScroll) say('scrolls sideways', it, by)
    // The words of the bar at the bottom are all there is to know it by.
    if (it.matches('main ~ nav *') && overflowX !== 'visible' && !it.matches('[aria-hidden=true]'))
      say('is cut', it, by)
  }
  return out
}

/** What can be sorted by stands in one line over a list that has become narrow. */
function brokenHeads(): string[] {
  const heads = [...document.querySelectorAll('thead tr')].filter((it) => getComputedStyle(it).display === 'flex')
  return heads
    .filter((it) => {
      const shown = [...it.children].filter((each) => each.querySelector('button, input'))
      return new Set(shown.map((each) => Math.round(each.getBoundingClientRect().top))).size > 1
    })
    .map((it) => (it.textContent ?? '').trim())
}

/** However small the window and large the text, one scrolls in one direction only. */
async function expectNoSidewaysScrolling(page: Page, name: string): Promise<void> {
  for (const [what, size, text] of SIZES) {
    await page.setViewportSize(size)
    await page.evaluate((factor) => {
      document.documentElement.style.fontSize = `${factor * 100}%`
    }, text)
    await settled(page)
    // What follows the size of the window is drawn again after it has changed.
    await softly.poll(() => page.evaluate(sideways), `${name} does not fit ${what}`).toEqual([])
    if (text === 1) await softly.poll(() => page.evaluate(brokenHeads), `heads of ${name} on ${what}`).toEqual([])
  }
}

/** The test goes on to say the others. */
const softly = expect.configure({ soft: true })

/** So many screens fit into one test, which has its own Plano; the tests run side by side. */
const AT_ONCE = 8
function inParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, part) =>
    all.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  )
}

for (const part of inParts(screens)) {
  const names = `${part[0]?.name} to ${part.at(-1)?.name}`
  test(`every screen is accessible in both themes, has one title and fits its window: ${names}`, async ({ plano }) => {
    test.setTimeout(240_000)
    const place = await aPlace(plano)
    const pages = new Map<Screen['who'], Page>()
    for (const screen of part) {
      await test.step(screen.name, async () => {
        const person = PEOPLE[screen.who]
        const page = pages.get(screen.who) ?? (person ? await plano.windowOf(person) : await plano.window())
        pages.set(screen.who, page)
        await page.setViewportSize(WIDE)
        await show(page, screen, place)
        await expect.soft(page).toHaveTitle(/Plano$/)
        await expectAccessible(page, { soft: true })
        await expectNoSidewaysScrolling(page, screen.name)
      })
    }
  })
}

const SIDES = { wide: WIDE, narrow: { width: 390, height: 844 } } as const

for (const [side, viewport] of Object.entries(SIDES)) {
  // On a telephone only what is there alone: the rest is the same, drawn narrower, as on the screens above.
  const its = states.filter((it) => (it.only ?? 'wide') === side)
  for (const part of inParts(its)) {
    const names = `${part[0]?.name} to ${part.at(-1)?.name}`
    test(`every state of a screen is accessible in both themes: ${names}`, async ({ browser }) => {
      test.setTimeout(240_000)
      const words = await wordsIn('fr')
      await inTheDemonstration(browser, { language: 'fr', words, options: { viewport } }, async ({ watch, show }) => {
        for (const state of part) {
          await test.step(state.name, async () => {
            // Some are about an answer that does not come, or is a failure.
            await watch.whileFailing(async () => {
              await show(state, async (page) => await expectAccessible(page, { soft: true }))
            })
          })
        }
        expect(watch.faults, 'faults on the pages of this test').toEqual([])
      })
    })
  }
}

for (const who of ['nobody', 'member', 'administrator'] as const) {
  test(`on a telephone every control has room for a finger: what ${who} sees`, async ({ browser }) => {
    test.setTimeout(240_000)
    const words = await wordsIn('fr')
    // As high as nothing is, so that nothing is out of sight.
    const options = telephone(390, 4000)
    await inTheDemonstration(browser, { language: 'fr', words, options }, async ({ watch, show }) => {
      for (const screen of screens.filter((it) => it.who === who)) {
        await test.step(screen.name, async () => {
          await watch.whileFailing(async () => {
            await show(screen, async (page) => await expectRoomForFingers(page, { of: screen.name, soft: true }))
          })
        })
      }
    })
  })
}
