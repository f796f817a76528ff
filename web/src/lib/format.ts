// SPDX-License-Identifier: EUPL-1.2

// Dates, times, numbers and sizes as people read them, in their language and time zone. French typography is built
// here once (« 9 h 30 », « 1,8 Mo », « Ven. 9 oct. ») with spaces that do not break.
import { useMemo, useSyncExternalStore } from 'react'
import { type Language, useLanguage } from './i18n'

const NBSP = '\u00a0'

/** An instant as the server writes it (RFC 3339), a day without an hour (`2026-10-09`), or a Date. */
export type When = string | Date

export interface Formats {
  /** « Aujourd’hui », « Demain », « Hier », otherwise « Ven. 9 oct. », with the year when it is not this one. */
  day(when: When): string
  /** « 9 oct. 2026 »: for tables, where every line must read alike. */
  date(when: When): string
  /** « Jeudi 8 octobre 2026 »: for titles. */
  longDate(when: When): string
  /** « 9 h 30 », “9:30 am”. */
  time(when: When): string
  /** « Ven. 9 oct., 9 h 30 ». */
  dateTime(when: When): string
  /** « Jeudi 8 octobre 2026 à 9 h 30 »: the full date behind a short one, for `title`. */
  fullDateTime(when: When): string
  /** « À l’instant », « Il y a 2 min », « Il y a 3 h », then the day. */
  relative(when: When): string
  number(value: number, options?: { digits?: number }): string
  /** From a share between 0 and 1: « 45 % ». */
  percent(share: number): string
  /** « 1,8 Mo », “1.8 MB”. */
  bytes(value: number): string
  list(items: readonly string[], kind?: 'and' | 'or'): string
  /** Order of names in lists: accents and case do not separate them, numbers in them count as numbers. */
  compare(a: string, b: string): number
}

const isDay = (when: When): when is string => typeof when === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(when)

const SIZES: Record<Language, readonly string[]> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To'],
  en: ['B', 'kB', 'MB', 'GB', 'TB'],
}

const WORDS = {
  fr: {
    today: 'Aujourd’hui',
    tomorrow: 'Demain',
    yesterday: 'Hier',
    now: 'À l’instant',
    minutes: (n: number) => `Il y a ${n}${NBSP}min`,
    hours: (n: number) => `Il y a ${n}${NBSP}h`,
    at: (day: string, time: string) => `${day} à ${time}`,
  },
  en: {
    today: 'Today',
    tomorrow: 'Tomorrow',
    yesterday: 'Yesterday',
    now: 'Just now',
    minutes: (n: number) => `${n}${NBSP}min ago`,
    hours: (n: number) => `${n}${NBSP}h ago`,
    at: (day: string, time: string) => `${day} at ${time}`,
  },
} satisfies Record<Language, unknown>

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

/** Dates read as one block: « 9 oct. » must not be cut after the 9. */
const unbroken = (text: string) => text.replaceAll(' ', NBSP)

/**
 * The formats of one language and time zone. Intl objects are costly to make: they are made once here.
 * `now` is a parameter so that a test can stand at a given moment.
 */
export function makeFormats(language: Language, timeZone: string, now: () => Date = () => new Date()): Formats {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const words = WORDS[language]

  const makers = new Map<string, Intl.DateTimeFormat>()
  // A day has no hour: read as UTC midnight and written in UTC, it stays the same day everywhere.
  const write = (when: When, options: Intl.DateTimeFormatOptions): string => {
    const zone = isDay(when) ? 'UTC' : timeZone
    const key = zone + JSON.stringify(options)
    let maker = makers.get(key)
    if (!maker) {
      maker = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
      makers.set(key, maker)
    }
    return maker.format(toDate(when))
  }

  const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const dayOf = (when: When): string => (isDay(when) ? when : isoDay.format(toDate(when)))
  const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

  const shortDay = (when: When): string => {
    const sameYear = dayOf(when).slice(0, 4) === isoDay.format(now()).slice(0, 4)
    const options: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' }
    const text = write(when, sameYear ? options : { ...options, year: 'numeric' })
    return unbroken(capital(text.replace(',', '')))
  }

  const formats: Formats = {
    day(when) {
      const away = daysBetween(isoDay.format(now()), dayOf(when))
      if (away === 0) return words.today
      if (away === 1) return words.tomorrow
      if (away === -1) return words.yesterday
      return shortDay(when)
    },
    date: (when) => unbroken(write(when, { day: 'numeric', month: 'short', year: 'numeric' })),
    longDate: (when) =>
      capital(write(when, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '')),
    time(when) {
      if (language === 'en') {
        return unbroken(write(when, { hour: 'numeric', minute: '2-digit', hour12: true }))
      }
      const [hour = '', minute = ''] = write(when, { hour: 'numeric', minute: '2-digit', hour12: false }).split(':')
      return `${Number(hour)}${NBSP}h${minute === '00' ? '' : `${NBSP}${minute}`}`
    },
    dateTime: (when) => `${formats.day(when)}, ${formats.time(when)}`,
    fullDateTime: (when) => words.at(formats.longDate(when), formats.time(when)),
    relative(when) {
      const seconds = (now().getTime() - toDate(when).getTime()) / 1000
      // A little ahead is a clock out of step, not the future.
      if (seconds > -60 && seconds < 45) return words.now
      if (seconds >= 45 && seconds < 3570) return words.minutes(Math.max(1, Math.round(seconds / 60)))
      const isToday = dayOf(when) === isoDay.format(now())
      if (seconds > 0 && (isToday || seconds < 6 * 3600)) return words.hours(Math.max(1, Math.round(seconds / 3600)))
      return formats.day(when)
    },
    number: (value, options) => numbers(locale, options?.digits).format(value),
    percent: (share) => {
      const written = numbers(locale, 0).format(share * 100)
      return language === 'fr' ? `${written}${NBSP}%` : `${written}%`
    },
    bytes(value) {
      const units = SIZES[language]
      let size = Math.abs(value)
      let unit = 0
      while (size >= 999.5 && unit < units.length - 1) {
        size /= 1000
        unit += 1
      }
      const digits = unit > 0 && size < 9.95 ? 1 : 0
      return `${numbers(locale, digits).format(Math.sign(value) * size)}${NBSP}${units[unit]}`
    },
    list: (items, kind = 'and') => lists(locale, kind).format(items),
    compare: (a, b) => collator(locale).compare(a, b),
  }
  return formats
}

const toDate = (when: When): Date => (typeof when === 'string' ? new Date(when) : when)

function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>()
  return (key) => {
    const present = made.get(key)
    if (present !== undefined) return present
    const fresh = make(key)
    made.set(key, fresh)
    return fresh
  }
}

const numberMaker = memo((key) => {
  const [locale = 'fr-FR', digits = ''] = key.split('|')
  return new Intl.NumberFormat(locale, digits === '' ? {} : { maximumFractionDigits: Number(digits) })
})
const numbers = (locale: string, digits?: number) => numberMaker(`${locale}|${digits ?? ''}`)

const listMaker = memo((key) => {
  const [locale = 'fr-FR', kind] = key.split('|')
  return new Intl.ListFormat(locale, { type: kind === 'or' ? 'disjunction' : 'conjunction' })
})
const lists = (locale: string, kind: 'and' | 'or') => listMaker(`${locale}|${kind}`)

const collator = memo((locale) => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }))

// ---- the person's time zone ------------------------------------------------------------------

let timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
const listeners = new Set<() => void>()

export const currentTimeZone = (): string => timeZone

/** Times are shown in the zone of the person's profile, which may differ from the machine's. */
export function setTimeZone(next: string): void {
  if (next === timeZone) return
  timeZone = next
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The time zone in which times are shown. */
export function useTimeZone(): string {
  return useSyncExternalStore(subscribe, currentTimeZone, currentTimeZone)
}

const cache = memo((key) => {
  const [language, zone = 'UTC'] = key.split('|')
  return makeFormats(language === 'en' ? 'en' : 'fr', zone)
})

export function useFormat(): Formats {
  const language = useLanguage()
  const zone = useTimeZone()
  return useMemo(() => cache(`${language}|${zone}`), [language, zone])
}
