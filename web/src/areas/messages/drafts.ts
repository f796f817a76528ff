// SPDX-License-Identifier: EUPL-1.2
// What was begun and not sent, by conversation, on this device. By account: a shared machine tells nobody else.

import { useSyncExternalStore } from 'react'
import type { Id } from '@/api/types'
import type { Named } from './mentions'

export interface Draft {
  text: string
  named: readonly Named[]
  /** It was to be a decision of the project. */
  isDecision?: boolean
  /** The message it was to quote. */
  quotes?: Id | null
  /** What the place is called, for when nobody can be asked: « #général », « Maëlle Kervadec ». */
  where?: string
}

interface Kept extends Draft {
  at: number
}

/** The oldest are forgotten first. */
const PLACES_MAX = 100
/** Longer than a message may be is somebody's file, not a draft. */
const TEXT_MAX = 20_000

export const emptyDraft: Draft = { text: '', named: [] }
const keyOf = (account: Id) => `plano.drafts.${account}`

/** `place` is a channel, or a channel and the message whose thread it is. */
export function readDraft(account: Id, place: string): Draft {
  const kept = all(account)[place]
  if (!kept) return emptyDraft
  return { text: kept.text, named: kept.named ?? [], isDecision: kept.isDecision ?? false, quotes: kept.quotes ?? null }
}

export function keepDraft(account: Id, place: string, draft: Draft, now = Date.now()): void {
  const { [place]: _, ...others } = all(account)
  const next: Record<string, Kept> =
    draft.text.trim() === ''
      ? others
      : { ...others, [place]: { ...draft, text: draft.text.slice(0, TEXT_MAX), at: now } }
  const newest = Object.entries(next)
    .sort(([, a], [, b]) => b.at - a.at)
    .slice(0, PLACES_MAX)
  try {
    if (newest.length === 0) localStorage.removeItem(keyOf(account))
    else localStorage.setItem(keyOf(account), JSON.stringify(Object.fromEntries(newest)))
  } catch {
    // Storage refused or full: it lasts as long as the page.
  }
  for (const tell of watchers) tell()
}

const watchers = new Set<() => void>()

export function watchDrafts(tell: () => void): () => void {
  watchers.add(tell)
  // Another window of the same person.
  addEventListener('storage', tell)
  return () => {
    watchers.delete(tell)
    removeEventListener('storage', tell)
  }
}

/** Everything this person has begun on this device, the newest first. */
export const keptDrafts = (account: Id): readonly (Kept & { place: string })[] =>
  Object.entries(all(account))
    .map(([place, it]) => ({ ...it, place }))
    .sort((a, b) => b.at - a.at)

/** The same for as long as the same places hold a draft: a list is not drawn again at each pause of the typing. */
let known: { joined: string; places: ReadonlySet<string> } = { joined: '', places: new Set() }

function placesOf(account: Id): ReadonlySet<string> {
  const places = Object.keys(all(account)).sort()
  const joined = places.join()
  if (joined !== known.joined) known = { joined, places: new Set(places) }
  return known.places
}

/** Where this person has begun to write, on this device. */
export const useDrafted = (account: Id): ReadonlySet<string> =>
  useSyncExternalStore(watchDrafts, () => placesOf(account))

function all(account: Id): Record<string, Kept> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, Kept>) : {}
  } catch {
    return {}
  }
}

const LAST = 'plano.lastChannel'

/** The channel last seen on this device, by project; conversations under their own name. */
export function lastChannel(place: string): Id | null {
  try {
    return localStorage.getItem(`${LAST}.${place}`)
  } catch {
    return null
  }
}

export function keepLastChannel(place: string, channel: Id): void {
  try {
    localStorage.setItem(`${LAST}.${place}`, channel)
  } catch {
    // The main channel opens instead.
  }
}
