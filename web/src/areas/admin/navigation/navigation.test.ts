// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { adminNavigation } from './navigation'

const can = { create_projects: true, search_people: true, administer: true }
const places = (me: Parameters<typeof adminNavigation>[0]) => adminNavigation(me).map((it) => it.href)

test('the administration of a branch has neither the jobs nor the settings of the installation', () => {
  const branch = places({ is_instance_admin: false, can })
  expect(branch).toContain('/administration/comptes')
  expect(branch).toContain('/administration/journal')
  expect(branch).not.toContain('/administration/travaux')
  expect(branch).not.toContain('/administration/reglages')
  expect(places({ is_instance_admin: true, can })).toContain('/administration/reglages')
})

test('someone who administers nothing has no administration', () => {
  expect(places({ is_instance_admin: false, can: { ...can, administer: false } })).toEqual([])
})
