// SPDX-License-Identifier: EUPL-1.2
import { expect, type Locator, type Page } from '@playwright/test'

/** Chooses in a closed list, whether it is the browser's own or the one with explanations. */
export async function choose(scope: Page | Locator, label: string, option: string): Promise<void> {
  const own = scope.getByRole('combobox', { name: label })
  const rich = scope.getByRole('button', { name: label })
  await expect(own.or(rich).first()).toBeVisible()
  if (await own.count()) {
    await own.first().selectOption({ label: option })
    return
  }
  await rich.first().click()
  const page = 'page' in scope ? scope.page() : scope
  await page.getByRole('option', { name: option }).first().click()
}

export async function fill(scope: Page | Locator, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await scope.getByRole('textbox', { name: label }).first().fill(value)
}

/** A password field is no textbox to assistive technology. */
export const password = (scope: Page | Locator, label = 'Mot de passe') =>
  scope.locator('input[type=password]').and(scope.getByLabel(label))

export async function signInBy(page: Page, email: string, secret: string): Promise<void> {
  await page.goto('/connexion')
  await fill(page, { 'Adresse électronique': email })
  await password(page).fill(secret)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** Opens the invitation dialog of the project that is shown. */
export async function openInvitation(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Membres', exact: true }).click()
  await page.getByRole('button', { name: 'Inviter', exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  return dialog
}

/** Types into a field that proposes, and takes what it proposes. */
export async function propose(scope: Page | Locator, label: string, typed: string, option: string): Promise<void> {
  await scope.getByRole('combobox', { name: label }).fill(typed)
  const page = 'page' in scope ? scope.page() : scope
  await page.getByRole('option', { name: option }).first().click()
}

/** Opens a menu by its button and takes one of its lines. */
export async function chooseIn(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).first().click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Answers the question that has been asked before something is done. */
export async function confirm(page: Page, answer: string): Promise<void> {
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: answer, exact: true })
    .click()
}

/** What is shown instead of what does not exist or no longer does, for this person. */
export const GONE = 'Cette page n’existe pas ou n’est plus accessible'
/** A right that is lost is lost in open windows within two seconds (SECURITY.md). */
export const CUT_MS = 2_000

/** What a person had open is gone in time. The page to sign in on is only fetched then, and may take what it takes. */
export async function expectSignedOut(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Navigation principale' })).toHaveCount(0, { timeout: CUT_MS })
  await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible()
}
