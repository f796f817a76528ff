// SPDX-License-Identifier: EUPL-1.2
// What an address says of a channel, beside which it is: the message it points to, the thread that is open, what is
// looked for.

import type { Day, Id } from '@/api/types'
import { isDay } from '@/lib/days'
import { oneOf, text } from '@/lib/useAddress'

/**
 * Where messages are looked for: here, everywhere, or in the channel of this id; without a word, in this project, or, from
 * conversations, everywhere.
 */
const WHERE = ['canal', 'partout'] as const

export interface Asked {
  q?: string | undefined
  ou?: (typeof WHERE)[number] | Id | undefined
  auteur?: Id | undefined
  du?: Day | undefined
  au?: Day | undefined
  liens?: 'oui' | undefined
}

export interface TalkSearch extends Asked {
  message?: Id | undefined
  /** The thread that is open, by the message that began it. */
  fil?: Id | undefined
  /** Its name in addresses of before. */
  thread?: Id | undefined
  recherche?: 'oui' | undefined
  /** One comes to write: in the thread that is open, else in the channel. */
  repondre?: 'oui' | undefined
}

const idOf = (value: unknown, prefix: string): Id | undefined => {
  const it = text(value)
  return it?.startsWith(prefix) ? it : undefined
}

const day = (value: unknown): Day | undefined => (isDay(value) ? value : undefined)

export const readTalkSearch = (search: Record<string, unknown>): TalkSearch => ({
  message: idOf(search.message, 'msg_'),
  fil: idOf(search.fil, 'msg_') ?? idOf(search.thread, 'msg_'),
  thread: idOf(search.thread, 'msg_'),
  recherche: oneOf(['oui'], search.recherche),
  repondre: oneOf(['oui'], search.repondre),
  q: text(search.q),
  ou: oneOf(WHERE, search.ou) ?? idOf(search.ou, 'chn_'),
  auteur: idOf(search.auteur, 'acc_'),
  du: day(search.du),
  au: day(search.au),
  liens: oneOf(['oui'], search.liens),
})

/** Of the view of followed threads: without a word all of them, and in a project those of the project. */
export interface ThreadsSearch {
  etat?: 'non-lus' | 'regles' | undefined
  ou?: 'partout' | undefined
  fil?: Id | undefined
}

export const readThreadsSearch = (search: Record<string, unknown>): ThreadsSearch => ({
  etat: oneOf(['non-lus', 'regles'], search.etat),
  ou: oneOf(['partout'], search.ou),
  fil: idOf(search.fil, 'msg_'),
})

/** Stands where a channel does in an address: the threads one follows. */
export const THREADS = 'fils'

/** What closing the search takes out of the address. */
export const NOT_ASKED: Asked & Pick<TalkSearch, 'recherche'> = {
  recherche: undefined,
  q: undefined,
  ou: undefined,
  auteur: undefined,
  du: undefined,
  au: undefined,
  liens: undefined,
}
