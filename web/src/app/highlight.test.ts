// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { highlight, matches } from './highlight'

const hits = (text: string, question: string) =>
  highlight(text, question)
    .filter((it) => it.isHit)
    .map((it) => it.text)

test('accents and case do not separate', () => {
  expect(hits('École des Tilleuls', 'ecole')).toEqual(['École'])
  expect(hits('Élections 2027', 'ÉLEC 20')).toEqual(['Élec', '20'])
})

test('only beginnings of words are marked, and the text comes back whole', () => {
  expect(hits('Plan vélo, planning', 'plan')).toEqual(['Plan', 'plan'])
  expect(hits('Aplanir', 'plan')).toEqual([])
  expect(
    highlight('Note – guichet unique', 'guichet')
      .map((it) => it.text)
      .join(''),
  ).toBe('Note – guichet unique')
})

test('a question of signs only marks nothing', () => {
  expect(highlight('Accueil', ' – ')).toEqual([{ text: 'Accueil', isHit: false }])
})

test('every word of the question must begin a word of the text', () => {
  expect(matches('Ouvrir mes réglages', 'regl ouv')).toBe(true)
  expect(matches('Ouvrir mes réglages', 'projet')).toBe(false)
  expect(matches('Ouvrir mes réglages', '')).toBe(true)
})
