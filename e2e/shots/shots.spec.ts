// SPDX-License-Identifier: EUPL-1.2
// A picture of every screen and its states, from the demonstration: to look at, not to compare.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { inTheDemonstration, isIn } from '../src/gallery'
import { screens } from '../src/screens'
import { expect, test } from '../src/test'
import { type Language, wordsIn } from '../src/words'
import { states } from './states'

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
        const options = { viewport, colorScheme: theme, reducedMotion: 'reduce' } as const
        await inTheDemonstration(browser, { language, words, options }, async ({ show }) => {
          for (const it of [...screens, ...states]) {
            if (!isIn(it, viewport.width)) continue
            // One picture that cannot be taken says so; the others are taken.
            await test.step(it.name, async () => {
              const shot = show(
                it,
                async (page) => void (await page.screenshot({ path: join(folder, `${it.name}.png`) })),
              )
              await shot.catch((problem: Error) => expect.soft(problem.message, it.name).toBe(''))
            })
          }
        })
      })
    }
  }
}
