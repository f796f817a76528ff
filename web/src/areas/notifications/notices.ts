// SPDX-License-Identifier: EUPL-1.2
// Notices of the browser, over other windows: whether this device shows them, which ones, and what they say.

import { useSyncExternalStore } from 'react'
import type { Id, NotificationSettings, Notification as Told } from '@/api/types'
import type { Texts } from '@/lib/i18n'
import type fr from './fr'
import { plain } from './Rich'
import { sentenceOf } from './sentence'

type Words = Texts<typeof fr>
type Quiet = NotificationSettings['quiet']

/** What the person chose on this device. */
export interface NoticeChoice {
  isOn: boolean
  /** Also how the message begins: otherwise who and where, and no word of it. */
  hasContent: boolean
}

const OFF: NoticeChoice = { isOn: false, hasContent: false }
/** By account: a shared machine shows nobody else's. */
const keyOf = (account: Id) => `plano.notices.${account}`
const watchers = new Set<() => void>()
/** What was read of it, so that the same words are the same object. */
const kept = new Map<Id, { said: string | null; choice: NoticeChoice }>()

/** Read each time: another tab of this browser may have changed it. */
export function noticeChoice(account: Id): NoticeChoice {
  const known = kept.get(account)
  const said = stored(account)
  if (known?.said === said) return known.choice
  const choice = parsed(said)
  kept.set(account, { said, choice })
  return choice
}

export function chooseNotices(account: Id, choice: NoticeChoice): void {
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(choice))
  } catch {
    // Storage refused: it lasts as long as the page.
  }
  kept.set(account, { said: stored(account), choice })
  for (const tell of watchers) tell()
}

function stored(account: Id): string | null {
  try {
    return localStorage.getItem(keyOf(account))
  } catch {
    return null
  }
}

function parsed(said: string | null): NoticeChoice {
  try {
    const it: unknown = JSON.parse(said ?? 'null')
    if (typeof it !== 'object' || it === null) return OFF
    const { isOn, hasContent } = it as Partial<NoticeChoice>
    return { isOn: isOn === true, hasContent: hasContent === true }
  } catch {
    return OFF
  }
}

/** The choice, also as another tab of this browser changes it. */
export const useNoticeChoice = (account: Id): NoticeChoice =>
  useSyncExternalStore(watchChoice, () => noticeChoice(account))

function watchChoice(tell: () => void): () => void {
  const heard = (event: StorageEvent) => {
    // Without a key: all of it was cleared.
    if (event.key === null || event.key.startsWith('plano.notices.')) tell()
  }
  watchers.add(tell)
  addEventListener('storage', heard)
  return () => {
    watchers.delete(tell)
    removeEventListener('storage', heard)
  }
}

export type NoticePermission = NotificationPermission | 'unsupported'

/** What the browser says of this site. Plain HTTP and some browsers know no notices. */
export const noticePermission = (): NoticePermission =>
  'Notification' in globalThis && globalThis.isSecureContext !== false ? Notification.permission : 'unsupported'

/** Kept true: the person changes it in the browser, not here. */
export const useNoticePermission = (): NoticePermission => useSyncExternalStore(watchPermission, noticePermission)

const permissionWatchers = new Set<() => void>()
let isWatched = false

function watchPermission(tell: () => void): () => void {
  permissionWatchers.add(tell)
  if (!isWatched) {
    isWatched = true
    const changed = () => {
      for (const it of permissionWatchers) it()
    }
    navigator.permissions
      ?.query({ name: 'notifications' })
      .then((status) => status.addEventListener('change', changed))
      // Looked at again when one comes back to the page.
      .catch(() => {})
    document.addEventListener('visibilitychange', changed)
  }
  return () => permissionWatchers.delete(tell)
}

/** Asked of the browser, which asks the person: only ever from a press of theirs. */
export async function askNoticePermission(): Promise<NoticePermission> {
  if (noticePermission() === 'unsupported') return 'unsupported'
  const answer = await Notification.requestPermission()
  for (const it of permissionWatchers) it()
  return answer
}

/** What is shown over other windows: what somebody wrote to me, and what I asked to be told of. */
const SHOWN = new Set([
  'message.mentioned',
  'message.direct',
  'message.answered',
  'message.posted',
  'message.keyword',
  'poll.closed',
  'message.reminded',
  'message.not_sent',
])
/** Asked for by oneself, at this very moment: a muted channel does not hide it. */
const ASKED_FOR = new Set(['message.reminded', 'message.not_sent'])
/** What happened longer ago was heard late, after an absence: it is in the list, and not shown as if it were new. */
const NEW_MS = 10 * 60_000

export interface NoticeSituation {
  now: Date
  /** The person's, for the quiet hours. */
  zone: string
  quiet: Quiet | null
  isMuted: (channel: Id) => boolean
}

/** Whether this deserves to be shown over other windows. */
export function isNotice(it: Told, { now, zone, quiet, isMuted }: NoticeSituation): boolean {
  if (it.is_read || !SHOWN.has(it.kind)) return false
  if (now.getTime() - Date.parse(it.at) > NEW_MS) return false
  if (quiet && isQuietAt(quiet, now, zone)) return false
  const channel = /\/(chn_[^/?#]+)/.exec(it.href ?? '')?.[1]
  return ASKED_FOR.has(it.kind) || channel === undefined || !isMuted(channel)
}

/** Whether the person is to be left alone. The same rule as for mail (the server's `quiet.rs`). */
export function isQuietAt({ on, from, until, weekends }: Quiet, now: Date, zone: string): boolean {
  if (!on) return false
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(now)
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((it) => it.type === type)?.value ?? ''
  const [day, hour] = [of('weekday'), `${of('hour')}:${of('minute')}`]
  if (weekends && (day === 'Sat' || day === 'Sun')) return true
  return until < from ? hour >= from || hour < until : from <= hour && hour < until
}

export interface Notice {
  title: string
  body: string
  /** One thing is one notice: told again, it takes its own place. */
  tag: string
  href: string
  id: Id
}

/** What it says: who and where; how the message begins only if the person wants it. */
export function noticeOf(it: Told, t: Words, { hasContent }: NoticeChoice): Notice {
  const { text, parts } = sentenceOf(it, t)
  // The sentence names the channel where it can; an answer's does not.
  const channel = it.kind === 'message.answered' && it.project ? parts.channel : undefined
  const where = [channel, it.project?.name].filter(Boolean).join(' · ')
  const content = hasContent ? it.details.excerpt : undefined
  return {
    title: plain(text, parts),
    body: [where, content].filter(Boolean).join('\n'),
    tag: it.id,
    href: it.href ?? '/notifications',
    id: it.id,
  }
}

/** In the address of a window that a pressed notice opened: which one it was. The service worker writes it. */
const OPENED_BY = 'avis'

/** The notice that opened this window, and the address without it. */
export function openedBy(address: string): { id: Id; href: string } | null {
  const url = new URL(address)
  const id = url.searchParams.get(OPENED_BY)
  if (!id?.startsWith('ntf_')) return null
  url.searchParams.delete(OPENED_BY)
  return { id, href: url.pathname + url.search + url.hash }
}
