// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { TrashedEntry } from '@/api/types'
import { Trash } from './Trash'
import { aFile, aFolder, aServer, camille, drawAt } from './testkit'

afterEach(() => void vi.unstubAllGlobals())

const trashed = (entry: TrashedEntry['entry'], was_in: TrashedEntry['was_in']): TrashedEntry => ({
  entry,
  was_in,
  trashed_at: '2026-10-08T09:00:00Z',
  trashed_by: camille.id,
  erased_at: '2026-11-07T09:00:00Z',
})

const draw = () => drawAt(Trash, '/p/prj_1/documents/corbeille')

test('says what was where, who put it there and when it is erased; it is put back', async () => {
  let items = [trashed(aFile('plan.pdf'), { id: 'ent_top', name: '' }), trashed(aFolder('Devis'), null)]
  aServer({
    'GET /projects/prj_1/trash': () => ({ items, people: [camille], next: null }),
    'PUT /trash/ent_plan.pdf/restoration': () => {
      items = items.slice(1)
      return aFile('plan.pdf')
    },
  })
  const { user } = await draw()
  const row = await screen.findByRole('row', { name: /plan\.pdf/ })
  expect(row.textContent).toMatch(/Documents.*Camille Rovère.*7\snov\.\s2026/)
  expect((await screen.findByRole('row', { name: /Devis/ })).textContent).toContain('son dossier n’est plus là')
  await user.click(screen.getByRole('button', { name: 'Restaurer plan.pdf' }))
  await waitFor(() => expect(screen.queryByRole('row', { name: /plan\.pdf/ })).toBeNull())
  expect(await screen.findByText(/plan\.pdf.*restauré/)).toBeTruthy()
})

test('is erased by who manages, once asked; of nobody else', async () => {
  let items = [
    trashed(aFile('plan.pdf'), null),
    trashed(aFile('vue.pdf', { can: { comment: true, write: true, manage: false } }), null),
  ]
  aServer({
    'GET /projects/prj_1/trash': () => ({ items, people: [camille], next: null }),
    'DELETE /trash/ent_plan.pdf': () => {
      items = items.slice(1)
      return undefined
    },
  })
  const { user } = await draw()
  await user.click(await screen.findByRole('button', { name: 'Effacer définitivement plan.pdf' }))
  await user.click(await screen.findByRole('button', { name: 'Effacer définitivement' }))
  await waitFor(() => expect(screen.queryByRole('row', { name: /plan\.pdf/ })).toBeNull())
  expect(screen.queryByRole('button', { name: /Effacer.*vue/ })).toBeNull()
})

test('that is empty says so', async () => {
  aServer({ 'GET /projects/prj_1/trash': { items: [], people: [], next: null } })
  await draw()
  expect(await screen.findByRole('heading', { name: 'La corbeille est vide' })).toBeTruthy()
})
