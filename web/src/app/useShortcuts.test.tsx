// SPDX-License-Identifier: EUPL-1.2
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { useShortcuts } from './useShortcuts'

const newProject = vi.fn()
const search = vi.fn()

function Page({ isOpen = false, single = true }) {
  useShortcuts(single, { newProject, search })
  return (
    <main data-region>
      <h1>Accueil</h1>
      <input aria-label="Nom" />
      {isOpen && (
        <section role="dialog" aria-label="Question">
          <button type="button">Continuer</button>
        </section>
      )}
    </main>
  )
}

test('a letter acts on the page, not in a field, not under a dialog, not once switched off', async () => {
  const user = userEvent.setup()
  const { rerender } = render(<Page />)
  await user.keyboard('n')
  expect(newProject).toHaveBeenCalledTimes(1)
  await user.type(screen.getByRole('textbox'), 'n')
  expect(newProject).toHaveBeenCalledTimes(1)
  rerender(<Page isOpen />)
  screen.getByRole('button').focus()
  await user.keyboard('n{Control>}k{/Control}')
  expect(newProject).toHaveBeenCalledTimes(1)
  expect(search).not.toHaveBeenCalled()
  rerender(<Page single={false} />)
  screen.getByRole('heading').focus()
  await user.keyboard('n')
  expect(newProject).toHaveBeenCalledTimes(1)
})
