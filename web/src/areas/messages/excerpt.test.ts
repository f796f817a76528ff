// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import type { Message } from '@/api/types'
import { excerptOf } from './excerpt'
import fr from './fr'
import { aMessage } from './testkit'

const said = (more: Partial<Message>) => excerptOf(aMessage(1, more), () => 'Camille', fr.line)
const forwarded = { body: 'Le **hall** ferme' } as NonNullable<Message['forwarded']>

test('a message begins with its words, else with those it passes on, and never with nothing', () => {
  expect(said({ body: 'Voir @[x](acc_1)', forwarded })).toBe('Voir @Camille')
  expect(said({ body: '', forwarded })).toBe('Le hall ferme')
  expect(said({ body: '' })).toBe(fr.line.noWords)
  expect(said({ retracted_at: '2026-10-08T08:00:00Z', body: '', forwarded })).toBe(fr.line.retracted)
})
