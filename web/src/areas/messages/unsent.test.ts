// SPDX-License-Identifier: EUPL-1.2
import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { UNREACHABLE } from '@/api/problem'
import { keepDraft, keepEdit } from './drafts'
import { outboxOf } from './outbox'
import { keepPoll } from './pollDrafts'
import { aMessage } from './testkit'
import { unsentOf, useUnsent } from './unsent'

beforeEach(() => localStorage.clear())

const waiting = (draft: string, more: object = {}) => ({
  draft,
  channel: 'chn_1',
  body: draft,
  thread: null,
  also_in_channel: false,
  quotes: null,
  kind: 'text',
  at: 1_000,
  refused: null,
  ...more,
})
const keepWaiting = (account: string, ...all: unknown[]) =>
  localStorage.setItem(`plano.outbox.${account}`, JSON.stringify(all))

test('what leaves by itself stands apart from what was refused, each as it was typed', () => {
  keepWaiting(
    'acc_me',
    waiting('un', { where: '#travaux', body: '@[Maëlle \\[RH\\]](acc_2), oui' }),
    waiting('deux', { refused: { ...UNREACHABLE, status: 422 } }),
    waiting('trois', { thread: 'msg_1' }),
  )
  const { waiting: leaving, refused, drafts } = unsentOf('acc_me')
  expect(leaving).toEqual([
    { key: 'un', text: '@Maëlle [RH], oui', where: '#travaux', isAnswer: false, at: 1_000 },
    { key: 'trois', text: 'trois', where: null, isAnswer: true, at: 1_000 },
  ])
  expect(refused.map((it) => it.text)).toEqual(['deux'])
  expect(drafts).toEqual([])
})

test('drafts are there, the newest first, and so are polls that were begun', () => {
  keepDraft('acc_me', 'chn_1', { text: 'Avant', named: [], where: '#travaux · Accueil' }, 1)
  keepDraft('acc_me', 'chn_2:msg_1', { text: 'Après', named: [], where: 'Idriss' }, 2)
  keepPoll('acc_me', 'chn_1', { question: 'Quand ?', options: ['Lundi', ''], isMultiple: false, isAnonymous: false })
  expect(unsentOf('acc_me').drafts).toEqual([
    { key: 'chn_2:msg_1', text: 'Après', where: 'Idriss', isAnswer: true, at: 2 },
    { key: 'chn_1', text: 'Avant', where: '#travaux · Accueil', isAnswer: false, at: 1 },
    { key: 'poll:chn_1', text: 'Quand ?\n- Lundi', where: '#travaux · Accueil', isAnswer: false, at: null },
  ])
})

test('a message that is being written again is among them', () => {
  keepEdit('acc_me', aMessage(1), { text: 'Repris', named: [], where: '#travaux' }, 3)
  expect(unsentOf('acc_me').drafts).toEqual([
    { key: 'edit:msg_1', text: 'Repris', where: '#travaux', isAnswer: false, at: 3 },
  ])
  expect(unsentOf('acc_else').drafts).toEqual([])
})

test('what somebody else left on this device is not among it', () => {
  keepWaiting('acc_else', waiting('secret'))
  keepDraft('acc_else', 'chn_1', { text: 'secret', named: [] })
  keepPoll('acc_else', 'chn_1', { question: 'secret', options: ['', ''], isMultiple: false, isAnonymous: false })
  expect(unsentOf('acc_me')).toEqual({ waiting: [], refused: [], drafts: [] })
})

test('what is damaged or of an earlier version is no reason to show nothing', () => {
  keepWaiting('acc_me', null, { draft: 'x' }, waiting('un', { at: 'hier', where: 3 }), waiting('deux', { at: 1e20 }))
  localStorage.setItem('plano.drafts.acc_me', JSON.stringify({ chn_1: { text: 3, at: 1 }, chn_2: null }))
  const { waiting: leaving, drafts } = unsentOf('acc_me')
  expect(leaving.map(({ text, where, at }) => ({ text, where, at }))).toEqual([
    { text: 'un', where: null, at: null },
    { text: 'deux', where: null, at: null },
  ])
  expect(drafts).toEqual([])
})

test('it is told anew when something leaves, and when something is begun', () => {
  const outbox = outboxOf('acc_me', () => new Promise(() => {}))
  const { result } = renderHook(() => useUnsent('acc_me'))
  act(() => {
    outbox.add({ channel: 'chn_1', body: 'un', thread: null, also_in_channel: false, quotes: null, kind: 'text' })
  })
  expect(result.current.waiting.map((it) => it.text)).toEqual(['un'])
  act(() => keepDraft('acc_me', 'chn_1', { text: 'deux', named: [] }))
  expect(result.current.drafts.map((it) => it.text)).toEqual(['deux'])
  act(() => void outbox.discard(outbox.items[0]?.draft ?? ''))
  expect(result.current.waiting).toEqual([])
})
