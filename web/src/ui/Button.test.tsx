// SPDX-License-Identifier: EUPL-1.2

import { screen } from '@testing-library/react'
import { X } from 'lucide-react'
import { describe, expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import { Button, Form, IconButton, Link, LinkButton } from '.'

describe('a button', () => {
  test('is pressed by the mouse, Enter and Space', async () => {
    const press = vi.fn()
    const { user } = renderUi(<Button onPress={press}>Enregistrer</Button>)
    await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
    await user.keyboard('{Enter}')
    await user.keyboard(' ')
    expect(press).toHaveBeenCalledTimes(3)
  })

  test('that is busy says so, keeps the focus and hears no second press', async () => {
    const press = vi.fn()
    const { user, rerender } = renderUi(<Button onPress={press}>Envoyer</Button>)
    await user.click(screen.getByRole('button', { name: 'Envoyer' }))
    rerender(
      <Button onPress={press} isBusy busyLabel="Envoi en cours">
        Envoyer
      </Button>,
    )
    const busy = screen.getByRole('button', { name: 'Envoi en cours' })
    expect(busy).toHaveProperty('ariaBusy', 'true')
    expect(document.activeElement).toBe(busy)
    await user.click(busy)
    expect(press).toHaveBeenCalledTimes(1)
  })

  test('that is busy does not send its form a second time', async () => {
    const send = vi.fn()
    const { user } = renderUi(
      <Form onSubmit={send}>
        <Button type="submit" isBusy>
          Envoyer
        </Button>
      </Form>,
    )
    await user.click(screen.getByRole('button'))
    expect(send).not.toHaveBeenCalled()
  })

  test('that is disabled cannot be reached', async () => {
    const { user } = renderUi(<Button isDisabled>Enregistrer</Button>)
    await user.tab()
    expect(document.activeElement).toBe(document.body)
  })

  test('that stays down says whether it is', () => {
    renderUi(<Button isPressed>Épingler</Button>)
    expect(screen.getByRole('button', { name: 'Épingler', pressed: true })).toBeTruthy()
  })
})

describe('an icon button', () => {
  test('has its label as a name, and shows it when the keyboard comes', async () => {
    const { user } = renderUi(<IconButton label="Fermer" icon={X} />)
    expect(screen.queryByText('Fermer')).toBeNull()
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Fermer' }))
    expect(screen.getByText('Fermer')).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByText('Fermer')).toBeNull()
  })
})

/** What the browser would do of a press is not what a test is about; what the link does of it has been done by then. */
const leaveItAtThat = () => addEventListener('click', (event) => event.preventDefault(), { once: true })

describe('a link', () => {
  test('inside goes through the router', async () => {
    const { user, navigate } = renderUi(<LinkButton href="/projets/nouveau">Créer un projet</LinkButton>)
    await user.click(screen.getByRole('link', { name: 'Créer un projet' }))
    expect(navigate).toHaveBeenCalledWith('/projets/nouveau')
  })

  test('asked for in a new tab is left to the browser', async () => {
    const { user, navigate } = renderUi(<Link href="/projets">Projets</Link>)
    leaveItAtThat()
    await user.keyboard('{Control>}')
    await user.click(screen.getByRole('link', { name: 'Projets' }))
    expect(navigate).not.toHaveBeenCalled()
  })

  test.each(['https://exemple.fr/', '//exemple.fr/', '/api/v1/admin/journal/export'])(
    'to %s is not a page of the application',
    async (href) => {
      const { user, navigate } = renderUi(<Link href={href}>Ailleurs</Link>)
      leaveItAtThat()
      await user.click(screen.getByRole('link', { name: 'Ailleurs' }))
      expect(navigate).not.toHaveBeenCalled()
    },
  )
})
