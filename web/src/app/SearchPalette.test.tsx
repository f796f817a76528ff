// SPDX-License-Identifier: EUPL-1.2
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { Suspense, useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Answers, aMe, renderWith } from '../areas/accounts/testing'
import { SearchPalette } from './SearchPalette'

beforeEach(() => {
  // The tests' browser has no modal dialogs of its own.
  HTMLDialogElement.prototype.showModal ??= function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function () {
    this.open = false
  }
})
afterEach(() => vi.unstubAllGlobals())

const onClose = vi.fn()
const run = vi.fn()
const answers: Answers = {
  'GET /me': { body: aMe },
  'GET /projects': { body: { items: [], next: null } },
  'GET /search': {
    body: {
      projects: [{ id: 'prj_1', name: 'École des Tilleuls', icon: 'school', colour: 'cat-6' }],
      people: [aMe.account],
    },
  },
}
function Palette() {
  const [text, setText] = useState('')
  const actions = [
    { id: 'a', label: 'Ouvrir mes réglages', href: '/reglages/profil' },
    { id: 'b', label: 'Se déconnecter', run },
  ]
  return <SearchPalette actions={actions} text={text} onText={setText} onClose={onClose} />
}
const draw = () =>
  renderWith(
    <Suspense>
      <Palette />
    </Suspense>,
    answers,
  )

test('with nothing asked, actions can be walked with the arrows and opened with Enter', async () => {
  const { user, navigate } = draw()
  const field = await screen.findByRole('combobox')
  await user.type(field, '{ArrowDown}{Enter}')
  expect(run).toHaveBeenCalled()
  await user.type(field, '{ArrowUp}{Enter}')
  expect(navigate).toHaveBeenCalledWith('/reglages/profil')
})

test('projects and people come grouped, and the field points at the current one', async () => {
  const { user, navigate } = draw()
  const field = await screen.findByRole('combobox')
  await user.type(field, 'ecole')
  const option = await screen.findByRole('option', { name: /École des Tilleuls/ })
  expect(field.getAttribute('aria-activedescendant')).toBe(option.id)
  expect(screen.getByRole('group', { name: 'Projets' }).contains(option)).toBe(true)
  await waitFor(() => expect(screen.getByRole('status', { name: '' }).textContent).toMatch(/résultats? affiché/))
  await user.keyboard('{Enter}')
  expect(navigate).toHaveBeenCalledWith('/p/prj_1')
})

test('what was found for other words is not there to be opened while the next answer is on its way', async () => {
  const { user } = draw()
  const field = await screen.findByRole('combobox')
  await user.type(field, 'ecole')
  await screen.findByRole('option', { name: /École des Tilleuls/ })
  fireEvent.change(field, { target: { value: 'réglages' } })
  expect(screen.getAllByRole('option').map((it) => it.textContent)).toEqual([
    expect.stringContaining('Ouvrir mes réglages'),
  ])
})
