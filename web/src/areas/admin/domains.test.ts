// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { domainsOf, notADomain } from './domains'

test('domains are read as people type them', () => {
  expect(domainsOf(' @Rivemont.fr; ville.rivemont.fr,\nrivemont.fr ')).toEqual(['rivemont.fr', 'ville.rivemont.fr'])
  expect(domainsOf('  ')).toEqual([])
})

test('what is not a domain is named', () => {
  expect(notADomain(['rivemont.fr', 'a@b.fr'])).toBe('a@b.fr')
  expect(notADomain(['rivemont'])).toBe('rivemont')
  expect(notADomain(['-a.fr'])).toBe('-a.fr')
  expect(notADomain(['gouv.fr', 'xn--prfecture-b4a.fr'])).toBeUndefined()
})
