// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import type { Notification } from '@/api/types'
import fr from './fr'
import { isNotice, isQuietAt, type NoticeSituation, noticeOf, openedBy } from './notices'

const now = new Date('2026-10-08T09:00:00Z')
const aTold = (more: Partial<Notification> = {}): Notification =>
  ({
    id: 'ntf_1',
    kind: 'message.mentioned',
    at: '2026-10-08T08:59:30Z',
    is_read: false,
    is_open: false,
    others: 0,
    actor: { name: 'Maëlle Kervadec' },
    project: { id: 'prj_1', name: 'Mairie de quartier', icon: 'folder', colour: 'cat-1' },
    organisation: null,
    request: null,
    details: { channel: 'travaux', excerpt: 'Le code du portail est 1234' },
    href: '/p/prj_1/messages/chn_1?message=msg_1',
    ...more,
  }) as Notification
const quiet = { on: true, from: '19:00', until: '08:00', weekends: true }
const situation = (more: Partial<NoticeSituation> = {}): NoticeSituation => ({
  now,
  zone: 'Europe/Paris',
  quiet,
  isMuted: () => false,
  ...more,
})

describe('what is shown over other windows', () => {
  test('is what somebody wrote to me, new and not read', () => {
    for (const kind of [
      'message.mentioned',
      'message.direct',
      'message.answered',
      'message.keyword',
      'message.reminded',
      'poll.closed',
    ] as const)
      expect(isNotice(aTold({ kind }), situation())).toBe(true)
    expect(isNotice(aTold({ kind: 'project.archived' }), situation())).toBe(false)
    expect(isNotice(aTold({ is_read: true }), situation())).toBe(false)
  })

  test('is not what was heard late, after an absence', () => {
    expect(isNotice(aTold({ at: '2026-10-08T08:30:00Z' }), situation())).toBe(false)
  })

  test('is not what a muted channel says, but a reminder I asked for is', () => {
    const muted = situation({ isMuted: (channel) => channel === 'chn_1' })
    expect(isNotice(aTold(), muted)).toBe(false)
    expect(isNotice(aTold({ href: '/p/prj_1/messages/chn_2?message=msg_1' }), muted)).toBe(true)
    expect(isNotice(aTold({ kind: 'message.reminded' }), muted)).toBe(true)
  })

  test('is nothing in quiet hours', () => {
    const late = new Date('2026-10-08T18:00:00Z')
    expect(isNotice(aTold({ at: late.toISOString() }), situation({ now: late }))).toBe(false)
  })
})

describe('quiet hours', () => {
  const at = (instant: string, more: Partial<typeof quiet> = {}, zone = 'Europe/Paris') =>
    isQuietAt({ ...quiet, ...more }, new Date(instant), zone)

  test('go over midnight, where the person is', () => {
    expect(at('2026-10-08T16:59:00Z')).toBe(false)
    expect(at('2026-10-08T17:00:00Z')).toBe(true)
    expect(at('2026-10-08T05:59:00Z')).toBe(true)
    expect(at('2026-10-08T06:00:00Z')).toBe(false)
    expect(at('2026-10-08T17:00:00Z', {}, 'America/Guadeloupe')).toBe(false)
  })

  test('may be in the middle of the day', () => {
    expect(at('2026-10-08T10:30:00Z', { from: '12:00', until: '14:00' })).toBe(true)
    expect(at('2026-10-08T12:00:00Z', { from: '12:00', until: '14:00' })).toBe(false)
  })

  test('hold all weekend, if it was chosen', () => {
    expect(at('2026-10-10T10:00:00Z')).toBe(true)
    expect(at('2026-10-10T10:00:00Z', { weekends: false })).toBe(false)
    expect(at('2026-10-10T10:00:00Z', { on: false })).toBe(false)
  })
})

describe('what a notice says', () => {
  test('is who and where, and no word of the message', () => {
    const notice = noticeOf(aTold(), fr as never, { isOn: true, hasContent: false })
    expect(notice).toMatchObject({
      title: 'Maëlle Kervadec vous mentionne dans #travaux',
      body: 'Mairie de quartier',
      href: '/p/prj_1/messages/chn_1?message=msg_1',
    })
    expect(JSON.stringify(notice)).not.toContain('1234')
  })

  test('with the content, only if it was chosen', () => {
    const notice = noticeOf(aTold({ kind: 'message.answered' }), fr as never, { isOn: true, hasContent: true })
    expect(notice.body).toBe('#travaux · Mairie de quartier\nLe code du portail est 1234')
  })
})

test('a window that a pressed notice opened knows which one, and its address says it no more', () => {
  const opened = openedBy('https://plano.example/p/prj_1/messages/chn_1?message=msg_1&avis=ntf_1')
  expect(opened).toEqual({ id: 'ntf_1', href: '/p/prj_1/messages/chn_1?message=msg_1' })
  expect(openedBy('https://plano.example/p/prj_1?avis=x')).toBeNull()
  expect(openedBy('https://plano.example/')).toBeNull()
})
