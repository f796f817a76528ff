// SPDX-License-Identifier: EUPL-1.2

// The words of the interface. French is the source: an area's `fr.ts` is a plain object, `en.ts` must have the same
// shape or it does not compile. Only the language in use is loaded; each area's words come with the area.
import { use, useEffect, useSyncExternalStore } from 'react'
import { patiently } from './patiently'

export type Language = 'fr' | 'en'
export const LANGUAGES: readonly Language[] = ['fr', 'en']

/** The shape of a catalogue, whatever its words: literal strings are widened, functions keep their parameters. */
export type Texts<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => Texts<R>
    : T extends readonly (infer E)[]
      ? readonly Texts<E>[]
      : { readonly [K in keyof T]: Texts<T[K]> }

/** Reads a catalogue in a component; `current()` reads it elsewhere, in French until English has been loaded. */
export interface UseTexts<T> {
  (): Texts<T>
  current(): Texts<T>
}

interface Entry {
  /** Resolves once the catalogue can be read in that language. */
  ready(language: Language): Promise<unknown>
}

let language: Language = 'fr'
const catalogues = new Set<Entry>()
const listeners = new Set<() => void>()

export const currentLanguage = (): Language => language

/**
 * Changes the language. Catalogues already on screen are loaded before anything is drawn again, so that the page
 * changes at once rather than piece by piece.
 */
export async function setLanguage(next: Language): Promise<void> {
  await Promise.all([...catalogues].map((it) => it.ready(next)))
  if (typeof document !== 'undefined') document.documentElement.lang = next
  if (next === language) return
  language = next
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage, currentLanguage)
}

/**
 * Declares an area's words: `export const useTexts = catalogue({ fr, en: () => import('./en') })`.
 * The component that reads English for the first time suspends until it is there.
 */
export function catalogue<T extends object>(source: { fr: T; en: () => Promise<{ en: Texts<T> }> }): UseTexts<T> {
  const french = source.fr as unknown as Texts<T>
  let english: Texts<T> | undefined
  let loading: Promise<Texts<T>> | undefined

  const loadEnglish = () => {
    loading ??= source.en().then(
      (module) => {
        english = module.en
        return module.en
      },
      (error: unknown) => {
        // The network was away: the next reader tries again.
        loading = undefined
        throw error
      },
    )
    return loading
  }

  // biome-ignore lint/correctness/noComponentHookFactories: called once per area, at the top of its module.
  const useTexts = () => {
    if (useLanguage() === 'fr') return french
    // `use` may be called after a condition, unlike other hooks.
    return english ?? use(loadEnglish())
  }
  const current = () => (language === 'en' && english ? english : french)

  catalogues.add({ ready: (wanted) => (wanted === 'en' ? loadEnglish() : Promise.resolve()) })
  return Object.assign(useTexts, { current })
}

/** Words that nobody waits for. */
export interface LaterTexts<T> {
  /** `null` until they are there; then whoever reads them is drawn again. */
  use(): T | null
  current(): T | null
  /** Has them come, in the language in use. */
  load(): Promise<void>
}

/** Declares words that come after the first sight, with the first component that may need them. */
export function later<T extends object>(source: Record<Language, () => Promise<T>>): LaterTexts<T> {
  const here: Partial<Record<Language, T>> = {}
  const loading: Partial<Record<Language, Promise<void>>> = {}
  const current = () => here[language] ?? null
  const load = (wanted = language): Promise<void> => {
    loading[wanted] ??= patiently(source[wanted]).then((words) => {
      here[wanted] = words
      for (const listener of [...listeners]) listener()
    })
    return loading[wanted]
  }
  return {
    current,
    load: () => load(),
    use: () => {
      const inUse = useLanguage()
      useEffect(() => void load(inUse), [inUse])
      return useSyncExternalStore(subscribe, current, current)
    },
  }
}

/** Picks the word for a number: French says « 0 élément », « 1 élément », « 2 éléments »; English “0 items”, “1 item”. */
export function plural(inLanguage: Language, n: number, one: string, other: string): string {
  const isOne = inLanguage === 'fr' ? Math.abs(n) < 2 : Math.abs(n) === 1
  return isOne ? one : other
}
