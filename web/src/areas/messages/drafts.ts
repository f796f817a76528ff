// SPDX-License-Identifier: EUPL-1.2
// What was begun and not sent, by conversation, on this device; and messages that are being written again. By account: a
// shared machine tells nobody else.

import { useSyncExternalStore } from 'react'
import type { Id, Message } from '@/api/types'
import type { Named } from './mentions'

export interface Draft {
  text: string
  named: readonly Named[]
  /** It was to be a decision of the project. */
  isDecision?: boolean
  /** The answer was to stand in the channel as well. */
  isAlso?: boolean
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
  return {
    text: kept.text,
    named: kept.named ?? [],
    isDecision: kept.isDecision ?? false,
    isAlso: kept.isAlso ?? false,
    quotes: kept.quotes ?? null,
  }
}

export function keepDraft(account: Id, place: string, draft: Draft, now = Date.now()): void {
  const { [place]: _, ...others } = all(account)
  const next: Record<string, Kept> =
    draft.text.trim() === ''
      ? others
      : { ...others, [place]: { ...draft, text: draft.text.slice(0, TEXT_MAX), at: now } }
  write(keyOf(account), next)
  for (const tell of watchers) tell()
}

/** As much of a message as tells whether it is gone. */
type Edited = Pick<Message, 'id' | 'channel' | 'kind' | 'seq'>

interface KeptEdit extends Kept {
  message: Edited
}

const editsKeyOf = (account: Id) => `plano.edits.${account}`

/** How far a message was written again; `null`: it was not begun. */
export function readEdit(account: Id, message: Id): Draft | null {
  const kept = read<KeptEdit>(editsKeyOf(account))[message]
  return typeof kept?.text === 'string' ? { text: kept.text, named: kept.named ?? [] } : null
}

export function keepEdit(account: Id, { id, channel, kind, seq = null }: Edited, draft: Draft, now = Date.now()): void {
  const { text, named, where } = draft
  const kept = { text: text.slice(0, TEXT_MAX), named, ...(where ? { where } : {}) }
  const key = editsKeyOf(account)
  write<KeptEdit>(key, { ...read(key), [id]: { ...kept, message: { id, channel, kind, seq }, at: now } })
}

/** Saved, left, or its message was taken away. */
export const forgetEdit = (account: Id, message: Id): void => forgetEdits(account, (it) => it.id === message)

/** What was said in a channel up to this place is gone, but for decisions. Of answers the place is not known. */
export const forgetEditsUpTo = (account: Id, channel: Id, upTo: number): void =>
  forgetEdits(
    account,
    (it) => it.channel === channel && it.kind !== 'decision' && typeof it.seq === 'number' && it.seq <= upTo,
  )

function forgetEdits(account: Id, goes: (it: Edited) => boolean): void {
  const key = editsKeyOf(account)
  const kept = Object.entries(read<KeptEdit>(key))
  const left = kept.filter(([, it]) => it?.message && !goes(it.message))
  if (left.length < kept.length) write(key, Object.fromEntries(left))
}

/** Every message that this person has begun to write again on this device, the newest first. */
export const keptEdits = (account: Id): readonly KeptEdit[] =>
  Object.values(read<KeptEdit>(editsKeyOf(account)))
    .filter((it) => typeof it?.message?.id === 'string')
    .sort((a, b) => b.at - a.at)

function write<T extends Kept>(key: string, all: Readonly<Record<string, T>>): void {
  const newest = Object.entries(all)
    .sort(([, a], [, b]) => b.at - a.at)
    .slice(0, PLACES_MAX)
  try {
    if (newest.length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(Object.fromEntries(newest)))
  } catch {
    // Storage refused or full: it lasts as long as the page.
  }
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

const all = (account: Id) => read<Kept>(keyOf(account))

function read<T extends Kept>(key: string): Record<string, T> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, T>) : {}
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
