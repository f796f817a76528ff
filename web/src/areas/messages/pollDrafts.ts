// SPDX-License-Identifier: EUPL-1.2
// A poll that was begun and not put, by channel, on this device. By account: a shared machine tells nobody else.

import type { Id } from '@/api/types'
import type { ClockTime, Day } from '@/ui'

export interface PollDraft {
  question: string
  options: readonly string[]
  isMultiple: boolean
  isAnonymous: boolean
  /** It is closed by itself, at this moment. */
  hasEnd?: boolean
  /** `null`: its field was emptied; absent: nobody has chosen. */
  day?: Day | null
  time?: ClockTime | null
}

/** As many lines as one begins with. */
export const OPTIONS_MIN = 2
export const OPTIONS_MAX = 20

export const emptyPoll: PollDraft = { question: '', options: ['', ''], isMultiple: false, isAnonymous: false }

const prefixOf = (account: Id) => `plano.poll.${account}.`
const keyOf = (account: Id, channel: Id) => `${prefixOf(account)}${channel}`

export const isEmptyPoll = (it: PollDraft): boolean =>
  it.question.trim() === '' && it.options.every((option) => option.trim() === '')

const DAY = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{2}:\d{2}/
const isChosen = (kept: unknown, form: RegExp): kept is string | null =>
  kept === null || (typeof kept === 'string' && form.test(kept))

export function readPoll(account: Id, channel: Id): PollDraft {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(account, channel)) ?? 'null') as Partial<PollDraft> | null
    if (!kept || typeof kept.question !== 'string' || !Array.isArray(kept.options)) return emptyPoll
    const options = kept.options.filter((it): it is string => typeof it === 'string').slice(0, OPTIONS_MAX)
    return {
      question: kept.question,
      options: options.length < OPTIONS_MIN ? emptyPoll.options : options,
      isMultiple: kept.isMultiple === true,
      isAnonymous: kept.isAnonymous === true,
      hasEnd: kept.hasEnd === true,
      ...(isChosen(kept.day, DAY) ? { day: kept.day } : {}),
      ...(isChosen(kept.time, TIME) ? { time: kept.time } : {}),
    }
  } catch {
    return emptyPoll
  }
}

/** In which channels this person has begun a poll on this device. */
export function channelsWithPoll(account: Id): Id[] {
  try {
    const prefix = prefixOf(account)
    return Object.keys(localStorage)
      .filter((it) => it.startsWith(prefix))
      .map((it) => it.slice(prefix.length))
  } catch {
    return []
  }
}

export function keepPoll(account: Id, channel: Id, draft: PollDraft): void {
  try {
    if (isEmptyPoll(draft)) localStorage.removeItem(keyOf(account, channel))
    else localStorage.setItem(keyOf(account, channel), JSON.stringify(draft))
  } catch {
    // Storage refused or full: it lasts as long as the dialog.
  }
}
