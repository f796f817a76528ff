// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { safeReturn } from './returnPath'

test('a path of ours is kept, with its search and fragment', () => {
  expect(safeReturn('/p/prj_1/membres?role=reader#liste')).toBe('/p/prj_1/membres?role=reader#liste')
})

test('anything that could lead elsewhere becomes home', () => {
  for (const path of [
    'https://example.org/',
    '//example.org',
    '/\\example.org',
    '/\t/example.org',
    'javascript:alert(1)',
    '',
    null,
    42,
    '/%5C%5Cexample.org\\',
    '/./..//example.org',
  ])
    expect(safeReturn(path)).toMatch(/^\/(?![/\\])/)
  expect(safeReturn('//example.org')).toBe('/')
  expect(safeReturn('/\\example.org')).toBe('/')
})

test('the sign-in page itself is not a place to return to', () => {
  expect(safeReturn('/connexion?retour=/projets')).toBe('/')
})
