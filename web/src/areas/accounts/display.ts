// SPDX-License-Identifier: EUPL-1.2
// The person's display preferences on the page, and kept on this device for `first-paint.js`.

import type { Display, Me } from '../../api/types'
import { setTimeZone } from '../../lib/format'
import { currentLanguage, type Language, setLanguage } from '../../lib/i18n'
import { setReadingFont } from '../../lib/readingFont'

const DISPLAY = 'plano.display'
const LANGUAGE = 'plano.language'

function applyDisplay(display: Display): void {
  const root = document.documentElement
  set(root, 'theme', display.theme === 'system' ? null : display.theme)
  set(root, 'density', display.density === 'compact' ? 'compact' : null)
  set(root, 'motion', display.reduced_motion ? 'reduced' : null)
  setReadingFont(display.reading_font)
  keep(DISPLAY, JSON.stringify(display))
}

/** The language of this device, until someone is signed in. */
export async function applyLanguage(language: Language): Promise<void> {
  keep(LANGUAGE, language)
  if (language !== currentLanguage() || document.documentElement.lang !== language) await setLanguage(language)
}

/** All that a profile decides about the page. */
export async function applyProfile(me: Me): Promise<void> {
  applyDisplay(me.display)
  setTimeZone(me.time_zone)
  await applyLanguage(me.language)
}

/** What was kept on this device, otherwise what the browser asks for. */
export function firstLanguage(): Language {
  const kept = read(LANGUAGE)
  if (kept === 'fr' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr'
}

/** `first-paint.js` set the attribute; the font itself is fetched here. */
export function startReadingFont(): void {
  if (document.documentElement.dataset.readingFont === 'on') setReadingFont(true)
}

function set(root: HTMLElement, name: 'theme' | 'density' | 'motion', value: string | null): void {
  if (value === null) delete root.dataset[name]
  else root.dataset[name] = value
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Storage refused by the browser: the preference lasts as long as the page.
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
