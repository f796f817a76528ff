// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { JournalEntry } from '@/api/types'
import { en } from '../en'
import { aPerson } from '../testing/things'
import { useTexts } from '../texts'
import { actOf, detailsOf } from './acts'

const t = useTexts.current().journal
const entry = (kind: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  seq: 1,
  at: '2026-10-08T07:30:00Z',
  actor: null,
  kind,
  account: null,
  organisation: null,
  address: null,
  details: {},
  ...more,
})

test('a known act is a sentence about someone', () => {
  const camille = aPerson('Camille Rovère')
  expect(actOf(entry('account.deactivated', { account: camille }), t)).toBe('Compte de Camille Rovère suspendu')
})

test('an act of a newer server is shown by its family and its code rather than hidden', () => {
  expect(actOf(entry('account.teleported'), t)).toBe('Comptes\u00a0: account.teleported')
  expect(actOf(entry('weather.changed'), t)).toBe('weather.changed')
})

test('every detail is listed, the unknown ones under their own name', () => {
  const lines = detailsOf(entry('settings.changed', { details: { from: 'A', colour: 'B' } }), t)
  expect(lines).toContainEqual(['Avant', 'A'])
  expect(lines).toContainEqual(['colour', 'B'])
})

test('every kind of event has its words, in both languages', () => {
  const source = readFileSync(resolve(import.meta.dirname, '../../../../../crates/events/src/event.rs'), 'utf8')
  const kinds = [...source.matchAll(/= "([a-z_]+\.[a-z_]+)" \{/g)].map(([, kind = '']) => kind)
  expect(kinds).toContain('account.deactivated')
  // What people are told and what they say is between them: no act of the administration (audit/reader.rs).
  const isTheirs = (kind: string) =>
    /^(notification|thread|message|poll|keywords|calls)\./.test(kind) || ['channel.kept', 'channel.read'].includes(kind)
  const isTold = (kind: string) => ['message.retracted', 'message.forwarded'].includes(kind)
  const acts = kinds.filter((it) => !isTheirs(it) || isTold(it))
  expect(acts.filter((it) => !(it in t.acts))).toEqual([])
  expect(acts.filter((it) => !(it in en.journal.acts))).toEqual([])
  expect(Object.keys(t.acts).filter((it) => !acts.includes(it))).toEqual([])
})

test('every detail that the journal keeps has its name, in both languages', () => {
  const source = readFileSync(
    resolve(import.meta.dirname, '../../../../../crates/plano/src/areas/audit/reader.rs'),
    'utf8',
  )
  const details = [...new Set([...source.matchAll(/\.with\("([a-z_]+)"/g)].map(([, name = '']) => name))]
  expect(details).toContain('import')
  expect(details.filter((it) => !(it in t.detailNames))).toEqual([])
  expect(details.filter((it) => !(it in en.journal.detailNames))).toEqual([])
})
