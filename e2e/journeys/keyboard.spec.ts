// SPDX-License-Identifier: EUPL-1.2
import type { Locator, Page } from '@playwright/test'
import { password } from '../src/controls'
import { camille, maelle, nameOf } from '../src/people'
import { expect, test } from '../src/test'

/** More stops than any of our pages should ask for. */
const STOPS = 60

/** Presses Tab until this has the focus; each stop on the way must show where it is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((it) => it === document.activeElement).catch(() => false)) return
    await page.keyboard.press('Tab')
    await expectFocusToShow(page)
  }
  throw new Error(`not reached within ${STOPS} presses of Tab: ${target}`)
}

/** Something that the focus alone brings: an outline or a shadow, on the element or what surrounds it. */
async function expectFocusToShow(page: Page): Promise<void> {
  const hidden = await page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return null
    for (let it: Element | null = at, step = 0; it && step < 3; it = it.parentElement, step += 1) {
      const style = getComputedStyle(it)
      const hasOutline =
        style.outlineStyle !== 'none' &&
        Number.parseFloat(style.outlineWidth) > 0 &&
        style.outlineColor !== 'rgba(0, 0, 0, 0)'
      if (hasOutline || style.boxShadow !== 'none') return null
    }
    return at.outerHTML.slice(0, 200)
  })
  expect(hidden, 'an element has the focus and does not show it').toBeNull()
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
