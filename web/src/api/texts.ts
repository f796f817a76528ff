// SPDX-License-Identifier: EUPL-1.2
import { catalogue, later, type Texts } from '../lib/i18n'
import first from './first/fr'
import type fr from './fr'
import type { SentenceParams } from './problem'

export type FirstWords = Texts<typeof first>
export type CodeWords = Texts<typeof fr>

export interface ApiTexts extends Omit<FirstWords, 'codes'> {
  /** A code without a sentence, or whose sentence has not come yet, is said by its status. */
  codes: Readonly<Record<string, ((params: SentenceParams) => string) | undefined>>
}

const useFirst = catalogue({ fr: first, en: () => import('./first/en') })
const codes = later<CodeWords>({
  fr: async () => (await import('./fr')).default,
  en: async () => (await import('./en')).en,
})

const joinedOf = new WeakMap<FirstWords, { more: CodeWords | null; words: ApiTexts }>()

/** The same object as long as there is nothing more to say. */
function joined(start: FirstWords, more: CodeWords | null): ApiTexts {
  const known = joinedOf.get(start)
  if (known?.more === more) return known.words
  const words: ApiTexts = { ...start, codes: { ...start.codes, ...more?.codes } }
  joinedOf.set(start, { more, words })
  return words
}

/** The sentences for problems, in the language in use. */
export const useApiTexts = Object.assign((): ApiTexts => joined(useFirst(), codes.use()), {
  current: (): ApiTexts => joined(useFirst.current(), codes.current()),
  /** Has all of them come. */
  load: codes.load,
})
