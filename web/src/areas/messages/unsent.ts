// SPDX-License-Identifier: EUPL-1.2
// What somebody wrote and nobody has received, as this device keeps it: for when there is no server to ask anything.
// Nothing is sent and nothing is changed here.

import { useMemo, useSyncExternalStore } from 'react'
import type { Id } from '@/api/types'
import { keptDrafts, keptEdits, watchDrafts } from './drafts'
import { fromMarkup } from './mentions'
import { keptWaiting, type Waiting, watchKeptWaiting } from './outbox'
import { channelsWithPoll, readPoll } from './pollDrafts'

export interface Written {
  key: string
  /** As it was typed. */
  text: string
  /** What the place is called, if that is known on this device. */
  where: string | null
  isAnswer: boolean
  /** Epoch milliseconds; `null`: not known. */
  at: number | null
}

export interface Unsent {
  /** What leaves by itself, in the order in which it leaves. */
  waiting: readonly Written[]
  /** What the server has refused: it waits for the person. */
  refused: readonly Written[]
  drafts: readonly Written[]
}

export function unsentOf(account: Id): Unsent {
  const kept = keptWaiting(account).filter((it) => typeof it.body === 'string')
  const drafts = keptDrafts(account).filter((it) => typeof it.text === 'string')
  const edits = keptEdits(account).filter((it) => typeof it.text === 'string')
  // A poll is kept without the name of its place, which another text for the same channel may tell.
  const names = new Map([
    ...drafts.map((it) => [channelOf(it.place), it.where] as const),
    ...kept.map((it) => [it.channel, it.where] as const),
  ])
  return {
    waiting: kept.filter((it) => !it.refused).map(asWritten),
    refused: kept.filter((it) => it.refused).map(asWritten),
    drafts: [...drafts.map(asBegun), ...edits.map(asEdited), ...pollsOf(account, (channel) => names.get(channel))],
  }
}

/** The same, told again when it changes here or in another window. */
export function useUnsent(account: Id): Unsent {
  const said = useSyncExternalStore(watchUnsent, () => JSON.stringify(unsentOf(account)))
  return useMemo(() => JSON.parse(said) as Unsent, [said])
}

function watchUnsent(tell: () => void): () => void {
  // Hears the other windows too.
  const quit = [watchDrafts(tell), watchKeptWaiting(tell)]
  return () => {
    for (const each of quit) each()
  }
}

const asWritten = (it: Waiting): Written => ({
  key: it.draft,
  text: fromMarkup(it.body, () => undefined).text,
  where: nameIn(it.where),
  isAnswer: Boolean(it.thread),
  at: momentIn(it.at),
})

const channelOf = (place: string): Id => place.split(':')[0] ?? place

const asBegun = (it: ReturnType<typeof keptDrafts>[number]): Written => ({
  key: it.place,
  text: it.text,
  where: nameIn(it.where),
  isAnswer: it.place.includes(':'),
  at: momentIn(it.at),
})

const asEdited = (it: ReturnType<typeof keptEdits>[number]): Written => ({
  key: `edit:${it.message.id}`,
  text: it.text,
  where: nameIn(it.where),
  isAnswer: false,
  at: momentIn(it.at),
})

/** Polls that were begun: the question, and a line for each answer. */
const pollsOf = (account: Id, nameOf: (channel: Id) => string | undefined): Written[] =>
  channelsWithPoll(account).flatMap((channel) => {
    const { question, options } = readPoll(account, channel)
    const lines = [question, ...options.filter((it) => it.trim() !== '').map((it) => `- ${it}`)]
    const text = lines.join('\n').trim()
    if (text === '') return []
    return [{ key: `poll:${channel}`, text, where: nameIn(nameOf(channel)), isAnswer: false, at: null }]
  })

/** The last moment that a date can name, in epoch milliseconds. */
const MOMENT_MAX = 8.64e15

// What is kept may be of an earlier version, or damaged.
const nameIn = (kept: unknown): string | null => (typeof kept === 'string' && kept !== '' ? kept : null)
const momentIn = (kept: unknown): number | null =>
  typeof kept === 'number' && Math.abs(kept) <= MOMENT_MAX ? kept : null
