// SPDX-License-Identifier: EUPL-1.2
import { screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { draw } from '../testing/draw'
import { askedFor, forget, serve } from '../testing/fakeClient'
import { anImport } from '../testing/things'
import { ImportPage } from './ImportPage'

vi.mock('@/api/client', () => import('../testing/fakeClient'))

beforeEach(() => {
  forget()
  serve({
    'GET /admin/organisations': () => ({ items: [] }),
    'GET /admin/imports': () => ({ items: [] }),
    'GET /admin/imports/{import}': () => anImport(),
  })
})

test('each faulty line is named with its column, what was read and what to do', async () => {
  draw(ImportPage, '/administration/import?import=imp_1')
  const line = (await screen.findByRole('rowheader', { name: '12' })).closest('tr') as HTMLElement
  expect(within(line).getByText('adresse')).toBeTruthy()
  expect(within(line).getByText('camille@')).toBeTruthy()
  expect(line.textContent).toContain('Écrivez une adresse complète')
  expect(screen.getByText(/Aucune structure ne s’appelle « Voirie »/)).toBeTruthy()
  expect(screen.getByRole('heading', { name: '37 défauts à corriger' })).toBeTruthy()
})

test('starting with faults says that their lines are skipped, and tells the server so', async () => {
  serve({ 'PUT /admin/imports/{import}/run': () => anImport({ status: 'running', created: 991 }) })
  const { user } = draw(ImportPage, '/administration/import?import=imp_1')
  await user.click(await screen.findByRole('button', { name: /Créer les 3\s963 comptes valides/ }))
  expect(askedFor('PUT /admin/imports/{import}/run')[0]?.body).toEqual({ skip_faulty: true })
  expect((await screen.findByRole('progressbar')).getAttribute('aria-valuetext')).toMatch(/991 sur 3\s963/)
  expect(screen.getByRole('button', { name: 'Mettre en pause' })).toBeTruthy()
})

test('a paused import goes on from where it stopped', async () => {
  serve({
    'GET /admin/imports/{import}': () => anImport({ status: 'paused', created: 100 }),
    'PUT /admin/imports/{import}/run': () => anImport({ status: 'running', created: 100 }),
  })
  const { user } = draw(ImportPage, '/administration/import?import=imp_1')
  await user.click(await screen.findByRole('button', { name: 'Reprendre l’import' }))
  expect(await screen.findByRole('button', { name: 'Mettre en pause' })).toBeTruthy()
})

test('a wave never promises more invitations than there are people left', async () => {
  serve({
    'GET /admin/imports/{import}': () => anImport({ status: 'done', created: 60, invited: 50, faults_total: 0 }),
  })
  draw(ImportPage, '/administration/import?import=imp_1')
  expect(await screen.findByRole('button', { name: 'Envoyer 10 invitations' })).toBeTruthy()
})

test('a spreadsheet is refused at once, with the way to make a CSV of it', async () => {
  const { container } = draw(ImportPage, '/administration/import')
  await screen.findByText('Déposez un fichier CSV ici')
  const input = container.querySelector('input[type="file"]') as HTMLInputElement
  const file = new File(['x'], 'agents.xlsx')
  Object.defineProperty(input, 'files', { value: [file] })
  input.dispatchEvent(new Event('change', { bubbles: true }))
  expect(await screen.findByText(/Ce fichier n’est pas un CSV/)).toBeTruthy()
  expect(askedFor('POST /admin/imports')).toEqual([])
})
