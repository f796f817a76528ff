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

test('a whole journey by the keyboard alone @both', async ({ plano }) => {
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
  await expect(
    page.getByRole('combobox', { name: 'Rechercher un projet, une personne, un message ou une action' }),
  ).toBeFocused()
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

/** What has the focus, as a person would name it. */
const named = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    return at === null || at === document.body
      ? 'nothing'
      : (at.getAttribute('aria-label') ?? at.textContent ?? '').trim()
  })

test('what was opened takes the focus in, Escape closes it, and the focus is back where it was', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const project = await administrator.createProject('Plan vélo')
  await administrator.post(`/projects/${project.id}/members`, {
    invitations: [{ account: await plano.accountOf(maelle), role: 'member' }],
  })
  const page = await plano.windowOf(camille)
  const layers: [address: string, opener: Locator][] = [
    ['/', page.getByRole('link', { name: 'Notifications' }).first()],
    ['/', page.getByRole('button', { name: 'Rechercher' }).first()],
    ['/', page.getByRole('button', { name: 'ouvrir le menu de mon compte' })],
    [`/p/${project.id}`, page.getByRole('button', { name: 'Plan vélo, changer de projet' })],
    [`/p/${project.id}`, page.getByRole('button', { name: 'Plus d’actions du projet' })],
    [`/p/${project.id}`, page.getByRole('button', { name: 'Inviter', exact: true })],
    [`/p/${project.id}`, page.getByRole('button', { name: 'Qui peut voir ceci' })],
    [`/p/${project.id}`, page.getByRole('button', { name: 'Lier un projet' })],
    [`/p/${project.id}/membres`, page.getByRole('button', { name: `Actions pour ${nameOf(maelle)}` })],
    ['/reglages/securite', page.getByRole('button', { name: 'Modifier le mot de passe' })],
    ['/administration/comptes', page.getByRole('button', { name: 'Créer un compte' })],
    ['/administration/structures', page.getByRole('button', { name: 'Créer une structure' })],
  ]
  const layer = page.locator('dialog[open], [role=dialog], [role=alertdialog], [role=menu]')
  for (const [address, opener] of layers) {
    if (new URL(page.url()).pathname !== address) await page.goto(address)
    await opener.focus()
    const before = await named(page)
    await page.keyboard.press('Enter')
    await expect(layer.first(), before).toBeVisible()
    await expect
      .poll(() => layer.evaluateAll((all) => all.some((it) => it.contains(document.activeElement))), before)
      .toBe(true)
    await page.keyboard.press('Escape')
    await expect(layer, before).toHaveCount(0)
    await expect(opener).toBeFocused()
  }
})

test('nothing moves for who asked for less motion', async ({ plano }) => {
  await plano.setUp(camille)
  const page = await plano.windowOf(camille, '/', { reducedMotion: 'reduce' })
  const longest = () =>
    page.evaluate(() => {
      const seconds = (list: string) => Math.max(...list.split(',').map((it) => Number.parseFloat(it)))
      return [...document.querySelectorAll('*')]
        .map((it) => ({ it, style: getComputedStyle(it) }))
        .filter(
          ({ style }) =>
            seconds(style.transitionDuration) > 0.01 ||
            (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01),
        )
        .map(({ it }) => `${it.tagName} ${it.className}`)
    })
  for (const address of ['/', '/projets', '/dev/composants']) {
    await page.goto(address)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    expect.soft(await longest(), address).toEqual([])
  }
  await page.goto('/')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  for (const key of ['Control+k', '?']) {
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
    expect.soft(await longest(), key).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})

test('with forced colours the focus and the icons can be seen', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  const project = await administrator.createProject('Plan vélo')
  const page = await plano.windowOf(camille, '/', { forcedColors: 'active' })
  for (const address of ['/', '/projets', `/p/${project.id}/reglages`, '/administration/comptes']) {
    await page.goto(address)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    const hidden = await page.evaluate(() => {
      const out: string[] = []
      const shown = (it: Element) => it.getClientRects().length > 0
      const ground = (it: Element | null): string => {
        const own = it ? getComputedStyle(it).backgroundColor : 'rgb(255, 255, 255)'
        return own === 'rgba(0, 0, 0, 0)' && it ? ground(it.parentElement) : own
      }
      for (const it of [...document.querySelectorAll<SVGElement>('svg.lucide')].filter(shown))
        if (getComputedStyle(it).stroke === ground(it)) out.push(`icon: ${it.parentElement?.outerHTML.slice(0, 120)}`)
      for (const it of document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, [tabindex="0"]',
      )) {
        if (!shown(it)) continue
        it.focus({ focusVisible: true } as FocusOptions)
        if (document.activeElement !== it) continue
        // A field shows the focus of what stands inside it; a card that of the link that covers it.
        const looks = [it, it.parentElement, it.parentElement?.parentElement].flatMap((at) =>
          at ? [getComputedStyle(at), getComputedStyle(at, '::before'), getComputedStyle(at, '::after')] : [],
        )
        const isSeen = looks.some((at) => at.outlineStyle !== 'none' && at.outlineWidth !== '0px')
        if (!isSeen) out.push(`focus: ${it.outerHTML.slice(0, 120)}`)
      }
      return out
    })
    expect.soft(hidden, address).toEqual([])
  }
})
