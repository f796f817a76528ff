// SPDX-License-Identifier: EUPL-1.2

// French typography is the catalogues' business, so that no component has to think of it: every sentence of every
// `fr.ts` and `en.ts` is read here, the ones made by functions with sample values.
import { describe, expect, test } from 'vitest'

const french = import.meta.glob<{ default: object }>('../**/fr.ts', { eager: true })
const english = import.meta.glob<{ en: object }>('../**/en.ts', { eager: true })

const NBSP = '\u00a0'
const NARROW = '\u202f'

interface Sentence {
  where: string
  text: string
}

/** A value that passes for a number, a word, a list or a record, so that a sentence can be made with it. */
function sample(): unknown {
  const target = () => 'X'
  return new Proxy(target, {
    get: (_, key) => {
      if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? 3 : 'X')
      if (key === Symbol.iterator) return [][Symbol.iterator]
      if (key === 'toString' || key === 'valueOf') return () => 'X'
      if (key === 'length') return 3
      if (key === 'map' || key === 'filter' || key === 'slice') return () => ['X', 'X']
      if (key === 'join') return () => 'X, X'
      return sample()
    },
    apply: () => 'X',
  })
}

function sentencesOf(value: unknown, where: string): Sentence[] {
  if (typeof value === 'string') return [{ where, text: value }]
  if (typeof value === 'function') {
    const tries = [
      [0, 0, 0, 0],
      [1, 1, 1, 1],
      [3, 3, 3, 3],
      ['X', 'X', 'X', 'X'],
      ['X', 3, 3, 3],
      [{}, {}, {}],
      [sample(), sample(), sample()],
    ]
    const made = new Set<unknown>()
    for (const values of tries) {
      try {
        made.add(value(...values))
      } catch {
        // Not a value for this sentence: another of the samples is.
      }
    }
    return [...made].flatMap((it) => (typeof it === 'function' ? [] : sentencesOf(it, `${where}()`)))
  }
  if (Array.isArray(value)) return value.flatMap((it, index) => sentencesOf(it, `${where}[${index}]`))
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, it]) => sentencesOf(it, where === '' ? key : `${where}.${key}`))
  }
  return []
}

interface Rule {
  fault: RegExp
  says: string
}

const BOTH: Rule[] = [
  { fault: /'/, says: 'the apostrophe is ’' },
  { fault: /\.\.\./, says: 'the ellipsis is …' },
  { fault: / {2,}/, says: 'two spaces' },
]

const FRENCH: Rule[] = [
  ...BOTH,
  { fault: new RegExp(`[^${NBSP}\\d/]:(?=\\s|$)|[^${NBSP}\\w/]:`), says: 'U+00A0 before a colon' },
  { fault: new RegExp(`[^${NARROW};!?…([/=]([;!?])(?=[\\s»).,]|$)`), says: 'U+202F before ; ! ?' },
  { fault: new RegExp(`«[^${NBSP}]|[^${NBSP}]»`), says: 'U+00A0 inside « »' },
  { fault: /["“”]/, says: 'quotes are « »' },
  { fault: /\d ?%|\d (?:h|min|s|j|o|ko|Mo|Go|To)\b/, says: 'a space that does not break before a unit' },
]

const ENGLISH: Rule[] = [
  ...BOTH,
  { fault: /\s[:;!?]/, says: 'no space before : ; ! ?' },
  { fault: /["«»]/, says: 'quotes are “ ”' },
]

function faults(sentences: Sentence[], rules: Rule[]): string[] {
  return sentences.flatMap(({ where, text }) =>
    rules.filter((it) => it.fault.test(text)).map((it) => `${where}: ${it.says}: ${JSON.stringify(text)}`),
  )
}

describe('typography', () => {
  test.each(Object.entries(french))('of %s', (_, module) => {
    expect(faults(sentencesOf(module.default, ''), FRENCH)).toEqual([])
  })

  test.each(Object.entries(english))('of %s', (_, module) => {
    expect(faults(sentencesOf(module.en, ''), ENGLISH)).toEqual([])
  })

  test('the rules see what they are for', () => {
    const wrong = (text: string, rules: Rule[]) => faults([{ where: '', text }], rules).length
    expect(wrong('Attention : un mot', FRENCH)).toBe(1)
    expect(wrong(`Attention${NBSP}: un mot`, FRENCH)).toBe(0)
    expect(wrong('Attention: un mot', FRENCH)).toBe(1)
    expect(wrong('Partir ?', FRENCH)).toBe(1)
    expect(wrong(`Partir${NARROW}?`, FRENCH)).toBe(0)
    expect(wrong('Partir?', FRENCH)).toBe(1)
    expect(wrong('« Devis »', FRENCH)).toBe(1)
    expect(wrong(`«${NBSP}Devis${NBSP}»`, FRENCH)).toBe(0)
    expect(wrong('9 h', FRENCH)).toBe(1)
    expect(wrong("L'accueil", FRENCH)).toBe(1)
    expect(wrong('à 9:30 sur https://plano.example/?a=b', FRENCH)).toBe(0)
    expect(wrong('Leave ?', ENGLISH)).toBe(1)
    expect(wrong('“Estimate”: done?', ENGLISH)).toBe(0)
  })
})
