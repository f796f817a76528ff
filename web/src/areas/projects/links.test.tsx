// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { ProjectRef } from '@/api/types'
import { LinksCard } from './LinksCard'
import { aProject, aServer, draw } from './testkit'

afterEach(() => vi.unstubAllGlobals())

const refTo = (id: string, name: string): ProjectRef => ({ id, name, icon: 'bike', colour: 'cat-4' })
const bikes = refTo('prj_2', 'Plan vélo')
const roads = refTo('prj_3', 'Voirie')

/** A server that keeps the links of `prj_1`. */
function linkedWith(...start: ProjectRef[]) {
  let links = start
  const link = (other: ProjectRef) => () => {
    links = [...links, other]
  }
  const unlink = (other: ProjectRef) => () => {
    links = links.filter((it) => it.id !== other.id)
  }
  return aServer({
    'GET /projects/prj_1/links': () => ({ items: links }),
    'GET /projects': {
      items: [aProject(), aProject({ id: 'prj_2', name: 'Plan vélo' }), aProject({ id: 'prj_3', name: 'Voirie' })],
      next: null,
    },
    'PUT /projects/prj_1/links/prj_2': link(bikes),
    'PUT /projects/prj_1/links/prj_3': link(roads),
    'DELETE /projects/prj_1/links/prj_2': unlink(bikes),
  })
}

const card = () => screen.findByRole('region', { name: 'Projets liés' })

test('one links among the projects that one is in, without this one and those that are linked', async () => {
  const calls = linkedWith(bikes)
  const { user } = draw(<LinksCard project={aProject()} />)
  await within(await card()).findByRole('link', { name: 'Plan vélo' })
  await user.click(screen.getByRole('button', { name: 'Lier un projet' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Lier un projet' }))
  await user.click(dialog.getByRole('button', { name: 'Lier le projet' }))
  await dialog.findByText('Choisissez le projet à lier.')

  await user.type(dialog.getByRole('combobox', { name: 'Projet à lier' }), '{ArrowDown}')
  const options = await screen.findAllByRole('option')
  expect(options.map((it) => it.textContent)).toEqual(['Voirie'])
  await user.click(options[0] as HTMLElement)
  await user.click(dialog.getByRole('button', { name: 'Lier le projet' }))

  expect(await within(await card()).findByRole('link', { name: 'Voirie' })).toBeTruthy()
  expect(calls.some((it) => it.what === 'PUT /projects/prj_1/links/prj_3')).toBe(true)
})

test('a link is taken away at once, and comes back by the toast', async () => {
  linkedWith(bikes)
  const { user } = draw(<LinksCard project={aProject()} />)
  await user.click(await screen.findByRole('button', { name: 'Ne plus lier Plan vélo' }))
  await screen.findByText('Aucun projet lié pour l’instant.')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Lier un projet' }))
  await user.click(screen.getByRole('button', { name: 'Annuler' }))
  expect(await screen.findByRole('link', { name: 'Plan vélo' })).toBeTruthy()
})

test('who may not write sees the links without the ways to change them, and nothing at all when there are none', async () => {
  const reads = aProject({ can: { ...aProject().can, write: false } })
  linkedWith(bikes)
  const { unmount } = draw(<LinksCard project={reads} />)
  await within(await card()).findByRole('link', { name: 'Plan vélo' })
  expect(within(await card()).queryByRole('button')).toBeNull()
  unmount()

  const calls = linkedWith()
  draw(<LinksCard project={reads} />)
  await waitFor(() => expect(calls).toHaveLength(1))
  expect(screen.queryByText('Projets liés')).toBeNull()
})
