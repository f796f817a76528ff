// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { dispatch } from '@/api/live'
import { queryClient } from '@/api/query'
import { renderUi } from '@/testing/render'
import { BrowserNotices } from './BrowserNotices'
import fr from './fr'
import { chooseNotices, noticeChoice } from './notices'
import { notificationSettings } from './queries'
import { listenForNotices } from './showNotices'

const account = 'acc_me'

class FakeNotification {
  static permission: NotificationPermission = 'granted'
  static answer: NotificationPermission = 'granted'
  static asked = 0
  static all: FakeNotification[] = []
  static async requestPermission() {
    FakeNotification.asked += 1
    FakeNotification.permission = FakeNotification.answer
    return FakeNotification.answer
  }
  isClosed = false
  onclick: (() => void) | null = null
  onclose: (() => void) | null = null
  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    FakeNotification.all.push(this)
  }
  close() {
    this.isClosed = true
    this.onclose?.()
  }
}

let off = () => {}
let opened: [string, string | null][] = []

beforeEach(() => {
  FakeNotification.permission = 'granted'
  FakeNotification.answer = 'granted'
  FakeNotification.asked = 0
  FakeNotification.all = []
  opened = []
  vi.stubGlobal('Notification', FakeNotification)
  vi.stubGlobal('isSecureContext', true)
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  queryClient.setQueryData(['me'], { account: { id: account } } as never)
  queryClient.setQueryData(notificationSettings.queryKey, {
    mail: 'never',
    projects: [],
    quiet: { on: false, from: '19:00', until: '08:00', weekends: false },
  } as never)
  chooseNotices(account, { isOn: true, hasContent: false })
  off = listenForNotices({
    account,
    isMuted: (channel) => channel === 'chn_muted',
    open: (href, id) => opened.push([href, id]),
  })
})
afterEach(() => {
  off()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  localStorage.clear()
})

const tell = (more: object = {}) =>
  dispatch(
    {
      type: 'event',
      name: 'notification.changed',
      topic: `person:${account}`,
      body: {
        id: 'ntf_1',
        kind: 'message.direct',
        at: new Date().toISOString(),
        is_read: false,
        is_open: false,
        others: 0,
        actor: { name: 'Maëlle Kervadec' },
        project: null,
        organisation: null,
        request: null,
        details: { excerpt: 'Le code du portail' },
        href: '/conversations/chn_1?message=msg_1',
        ...more,
      },
    } as never,
    queryClient,
  )
const settle = () => new Promise((done) => setTimeout(done, 20))

describe('a notice', () => {
  test('is shown while nobody looks, once for one telling, and opens what it is about', async () => {
    const at = new Date().toISOString()
    tell({ at })
    tell({ at })
    await waitFor(() => expect(FakeNotification.all).toHaveLength(1))
    await settle()
    expect(FakeNotification.all).toHaveLength(1)
    const [it] = FakeNotification.all
    expect(it?.title).toBe('Maëlle Kervadec vous a écrit')
    expect(it?.options.body).toBe('')
    vi.spyOn(window, 'focus').mockImplementation(() => {})
    it?.onclick?.()
    expect(opened).toEqual([['/conversations/chn_1?message=msg_1', 'ntf_1']])
    expect(it?.isClosed).toBe(true)
  })

  test('goes when it is read elsewhere', async () => {
    tell({ id: 'ntf_2' })
    await waitFor(() => expect(FakeNotification.all).toHaveLength(1))
    tell({ id: 'ntf_2', is_read: true })
    await waitFor(() => expect(FakeNotification.all[0]?.isClosed).toBe(true))
  })

  test('follows what another tab of this browser chose since', async () => {
    tell({ id: 'ntf_10' })
    await waitFor(() => expect(FakeNotification.all).toHaveLength(1))
    localStorage.setItem(`plano.notices.${account}`, JSON.stringify({ isOn: true, hasContent: true }))
    tell({ id: 'ntf_11' })
    await waitFor(() => expect(FakeNotification.all[1]?.options.body).toBe('Le code du portail'))
    localStorage.setItem(`plano.notices.${account}`, JSON.stringify({ isOn: false, hasContent: true }))
    tell({ id: 'ntf_12' })
    await settle()
    expect(FakeNotification.all).toHaveLength(2)
  })

  test('asks for the quiet hours again where they may have changed', async () => {
    queryClient.setQueryData(notificationSettings.queryKey, (it) => it, { updatedAt: Date.now() - 120_000 })
    const quiet = { on: true, from: '00:00', until: '24:00', weekends: true }
    vi.stubGlobal(
      'fetch',
      async () =>
        new Response(JSON.stringify({ mail: 'never', projects: [], quiet }), {
          headers: { 'content-type': 'application/json' },
        }),
    )
    tell({ id: 'ntf_13' })
    await settle()
    await settle()
    expect(FakeNotification.all).toEqual([])
  })

  test('goes when the person goes', async () => {
    tell({ id: 'ntf_14' })
    await waitFor(() => expect(FakeNotification.all).toHaveLength(1))
    off()
    await waitFor(() => expect(FakeNotification.all[0]?.isClosed).toBe(true))
  })

  test('is not shown in a tab that is looked at, from a muted channel, without the choice or the browser’s leave', async () => {
    tell({ id: 'ntf_3', href: '/p/prj_1/messages/chn_muted?message=msg_1' })
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
    tell({ id: 'ntf_4' })
    await settle()
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    chooseNotices(account, { isOn: false, hasContent: false })
    tell({ id: 'ntf_5' })
    await settle()
    chooseNotices(account, { isOn: true, hasContent: false })
    FakeNotification.permission = 'denied'
    tell({ id: 'ntf_6' })
    await settle()
    expect(FakeNotification.all).toEqual([])
  })
})

test('of several tabs the first one shows it, the next when it is gone, and none while one is looked at', async () => {
  off()
  // As the browser's: one exclusive holder, in order, and shared ones that can be asked for.
  const queue: { name: string; run: () => Promise<void> }[] = []
  const held = new Set<{ name: string }>()
  const locks = {
    request: (name: string, options: { mode?: string; signal?: AbortSignal }, work: () => Promise<void>) => {
      const run = async () => {
        const it = { name }
        held.add(it)
        await work()
        held.delete(it)
        const next = queue.findIndex((each) => each.name === name)
        if (next >= 0) void queue.splice(next, 1)[0]?.run()
      }
      if (options.mode === 'shared' || ![...held].some((it) => it.name === name)) return run()
      queue.push({ name, run })
      return new Promise<void>(() => {})
    },
    query: async () => ({ held: [...held], pending: [] }),
  }
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: locks } }))
  const tab = () => listenForNotices({ account, isMuted: () => false, open: () => {} })
  const [first, second] = [tab(), tab()]
  tell({ id: 'ntf_7' })
  await waitFor(() => expect(FakeNotification.all).toHaveLength(1))
  await settle()
  expect(FakeNotification.all).toHaveLength(1)
  first()
  await settle()
  tell({ id: 'ntf_8' })
  await waitFor(() => expect(FakeNotification.all).toHaveLength(2))
  held.add({ name: `plano.seen.${account}` })
  tell({ id: 'ntf_9' })
  await settle()
  expect(FakeNotification.all).toHaveLength(2)
  second()
})

describe('in the settings', () => {
  const shown = () =>
    renderUi(
      <QueryClientProvider client={queryClient}>
        <BrowserNotices />
      </QueryClientProvider>,
    )
  const choice = () => screen.getByRole<HTMLInputElement>('switch', { name: fr.notices.on })

  test('the browser is asked at a press, and not before', async () => {
    chooseNotices(account, { isOn: false, hasContent: false })
    FakeNotification.permission = 'default'
    const { user } = shown()
    expect(FakeNotification.asked).toBe(0)
    await user.click(choice())
    await waitFor(() => expect(choice().checked).toBe(true))
    expect(FakeNotification.asked).toBe(1)
    await user.click(screen.getByRole('checkbox', { name: fr.notices.content }))
    expect(noticeChoice(account)).toEqual({ isOn: true, hasContent: true })
    expect(JSON.parse(localStorage.getItem(`plano.notices.${account}`) ?? '')).toEqual({ isOn: true, hasContent: true })
    await user.click(screen.getByRole('button', { name: fr.notices.attempt }))
    await waitFor(() => expect(FakeNotification.all[0]?.title).toBe(fr.notices.sampleTitle))
  })

  test('a refusal of the browser is explained, and the choice stays off', async () => {
    chooseNotices(account, { isOn: false, hasContent: false })
    FakeNotification.permission = 'default'
    FakeNotification.answer = 'denied'
    const { user } = shown()
    await user.click(choice())
    expect(await screen.findByText(fr.notices.refused)).toBeTruthy()
    expect(choice().checked).toBe(false)
  })

  test('a browser without notices says so', () => {
    vi.stubGlobal('isSecureContext', false)
    shown()
    expect(screen.getByText(fr.notices.unsupported)).toBeTruthy()
    expect(choice().disabled).toBe(true)
  })
})
