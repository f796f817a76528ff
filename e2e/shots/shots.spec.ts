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
          const member = accounts.find((it) => it !== administrator && !/extern/i.test(it.about)) ?? first
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
          const pages = { nobody: await open(), member: await open(member), administrator: await open(administrator) }
          const get = async (path: string) =>
            await (await pages.member.request.get(`${program.url}/api/v1${path}`)).json()
          const mine = (await get('/projects')) as { items: { id: string; can: { manage: boolean } }[] }
          const project = (mine.items.find((it) => it.can.manage) ?? mine.items[0])?.id ?? ''
          const me = (await get('/me')) as { account: { id: string } }

          const shoot = async (it: Screen | State): Promise<void> => {
            const page = pages[it.who]
            await page.goto(it.path.replace('{project}', project).replace('{account}', me.account.id))
            await page.getByRole('heading', { level: 1 }).first().waitFor()
            if (!('staysBusy' in it)) await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
            if ('act' in it) await it.act(page, words)
            await settled(page)
            await page.screenshot({ path: join(folder, `${it.name}.png`) })
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
