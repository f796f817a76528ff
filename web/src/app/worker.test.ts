// SPDX-License-Identifier: EUPL-1.2
import { afterEach, expect, test, vi } from 'vitest'
import { trusted } from './worker'

afterEach(() => vi.unstubAllGlobals())

test('the one policy lets our worker through, and nothing else', () => {
  const createPolicy = vi.fn((_name: string, rules: { createScriptURL: (url: string) => string }) => rules)
  vi.stubGlobal('trustedTypes', { createPolicy })
  expect(trusted('/sw.js')).toBe('/sw.js')
  expect(createPolicy.mock.calls[0]?.[0]).toBe('plano')
  expect(() => trusted('https://evil.example/sw.js')).toThrow(TypeError)
})

test('a browser without trusted types registers it by its address', () => {
  expect(trusted('/sw.js')).toBe('/sw.js')
})
