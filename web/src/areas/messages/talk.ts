// SPDX-License-Identifier: EUPL-1.2
// What every part of one conversation needs: the channel, who is in it, and how people are called.

import { createContext, useContext } from 'react'
import type { Channel, Id, MessageMark, Person } from '@/api/types'
import type { Texts } from '@/lib/i18n'
import type fr from './fr'
import { EVERYONE, type HintOf, type NameOf } from './mentions'
import type { Outbox } from './outbox'

export type Words = Texts<typeof fr>

/** The project a channel stands in, as far as messages need it. */
export interface Place {
  id: Id
  name: string
  isArchived: boolean
}

/** Someone who can be named: a person or a group. */
export interface Nameable {
  id: Id
  name: string
  hint: string
  person: Person | null
}

/** What moves with each message: whoever shows it asks `myChannels`. */
export const COUNTERS = ['unread', 'mentions', 'read_seq', 'last_seq', 'last_posted_at'] as const

/** A channel without its counters: every line of a conversation stands on it, and is not drawn again for a number. */
export type SteadyChannel = Omit<Channel, (typeof COUNTERS)[number]>

export interface Talk {
  channel: SteadyChannel
  /** As it is written: « général », « Maëlle Kervadec ». */
  name: string
  me: Person
  place: Place | null
  outbox: Outbox
  nameables: readonly Nameable[]
  /** `undefined` if nobody has met them. */
  personOf: (id: Id) => Person | undefined
  nameOf: NameOf
  /** Whether single letters act on a message that has the focus; they can be switched off (WCAG 2.1.4). */
  hasSingleKeys: boolean
  /** How I keep a message; `undefined`: I do not. */
  markOf: (id: Id) => MessageMark | undefined
}

const TalkContext = createContext<Talk | null>(null)

export const TalkProvider = TalkContext.Provider

export function useTalk(): Talk {
  const talk = useContext(TalkContext)
  if (!talk) throw new Error('a part of a conversation stands inside ChannelView')
  return talk
}

/** How whom a text names is called today; `undefined` if nobody has met them. */
export const knownName =
  ({ personOf, nameables }: Pick<Talk, 'personOf' | 'nameables'>, t: Words) =>
  (id: Id): string | undefined =>
    id === EVERYONE ? t.line.everyone : (personOf(id)?.name ?? nameables.find((it) => it.id === id)?.name)

/** What people of one name do, to tell them apart by. */
export const hintIn =
  ({ personOf, nameables }: Pick<Talk, 'personOf' | 'nameables'>): HintOf =>
  (id) =>
    personOf(id)?.function ?? nameables.find((it) => it.id === id)?.hint

/** What this place is called outside of it. */
export function useWhere(): string {
  const { channel, name, place } = useTalk()
  if (channel.kind === 'direct') return name
  return place ? `#${name} · ${place.name}` : `#${name}`
}

/** The main channel is called in the language of whoever looks, a conversation by its people. */
export function channelName(
  channel: Pick<Channel, 'kind' | 'people' | 'name'>,
  t: Words,
  list: (names: readonly string[]) => string,
): string {
  if (channel.kind === 'direct')
    return channel.people.length === 0 ? t.notes : list(channel.people.map((it) => it.name))
  return channel.name === '' ? t.main : channel.name
}
