// SPDX-License-Identifier: EUPL-1.2
// A picture of every screen and its states, from the demonstration: to look at, not to compare.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { settled } from '../src/axe'
import { demoAccounts } from '../src/demo'
import { Mailbox } from '../src/mailbox'
import { Program } from '../src/program'
import { type Screen, screens } from '../src/screens'
import { expect, Plano, signIn, test } from '../src/test'
import { Watch } from '../src/watch'
import { type Language, wordsIn } from '../src/words'
import { type State, states } from './states'

const FOLDER = process.env.PLANO_TEST_SHOTS ?? join(import.meta.dirname, '../../shots')
const SIZES = { '1366x768': { width: 1366, height: 768 }, '390x844': { width: 390, height: 844 } } as const
const LANGUAGES: readonly Language[] = ['fr', 'en']
const THEMES = ['light', 'dark'] as const

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const theme of THEMES) {
    for (const language of LANGUAGES) {
      test(`${size} ${theme} ${language}`, async ({ browser }) => {
        const folder = join(FOLDER, size, theme, language)
        mkdirSync(folder, { recursive: true })
        const words = await wordsIn(language)
        const mail = await Mailbox.open()
        const program = await Program.start({ database: 'sqlite', mail: mail.url, demo: true })
        const plano = new Plano(program, mail, new Watch(program.url), browser)
        try {
          const accounts = demoAccounts(program.demo)
          const [first] = accounts
          const administrator = accounts.find((it) => /admin/i.test(it.about)) ?? first
          // Camille has it all: pinned projects, news, an administration. Whoever is refused something is another.
          const member = administrator
          const colleague = accounts.find((it) => /communication/i.test(it.about)) ?? first
          const outsider = accounts.find((it) => /extern/i.test(it.about)) ?? first
          const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
          const open = async (account?: typeof first): Promise<Page> => {
            const page = await plano.window({ viewport, locale, colorScheme: theme, reducedMotion: 'reduce' })
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
          const mine = await open(member)
          const pages = {
            nobody: await open(),
            member: mine,
            administrator: mine,
            colleague: await open(colleague),
            outsider: await open(outsider),
          }
          const get = async (path: string) =>
            await (await pages.member.request.get(`${program.url}/api/v1${path}`)).json()
          const { items } = (await get('/projects')) as { items: { id: string; name: string }[] }
          const named = (name: RegExp) => items.find((it) => name.test(it.name))?.id ?? items[0]?.id ?? ''
          const project = named(/accueil/i)
          const empty = named(/école/i)
          const me = (await get('/me')) as { account: { id: string } }

          const shoot = async (it: Screen | State): Promise<void> => {
            // The same address and the same eyes for all but this one, which is about who may not.
            const page = pages[it.name === 'administration-refusee' ? 'colleague' : it.who]
            const path = it.path
              .replace('{project}', project)
              .replace('{empty}', empty)
              .replace('{account}', me.account.id)
            if ('before' in it) await it.before?.(page)
            await page.goto(path)
            if (!('isBare' in it)) await page.getByRole('heading', { level: 1 }).first().waitFor()
            if (!('staysBusy' in it)) await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
            if ('act' in it) await it.act(page, words)
            await settled(page)
            await page.screenshot({ path: join(folder, `${it.name}.png`) })
            await page.unrouteAll({ behavior: 'ignoreErrors' })
            await page.context().setOffline(false)
          }
          for (const it of [...screens, ...states]) {
            if ('only' in it && it.only && it.only !== (viewport.width < 768 ? 'narrow' : 'wide')) continue
            // One picture that cannot be taken says so; the others are taken.
            await test.step(it.name, async () => {
              await shoot(it).catch((problem: Error) => expect.soft(problem.message, it.name).toBe(''))
            })
          }
        } finally {
          for (const context of browser.contexts()) await context.close()
          await program.remove()
          await mail.close()
        }
      })
    }
  }
}
