// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import type { Settings } from '@/api/types'
import { draftOf, faultsOf, isSound, settingsOf } from './draft'

const settings: Settings = {
  instance_name: 'Agglomération de Rivemont',
  default_language: 'fr',
  default_time_zone: 'Europe/Paris',
  access_requests_open: true,
  email_domains: ['rivemont.fr', 'ville.rivemont.fr'],
  projects_created_by: 'everyone',
  externals_invited_by: 'managers',
  external_max_days: 180,
  links: { accessibility: 'https://rivemont.fr/a11y', privacy: null, legal: null, help: null },
  etag: '"7"',
}

test('settings that nobody touched go back as they came', () => {
  expect(settingsOf(draftOf(settings), settings)).toEqual(settings)
})

test('an empty link is no link', () => {
  const draft = { ...draftOf(settings), external_max_days: null }
  draft.links.accessibility = ''
  expect(settingsOf(draft, settings)).toMatchObject({ external_max_days: null, links: { accessibility: null } })
})

test('what is wrong is named beside its field', () => {
  const draft = draftOf(settings)
  const faults = faultsOf({
    ...draft,
    instance_name: ' ',
    email_domains: 'rivemont.fr, camille@rivemont.fr',
    external_max_days: 1.5,
    links: { ...draft.links, help: 'javascript:alert(1)' },
  })
  expect(faults).toEqual({
    instance_name: true,
    email_domains: 'camille@rivemont.fr',
    external_max_days: true,
    links: { help: true },
  })
  expect(isSound(faults)).toBe(false)
  expect(isSound(faultsOf(draft))).toBe(true)
})
