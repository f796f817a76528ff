// SPDX-License-Identifier: EUPL-1.2
import { expect, type Page, test } from '@playwright/test'
import axe, { type RunOnly } from 'axe-core'

/** WCAG 2.1 A and AA, which RGAA 4.1 follows, and axe's own RGAA tags. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'RGAAv4', 'best-practice']

/** Themes differ in their colours alone: what else there is to see is seen in the first. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']
const LOOKED_AT = {
  light: { type: 'tag', values: TAGS },
  dark: { type: 'rule', values: RULES_OF_COLOUR },
} as const satisfies Record<string, RunOnly>
type Theme = keyof typeof LOOKED_AT

/** The page, as it stands, has no fault that axe can see, in either theme. `soft`: the test goes on to say the others. */
export async function expectAccessible(page: Page, { soft = false } = {}): Promise<void> {
  // The same screens stand on the other database; there, what is kept is looked at.
  if (test.info().project.name === 'journeys-postgres') return
  const hold = soft ? expect.soft : expect
  // A page has its title once it is drawn; while a menu is open it is hidden from screen readers, so not asked by role.
  await page.locator('h1').first().waitFor()
  for (const theme of ['light', 'dark'] as const) {
    await inTheme(page, theme, async () => {
      const faults = await faultsOf(page, LOOKED_AT[theme])
      hold(faults, `${page.url()} in the ${theme} theme`).toEqual([])
    })
  }
}

async function inTheme(page: Page, theme: Theme, what: () => Promise<void>): Promise<void> {
  const before = await page.evaluate(() => document.documentElement.getAttribute('data-theme'))
  await page.emulateMedia({ colorScheme: theme })
  // A choice of the account would win over the system's.
  await page.evaluate((it) => document.documentElement.setAttribute('data-theme', it), theme)
  await settled(page)
  await what()
  await page.evaluate((it) => {
    if (it === null) document.documentElement.removeAttribute('data-theme')
    else document.documentElement.setAttribute('data-theme', it)
  }, before)
  await page.emulateMedia({ colorScheme: null })
}

/** No animation is running: a colour half way between two themes has no contrast to speak of. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    // What turns for ever (a spinner, a level meter) has no end to wait for.
    const ending = document
      .getAnimations()
      .filter((it) => it.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.all(ending.map((it) => it.finished.catch(() => undefined)))
  })
}

async function faultsOf(page: Page, runOnly: RunOnly): Promise<string[]> {
  // Through the debugger, which the content security policy does not bind.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${axe.source}; undefined`)
  const results = await page.evaluate(async (looked) => {
    const { axe: here } = globalThis as unknown as { axe: typeof import('axe-core') }
    return await here.run(document, { runOnly: looked, resultTypes: ['violations'] })
  }, runOnly)
  return results.violations
    .flatMap((rule) => rule.nodes.map((node) => ({ rule, node })))
    .filter(({ rule, node }) => !isTheWayOpenLayersWork(rule.id, node.html))
    .map(({ rule, node }) => `${rule.id}: ${rule.help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`)
}

/** While a menu or a list is open the rest is hidden from screen readers; focus cannot get there, though axe thinks so. */
function isTheWayOpenLayersWork(rule: string, html: string): boolean {
  // Suggestions float over the page, bound to their field by what the field says of them: no landmark holds them.
  if (rule === 'region' && html.includes('data-rac') && html.includes('role="listbox"')) return true
  return rule === 'aria-hidden-focus' && (html.includes('data-react-aria') || html.includes('data-focus-scope'))
}
