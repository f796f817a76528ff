// SPDX-License-Identifier: EUPL-1.2
import { waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Attention, bareTitle, countedTitle, startAttention } from './attention'

let attention: Attention
const badge = { set: vi.fn(async () => {}), clear: vi.fn(async () => {}) }

beforeEach(() => {
  badge.set.mockClear()
  badge.clear.mockClear()
  Object.assign(navigator, { setAppBadge: badge.set, clearAppBadge: badge.clear })
  document.head.innerHTML = '<title>Membres – Plano</title><link rel="icon" href="/icon.svg">'
  attention = startAttention()
})
afterEach(() => attention.end())

const icon = () => document.querySelector('link[rel="icon"]')?.getAttribute('href')

test('the number stands before the title, also when a screen writes another', async () => {
  attention.show(3, true)
  expect(document.title).toBe('(3)\u00a0Membres – Plano')
  expect(icon()).toBe('/icon-new.svg')
  expect(badge.set).toHaveBeenLastCalledWith(3)
  const title = document.querySelector('title')
  if (title) title.textContent = 'Réglages – Plano'
  await waitFor(() => expect(document.title).toBe('(3)\u00a0Réglages – Plano'))
  attention.show(12, true)
  expect(document.title).toBe('(12)\u00a0Réglages – Plano')
})

test('when nothing calls any more, all is as it was', () => {
  attention.show(2, true)
  attention.show(0, false)
  expect(document.title).toBe('Membres – Plano')
  expect(icon()).toBe('/icon.svg')
  expect(badge.clear).toHaveBeenCalled()
})

test('what is only new marks the icon, without a number', () => {
  attention.show(0, true)
  expect(document.title).toBe('Membres – Plano')
  expect(icon()).toBe('/icon-new.svg')
})

test('a number is never written twice, nor taken for another', () => {
  expect(countedTitle(countedTitle('Fil – Plano', 3), 4)).toBe('(4)\u00a0Fil – Plano')
  expect(bareTitle('(2027) Budget – Plano')).toBe('(2027) Budget – Plano')
  expect(bareTitle('Budget (2027) – Plano')).toBe('Budget (2027) – Plano')
})
