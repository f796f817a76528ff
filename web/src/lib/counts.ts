// SPDX-License-Identifier: EUPL-1.2
// Numbers of things, as the words of each language say them. Catalogues of words count with these alone.

import { type Language, plural } from './i18n'

export interface Counting {
  /** With its thousands set apart: « 1 900 », “1,900”. */
  grouped: (n: number) => string
  /** The word for so many. */
  plural: (n: number, one: string, many: string) => string
  /** Both: « 1 900 messages ». */
  counted: (n: number, one: string, many: string) => string
}

function counting(language: Language, locale: string): Counting {
  // Costly to make, and of no use to most of what is shown first.
  let numbers: Intl.NumberFormat | undefined
  const grouped = (n: number) => {
    numbers ??= new Intl.NumberFormat(locale)
    return numbers.format(n)
  }
  const word = (n: number, one: string, many: string) => plural(language, n, one, many)
  return { grouped, plural: word, counted: (n, one, many) => `${grouped(n)} ${word(n, one, many)}` }
}

export const inFrench = counting('fr', 'fr-FR')
export const inEnglish = counting('en', 'en-GB')
