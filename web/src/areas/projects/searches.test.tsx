// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { AllProjects } from './AllProjects'
import { readMemberSearch, readProjectSearch } from './searches'
import { aProject, aServer, drawAt } from './testkit'

afterEach(() => vi.unstubAllGlobals())

const mine = (over: object) => ({ ...aProject().my, pinned: false, ...over })

function twoProjects() {
  return aServer({
    'GET /projects': {
      items: [
        aProject({ id: 'prj_1', name: 'Plan vélo', my: mine({ role: 'owner' }) }),
        aProject({ id: 'prj_2', name: 'Voirie', my: mine({ role: 'reader' }) }),
      ],
      next: null,
    },
  })
}

test('an address with filters opens the list that it tells of', async () => {
  const calls = twoProjects()
  drawAt(AllProjects, '/projets?etat=archives&role=reader&q=voi')
  expect(await screen.findByRole('link', { name: /Voirie/ })).toBeTruthy()
  expect(screen.queryByRole('link', { name: /Plan vélo/ })).toBeNull()
  expect(screen.getByRole('button', { name: 'Archivés' }).getAttribute('aria-pressed')).toBe('true')
  expect(screen.getByRole('searchbox', { name: 'Chercher un projet' })).toHaveProperty('value', 'voi')
  expect(calls[0]?.what).toBe('GET /projects')
})

test('what is chosen and typed is written in the address; clearing the filters takes it out', async () => {
  twoProjects()
  const { user, router } = drawAt(AllProjects, '/projets')
  await screen.findByRole('link', { name: /Plan vélo/ })
  await user.click(screen.getByRole('button', { name: 'Archivés' }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Mon rôle' }), 'Responsable')
  await user.type(screen.getByRole('searchbox', { name: 'Chercher un projet' }), 'xyz')
  await waitFor(() => expect(router.state.location.search).toEqual({ etat: 'archives', role: 'owner', q: 'xyz' }))
  await user.click(screen.getByRole('button', { name: 'Effacer les filtres' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ etat: 'archives' }))
  expect(await screen.findByRole('link', { name: /Voirie/ })).toBeTruthy()
})

test('what an address says that the page does not know is left out', () => {
  expect(readProjectSearch({ etat: 'perdus', role: 'king', q: 2027, structure: ' ' })).toEqual({ q: '2027' })
  expect(readMemberSearch({ role: 'externes', tri: 'role', ordre: 'decroissant' })).toEqual({
    role: 'externes',
    tri: 'role',
    ordre: 'decroissant',
  })
  expect(readMemberSearch({ role: 'any', tri: 'x', ordre: 1 })).toEqual({})
})
