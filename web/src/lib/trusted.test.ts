// SPDX-License-Identifier: EUPL-1.2
import { afterEach, expect, test, vi } from 'vitest'
import { trusted } from './trusted'

afterEach(() => vi.unstubAllGlobals())

test('the one policy, made once, lets our workers through and nothing else', () => {
  const createPolicy = vi.fn((_name: string, rules: { createScriptURL: (url: string) => string }) => rules)
  vi.stubGlobal('trustedTypes', { createPolicy })
  expect(trusted('/sw.js')).toBe('/sw.js')
  expect(createPolicy.mock.calls[0]?.[0]).toBe('plano')
  expect(trusted('/assets/pdf.worker.min-C_oroY0n.js')).toBe('/assets/pdf.worker.min-C_oroY0n.js')
  expect(createPolicy).toHaveBeenCalledTimes(1)
  for (const url of ['/assets/other.js', '/assets/pdf.worker/../other.js', '//evil.example/assets/pdf.worker.js'])
    expect(() => trusted(url)).toThrow(TypeError)
  expect(() => trusted('https://evil.example/sw.js')).toThrow(TypeError)
})

test('a browser without trusted types registers it by its address', () => {
  expect(trusted('/sw.js')).toBe('/sw.js')
})
