// SPDX-License-Identifier: EUPL-1.2
import { screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { draw } from '../testing/draw'
import { askedFor, forget, serve } from '../testing/fakeClient'
import { anOrganisation } from '../testing/things'
import { OrganisationsPage } from './OrganisationsPage'

vi.mock('@/api/client', () => import('../testing/fakeClient'))

const top = anOrganisation('Rivemont', null, { id: 'org_top', branch_accounts: 5 })
const roads = anOrganisation('Mobilités', 'org_top', { id: 'org_roads', branch_accounts: 5, accounts: 5 })
const bridges = anOrganisation('Ouvrages', 'org_roads', { id: 'org_bridges' })
const press = anOrganisation('Communication', 'org_top', { id: 'org_press' })

beforeEach(() => {
  forget()
  serve({ 'GET /admin/organisations': () => ({ items: [top, roads, bridges, press] }) })
})

test('the tree is walked with the arrows, and Enter opens the detail', async () => {
  const { user } = draw(OrganisationsPage, '/administration/structures')
  const tree = await screen.findByRole('tree', { name: 'Arbre des structures' })
  within(tree)
    .getByRole('treeitem', { name: /Rivemont/ })
    .focus()
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement).toBe(within(tree).getByRole('treeitem', { name: /Mobilités/ }))
  await user.keyboard('{Enter}')
  expect(await screen.findByRole('heading', { level: 2, name: 'Mobilités' })).toBeTruthy()
})

test('moving, by the menu, never offers a place inside what is moved', async () => {
  serve({ 'PATCH /admin/organisations/{organisation}': () => ({ ...roads, parent: 'org_press' }) })
  const { user } = draw(OrganisationsPage, '/administration/structures?structure=org_roads')
  await user.click(await screen.findByRole('button', { name: 'Actions sur Mobilités' }))
  await user.click(await screen.findByRole('menuitem', { name: /Déplacer vers/ }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Déplacer Mobilités' }))
  const place = dialog.getByRole('combobox', { name: 'Nouveau rattachement' })
  expect(
    within(place)
      .getAllByRole('option')
      .map((it) => it.textContent),
  ).toEqual(['Choisir', 'Au sommet de l’arbre', 'Communication'])
  // Nothing is proposed, and so nothing moves before a place has been chosen.
  expect((place as HTMLSelectElement).value).toBe('')
  await user.click(dialog.getByRole('button', { name: 'Déplacer la structure' }))
  expect(askedFor('PATCH /admin/organisations/{organisation}')).toEqual([])
  await user.selectOptions(place, 'Communication')
  await user.click(dialog.getByRole('button', { name: 'Déplacer la structure' }))
  expect(await screen.findByText('Mobilités est maintenant dans Communication.')).toBeTruthy()
  expect(askedFor('PATCH /admin/organisations/{organisation}')[0]).toMatchObject({
    path: { organisation: 'org_roads' },
    headers: { 'If-Match': '"1"' },
    body: { parent: 'org_press' },
  })
})

test('an organisation with people cannot be deleted, and the menu says why', async () => {
  const { user } = draw(OrganisationsPage, '/administration/structures?structure=org_roads')
  await user.click(await screen.findByRole('button', { name: 'Actions sur Mobilités' }))
  const item = await screen.findByRole('menuitem', { name: /Supprimer/ })
  expect(item.getAttribute('aria-disabled')).toBe('true')
  expect(item.textContent).toContain('quand elle n’a plus ni compte ni service dessous')
})

test('what a branch holds is shown beside what it may hold, or alone', async () => {
  const limited = { ...press, used_bytes: 12_000_000, quota_bytes: 5_000_000_000 }
  serve({ 'GET /admin/organisations': () => ({ items: [top, limited] }) })
  draw(OrganisationsPage, '/administration/structures?structure=org_press')
  const gauge = await screen.findByRole('progressbar', { name: 'Espace de stockage' })
  expect(gauge.getAttribute('aria-valuetext')).toBe('12\u00a0Mo sur 5\u00a0Go')
  expect(screen.getByText('12\u00a0Mo sur 5\u00a0Go', { normalizer: (it) => it })).toBeTruthy()
  expect(screen.getByRole('spinbutton', { name: /Espace de stockage/ })).toBeTruthy()
})

test('the limit of the top of one’s own branch is seen, not set', async () => {
  const own = { ...press, parent: null, used_bytes: 1000, can: { ...press.can, delete: false, limit: false } }
  serve({ 'GET /admin/organisations': () => ({ items: [own] }) })
  draw(OrganisationsPage, '/administration/structures?structure=org_press')
  expect(await screen.findByText(/^1\sko, sans limite propre$/)).toBeTruthy()
  expect(screen.queryByRole('spinbutton', { name: /Espace de stockage/ })).toBeNull()
})

test('a search shows the way to what it found', async () => {
  const { user } = draw(OrganisationsPage, '/administration/structures')
  await user.type(await screen.findByRole('searchbox', { name: 'Chercher une structure' }), 'ouvrages')
  const names = screen.getAllByRole('treeitem').map((it) => it.textContent)
  expect(names).toEqual([
    expect.stringContaining('Rivemont'),
    expect.stringContaining('Mobilités'),
    expect.stringContaining('Ouvrages'),
  ])
})
