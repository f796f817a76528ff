// SPDX-License-Identifier: EUPL-1.2
// Shows notices of the browser: one tab for all, and none while one of them is looked at.

import { onEvent } from '@/api/live'
import { queryClient } from '@/api/query'
import type { Id, Notification as Told } from '@/api/types'
import { currentTimeZone } from '@/lib/format'
import { isNotice, type Notice, noticeChoice, noticeOf, noticePermission } from './notices'
import { notificationSettings } from './queries'
import { useTexts } from './texts'

export interface NoticeDoors {
  account: Id
  /** Of channels, which this area does not know. */
  isMuted: (channel: Id) => boolean
  /** Opens what a notice is about; the window has been brought to the front. */
  open: (href: string, notification: Id | null) => void
}

/** What the service worker says when a notice it showed is pressed. */
export interface NoticePressed {
  type: 'notice-pressed'
  href: string
  id: Id | null
}

/** Quiet hours changed elsewhere, which no frame tells, hold after this long. */
const SETTINGS_MS = 60_000
/** Already shown, and which telling of it: a frame may be heard twice. */
const SHOWN_MAX = 200

/** Listens until the returned function is called: the person has gone, and what was shown to them goes too. */
export function listenForNotices(doors: NoticeDoors): () => void {
  const shown = new Set<string>()
  const lead = leadOver(`plano.notices.${doors.account}`)
  const seen = saySeen(`plano.seen.${doors.account}`)

  const hear = async (it: Told): Promise<void> => {
    const choice = noticeChoice(doors.account)
    if (it.is_read) return await take(it.id)
    if (!choice.isOn || noticePermission() !== 'granted' || !lead.isMine()) return
    const telling = `${it.id} ${it.at}`
    if (shown.has(telling)) return
    if (await seen.byAnyone()) return
    // Without its answer the hours are unknown: nobody is woken for that.
    const settings = await queryClient.fetchQuery({ ...notificationSettings, staleTime: SETTINGS_MS }).catch(() => null)
    if (!settings) return
    const situation = { now: new Date(), zone: currentTimeZone(), quiet: settings.quiet, isMuted: doors.isMuted }
    if (!isNotice(it, situation) || shown.has(telling)) return
    shown.add(telling)
    if (shown.size > SHOWN_MAX) shown.delete(shown.values().next().value ?? '')
    await show(noticeOf(it, useTexts.current(), choice), doors.open)
  }

  const offs = [
    onEvent('notification.changed', (it) => void hear(it).catch(() => {})),
    onEvent('notification.all_read', () => void takeAll().catch(() => {})),
  ]
  const pressed = (event: MessageEvent) => {
    const it = event.data as Partial<NoticePressed> | null
    if (it?.type === 'notice-pressed' && typeof it.href === 'string') doors.open(it.href, it.id ?? null)
  }
  navigator.serviceWorker?.addEventListener('message', pressed)
  return () => {
    for (const off of offs) off()
    navigator.serviceWorker?.removeEventListener('message', pressed)
    lead.end()
    seen.end()
    void takeAll().catch(() => {})
  }
}

const worker = async (): Promise<ServiceWorkerRegistration | null> => {
  const registration = await navigator.serviceWorker?.getRegistration()
  return registration?.active ? registration : null
}

/** What is on screen without a worker, by its tag. */
const bare = new Map<string, Notification>()

/** Through the service worker where there is one: telephones know no other way, and it outlives the tab. */
export async function show(notice: Notice, open: NoticeDoors['open']): Promise<void> {
  const options: NotificationOptions = {
    body: notice.body,
    tag: notice.tag,
    icon: '/icon-192.png',
    badge: '/icon-maskable-192.png',
    lang: document.documentElement.lang,
    data: { href: notice.href, id: notice.id },
  }
  const registration = await worker()
  if (registration) return await registration.showNotification(notice.title, options)
  const it = new Notification(notice.title, options)
  bare.set(notice.tag, it)
  it.onclose = () => bare.delete(notice.tag)
  it.onclick = () => {
    it.close()
    window.focus()
    open(notice.href, notice.id)
  }
}

/** Read elsewhere: it no longer waits on this screen either. */
async function take(tag: string): Promise<void> {
  bare.get(tag)?.close()
  const registration = await worker()
  for (const it of (await registration?.getNotifications({ tag })) ?? []) it.close()
}

async function takeAll(): Promise<void> {
  for (const it of bare.values()) it.close()
  const registration = await worker()
  for (const it of (await registration?.getNotifications()) ?? []) it.close()
}

/** One tab of this browser, the next one when it closes. Without locks (plain HTTP) each leads: the tag keeps them one. */
function leadOver(name: string): { isMine: () => boolean; end: () => void } {
  if (!navigator.locks) return { isMine: () => true, end: () => {} }
  let isMine = false
  let release = () => {}
  const asked = new AbortController()
  navigator.locks
    .request(name, { signal: asked.signal }, () => {
      isMine = true
      return new Promise<void>((done) => {
        release = done
      })
    })
    // Given up before its turn came.
    .catch(() => {})
  return {
    isMine: () => isMine,
    end: () => {
      isMine = false
      asked.abort()
      release()
    },
  }
}

/** Says while this tab is looked at, in a way that all of them can ask. */
function saySeen(name: string): { byAnyone: () => Promise<boolean>; end: () => void } {
  const locks = navigator.locks
  if (!locks) return { byAnyone: async () => !document.hidden, end: () => {} }
  let release: (() => void) | null = null
  const say = () => {
    if (document.hidden) {
      release?.()
      release = null
      return
    }
    if (release) return
    const held = new Promise<void>((done) => {
      release = done
    })
    void locks.request(name, { mode: 'shared' }, () => held).catch(() => {})
  }
  say()
  document.addEventListener('visibilitychange', say)
  return {
    byAnyone: async () => !document.hidden || ((await locks.query()).held ?? []).some((it) => it.name === name),
    end: () => {
      document.removeEventListener('visibilitychange', say)
      release?.()
    },
  }
}
