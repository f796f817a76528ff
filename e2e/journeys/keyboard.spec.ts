// SPDX-License-Identifier: EUPL-1.2
import type { ElementHandle, Locator, Page } from '@playwright/test'
import { settled } from '../src/axe'
import { password } from '../src/controls'
import { camille, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

/** More stops than any of our pages should ask for. */
const STOPS = 60

/** Presses Tab until this has the focus; each stop on the way must show where it is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((it) => it === document.activeElement).catch(() => false)) return
    const at = await focused(page)
    await page.keyboard.press('Tab')
    if (at) await expectFocusToHaveShown(at)
  }
  throw new Error(`not reached within ${STOPS} presses of Tab: ${target}`)
}

interface Stop {
  element: ElementHandle<Element>
  drawn: string
}

/** What has the focus, and how it is drawn while it has it. */
async function focused(page: Page): Promise<Stop | null> {
  const handle = await page.evaluateHandle(() => document.activeElement)
  const element = handle.asElement()
  if (!element || (await element.evaluate((it) => it === document.body))) return null
  // Half way through a transition says nothing.
  await settled(page)
  return { element, drawn: await drawn(element) }
}

/** The lines and grounds of an element and of what surrounds it: a field may show the focus of the input inside it. */
async function drawn(element: ElementHandle<Element>): Promise<string> {
  return await element.evaluate((at) => {
    const looks: string[] = []
    for (let it: Element | null = at, step = 0; it && step < 3; it = it.parentElement, step += 1) {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, borderWidth } = getComputedStyle(it)
      const isSeen = outlineStyle !== 'none' && outlineWidth !== '0px' && outlineColor !== 'rgba(0, 0, 0, 0)'
      looks.push([isSeen ? `${outlineWidth} ${outlineColor}` : '', boxShadow, borderWidth, borderColor].join(' '))
    }
    return looks.join(' | ')
  })
}

/** The focus alone brought something that can be seen: it is gone when the focus is. */
async function expectFocusToHaveShown(stop: Stop): Promise<void> {
  const left = await stop.element
    .evaluate((it) => {
      // A title to which the page itself led the focus, for who listens, is no stop of the keyboard.
      const isStop = it instanceof HTMLElement && it.tabIndex >= 0
      return isStop && it.isConnected && it !== document.activeElement ? it.outerHTML.slice(0, 200) : null
    })
    .catch(() => null)
  if (left === null) return
  await expect.poll(() => drawn(stop.element), `had the focus and did not show it: ${left}`).not.toBe(stop.drawn)
}

test('a whole journey by the keyboard alone', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const page = await plano.window()
  await page.goto('/connexion')

  await tabTo(page, page.getByRole('textbox', { name: 'Adresse électronique' }))
  await page.keyboard.type(camille.email)
  await tabTo(page, password(page))
  await page.keyboard.type(camille.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()

  // The first stop of a page leads past the navigation.
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Aller au contenu' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  // A project, from the search box.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Rechercher un projet, une personne ou une action' })).toBeFocused()
  await page.keyboard.type('créer un projet')
  await expect(page.getByRole('option', { name: 'Créer un projet' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Nouveau projet' })).toBeVisible()
  await tabTo(page, page.getByRole('textbox', { name: 'Nom du projet' }))
  await page.keyboard.type('École des Tilleuls')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/p\/prj_/)

  // A colleague, in the dialog: focus goes in, and comes back to where it was.
  await tabTo(page, page.getByRole('link', { name: 'Membres', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Membres' })).toBeVisible()
  const invite = page.getByRole('button', { name: 'Inviter', exact: true })
  await tabTo(page, invite)
  await page.keyboard.press('Enter')
  const who = page.getByRole('combobox', { name: 'Personnes, groupes ou adresses' })
  await expect(who).toBeFocused()
  await page.keyboard.type('kervadec')
  await expect(page.getByRole('option', { name: nameOf(maelle) })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Envoyer l’invitation' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(invite).toBeFocused()
  await expect(page.getByRole('row').filter({ hasText: nameOf(maelle) })).toBeVisible()

  // Home by two letters, and out.
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'ouvrir le menu de mon compte' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Se déconnecter' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible()
})
