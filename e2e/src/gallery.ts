// SPDX-License-Identifier: EUPL-1.2
// The demonstration with the windows of those who look at it: what pictures are taken of, and states are judged in.
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { State } from '../shots/states'
import { settled } from './axe'
import { demoAccounts } from './demo'
import { Mailbox } from './mailbox'
import { Program } from './program'
import type { Screen } from './screens'
import { expect, Plano, signIn } from './test'
import { Watch } from './watch'
import type { Language, Words } from './words'

export interface Gallery {
  watch: Watch
  /** Opens a screen, does what makes the state, and hands the page over once it is drawn. */
  show: (it: Screen | State, look: (page: Page) => Promise<void>) => Promise<void>
}

export interface Look {
  language: Language
  words: Words
  options: BrowserContextOptions & { viewport: { width: number; height: number } }
}

/** Whether there is this screen or state in a window of that width. */
export const isIn = (it: Screen | State, width: number): boolean =>
  !('only' in it && it.only) || it.only === (width < 768 ? 'narrow' : 'wide')

export async function inTheDemonstration(
  browser: Browser,
  { language, words, options }: Look,
  use: (gallery: Gallery) => Promise<void>,
): Promise<void> {
  const mail = await Mailbox.open()
  const program = await Program.start({ database: 'sqlite', mail: mail.url, demo: true })
  const watch = new Watch(program.url)
  const plano = new Plano(program, mail, watch, browser)
  try {
    const accounts = demoAccounts(program.demo)
    const [first] = accounts
    const found = (what: RegExp) => accounts.find((it) => what.test(it.about)) ?? first
    const open = async (account?: typeof first): Promise<Page> => {
      const page = await plano.window({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', ...options })
      if (account) {
        await signIn(page, program.url, { ...account, given: '', family: '' })
        const headers = { origin: program.url }
        await page.request.patch(`${program.url}/api/v1/me`, { headers, data: { language } })
        await page.request.put(`${program.url}/api/v1/me/display`, {
          headers,
          data: {
            theme: 'system',
            density: 'comfortable',
            reading_font: false,
            single_key_shortcuts: true,
            reduced_motion: false,
          },
        })
      }
      return page
    }
    // Camille has it all: pinned projects, news, an administration. Whoever is refused something is another.
    const mine = await open(found(/admin/i))
    const opened = new Map<Screen['who'] | State['who'], Page>([
      ['member', mine],
      ['administrator', mine],
    ])
    /** Whoever is needed comes when he is needed. */
    const pageOf = async (who: Screen['who'] | State['who']): Promise<Page> => {
      const known = opened.get(who)
      if (known) return known
      const whom = { colleague: found(/communication/i), outsider: found(/extern/i) }
      const page = await open(who === 'colleague' || who === 'outsider' ? whom[who] : undefined)
      opened.set(who, page)
      return page
    }
    const get = async (path: string) => await (await mine.request.get(`${program.url}/api/v1${path}`)).json()
    const { items } = (await get('/projects')) as { items: { id: string; name: string }[] }
    const named = (name: RegExp) => items.find((it) => name.test(it.name))?.id ?? items[0]?.id ?? ''
    const me = (await get('/me')) as { account: { id: string } }

    const show: Gallery['show'] = async (it, look) => {
      // The same address and the same eyes for all but this one, which is about who may not.
      const page = await pageOf(it.name === 'administration-refusee' ? 'colleague' : it.who)
      const path = it.path
        .replace('{project}', named(/accueil/i))
        .replace('{empty}', named(/école/i))
        .replace('{account}', me.account.id)
      try {
        if ('before' in it) await it.before?.(page)
        await page.goto(path)
        if (!('isBare' in it)) await page.getByRole('heading', { level: 1 }).first().waitFor()
        if (!('staysBusy' in it)) await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
        if ('act' in it) await it.act(page, words)
        // What holds the place of a list comes after a while only.
        if ('staysBusy' in it) await page.locator('[aria-busy=true]:has(*)').first().waitFor({ state: 'attached' })
        await settled(page)
        await look(page)
      } finally {
        if ('after' in it) await it.after?.(page)
        await page.unrouteAll({ behavior: 'ignoreErrors' })
        await page.context().setOffline(false)
      }
    }
    await use({ watch, show })
  } finally {
    for (const context of browser.contexts()) await context.close()
    await program.remove()
    await mail.close()
  }
}
