// SPDX-License-Identifier: EUPL-1.2

import { screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { setLanguage } from '@/lib/i18n'
import { renderUi } from '@/testing/render'
import {
  announce,
  Button,
  confirm,
  Dialog,
  IconButton,
  Menu,
  type MenuItems,
  Popover,
  SidePanel,
  toast,
  useMenu,
} from '.'

describe('a menu', () => {
  const items = (act: (id: string) => void): MenuItems => [
    { id: 'rename', label: 'Renommer', shortcut: 'F2', onAction: () => act('rename') },
    { id: 'move', label: 'Déplacer', isDisabled: true, reason: 'Le projet est archivé.', onAction: () => act('move') },
    'separator',
    { id: 'delete', label: 'Supprimer', isDanger: true, onAction: () => act('delete') },
    { id: 'members', label: 'Voir les membres', href: '/p/prj_1/membres' },
  ]

  test('is walked with the arrows and letters, and gives the focus back', async () => {
    const act = vi.fn()
    const { user } = renderUi(<Menu trigger={<Button>Actions</Button>} items={items(act)} />)
    const trigger = screen.getByRole('button', { name: 'Actions' })
    expect(trigger.getAttribute('aria-haspopup')).toBe('menu')
    await user.tab()
    await user.keyboard('{Enter}')
    const menu = await screen.findByRole('menu', { name: 'Actions' })
    expect(within(menu).getAllByRole('menuitem')).toHaveLength(4)
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Renommer'))
    await user.keyboard('s')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Supprimer'))
    await user.keyboard('{Enter}')
    expect(act).toHaveBeenCalledExactlyOnceWith('delete')
    await waitFor(() => expect(document.activeElement).toBe(trigger))
  })

  test('closes with Escape and does nothing', async () => {
    const act = vi.fn()
    const { user } = renderUi(<Menu trigger={<Button>Actions</Button>} items={items(act)} />)
    await user.click(screen.getByRole('button', { name: 'Actions' }))
    await screen.findByRole('menu')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    expect(act).not.toHaveBeenCalled()
  })

  test('says why an item cannot be chosen', async () => {
    const act = vi.fn()
    const { user } = renderUi(<Menu trigger={<Button>Actions</Button>} items={items(act)} />)
    await user.click(screen.getByRole('button', { name: 'Actions' }))
    const item = await screen.findByRole('menuitem', { name: /Déplacer/ })
    expect(item.getAttribute('aria-disabled')).toBe('true')
    expect(within(item).getByText('Le projet est archivé.')).toBeTruthy()
    await user.click(item)
    expect(act).not.toHaveBeenCalled()
  })

  test('opens from a native button, and its items may go somewhere', async () => {
    const { user, navigate } = renderUi(<Menu trigger={<button type="button">Moi</button>} items={items(vi.fn())} />)
    await user.click(screen.getByRole('button', { name: 'Moi' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Voir les membres' }))
    expect(navigate).toHaveBeenCalledWith('/p/prj_1/membres')
  })

  test('may be one for a whole list', async () => {
    const act = vi.fn()
    function List() {
      const menu = useMenu()
      return (
        <>
          {['Camille', 'Idriss'].map((name) => (
            <IconButton
              key={name}
              label={`Actions de ${name}`}
              icon={<i />}
              onPress={(event) =>
                menu.open(event.currentTarget, [{ id: 'x', label: `Retirer ${name}`, onAction: () => act(name) }])
              }
            />
          ))}
          {menu.element}
        </>
      )
    }
    const { user } = renderUi(<List />)
    await user.click(screen.getByRole('button', { name: 'Actions de Idriss' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Retirer Idriss' }))
    expect(act).toHaveBeenCalledExactlyOnceWith('Idriss')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Actions de Idriss' })))
  })
})

describe('a popover', () => {
  test('is a named dialog that Escape closes', async () => {
    const { user } = renderUi(
      <Popover trigger={<Button>Notifications</Button>} label="Notifications récentes">
        <p>Rien de nouveau.</p>
      </Popover>,
    )
    const trigger = screen.getByRole('button', { name: 'Notifications' })
    await user.click(trigger)
    expect(await screen.findByRole('dialog', { name: 'Notifications récentes' })).toBeTruthy()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(trigger))
  })
})

describe('a dialog', () => {
  function Example() {
    const [isOpen, setOpen] = useState(false)
    return (
      <>
        <Button onPress={() => setOpen(true)}>Inviter</Button>
        <Dialog title="Inviter des personnes" isOpen={isOpen} onClose={() => setOpen(false)}>
          <Button>Dedans</Button>
        </Dialog>
      </>
    )
  }

  test('is named by its title, keeps the focus inside and gives it back', async () => {
    const { user } = renderUi(<Example />)
    await user.click(screen.getByRole('button', { name: 'Inviter' }))
    const dialog = await screen.findByRole('dialog', { name: 'Inviter des personnes' })
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true))
    for (let i = 0; i < 4; i += 1) {
      await user.tab()
      expect(dialog.contains(document.activeElement)).toBe(true)
    }
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Inviter' })))
  })

  test('speaks the language of the person', async () => {
    const { user } = renderUi(<Example />)
    await setLanguage('en')
    await user.click(await screen.findByRole('button', { name: 'Inviter' }))
    await user.click(await screen.findByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('a confirmation', () => {
  const question = {
    title: 'Supprimer le groupe ?',
    body: 'Ses membres restent.',
    confirmLabel: 'Supprimer',
    isDanger: true,
  }

  test('puts the focus on the safe answer', async () => {
    const { user } = renderUi(<main />)
    const answer = confirm(question)
    const dialog = await screen.findByRole('alertdialog', { name: 'Supprimer le groupe ?' })
    expect(within(dialog).getByText('Ses membres restent.')).toBeTruthy()
    await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Garder' })))
    await user.keyboard('{Enter}')
    expect(await answer).toBe(false)
  })

  test('asked from a menu in a dialog, has the focus on the safe answer and gives it back to what opened the menu', async () => {
    const items: MenuItems = [{ id: 'delete', label: 'Supprimer', onAction: () => void confirm(question) }]
    function Page() {
      const [isOpen, setOpen] = useState(false)
      return (
        <>
          <Button onPress={() => setOpen(true)}>Ouvrir</Button>
          <Dialog title="Groupes" isOpen={isOpen} onClose={() => setOpen(false)}>
            <Menu trigger={<Button>Actions</Button>} items={items} />
          </Dialog>
        </>
      )
    }
    const { user } = renderUi(<Page />)
    await user.click(screen.getByRole('button', { name: 'Ouvrir' }))
    const trigger = await screen.findByRole('button', { name: 'Actions' })
    await user.click(trigger)
    await user.click(await screen.findByRole('menuitem', { name: 'Supprimer' }))
    const safe = await screen.findByRole('button', { name: 'Garder' })
    await waitFor(() => expect(document.activeElement).toBe(safe))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(document.activeElement).toBe(trigger))
  })

  test('is confirmed by the verb of its title only', async () => {
    const { user } = renderUi(<main />)
    const answer = confirm(question)
    await user.click(await screen.findByRole('button', { name: 'Supprimer' }))
    expect(await answer).toBe(true)
  })

  test('left with Escape is a no', async () => {
    const { user } = renderUi(<main />)
    const answer = confirm(question)
    await screen.findByRole('alertdialog')
    await user.keyboard('{Escape}')
    expect(await answer).toBe(false)
  })
})

describe('a toast', () => {
  test('is heard, and its action takes back', async () => {
    const undo = vi.fn()
    const { user } = renderUi(<main />)
    toast({ text: 'Projet archivé.', action: { label: 'Annuler', onAction: undo } })
    await waitFor(() =>
      expect(screen.getAllByRole('status').some((it) => it.textContent === 'Projet archivé.')).toBe(true),
    )
    await user.click(screen.getByRole('button', { name: 'Annuler' }))
    expect(undo).toHaveBeenCalledOnce()
    expect(screen.queryByText('Projet archivé.')).toBeNull()
  })

  test('is taken back by Ctrl Z, except in a field', async () => {
    const undo = vi.fn()
    const { user } = renderUi(<input aria-label="Titre" />)
    toast({ text: 'Projet archivé.', action: { label: 'Annuler', onAction: undo } })
    await screen.findByRole('button', { name: 'Annuler' })
    await user.click(screen.getByRole('textbox', { name: 'Titre' }))
    await user.keyboard('{Control>}z{/Control}')
    expect(undo).not.toHaveBeenCalled()
    await user.tab()
    document.body.focus()
    ;(document.activeElement as HTMLElement | null)?.blur()
    await user.keyboard('{Control>}z{/Control}')
    expect(undo).toHaveBeenCalledOnce()
  })
})

describe('a side panel', () => {
  function Example() {
    const [isOpen, setOpen] = useState(false)
    return (
      <>
        <Button onPress={() => setOpen(true)}>Ouvrir</Button>
        {isOpen && (
          <SidePanel title="Camille Rovère" onClose={() => setOpen(false)}>
            <Button>Désactiver</Button>
          </SidePanel>
        )}
      </>
    )
  }

  test('takes the focus, Escape closes it and the focus goes back', async () => {
    const { user } = renderUi(<Example />)
    await user.click(screen.getByRole('button', { name: 'Ouvrir' }))
    const panel = screen.getByRole('complementary', { name: 'Camille Rovère' })
    expect(document.activeElement).toBe(panel)
    await user.tab()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('complementary')).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ouvrir' }))
  })
})

test('an announcement said twice is heard twice', () => {
  renderUi(<main />)
  announce('2 éléments sélectionnés')
  announce('2 éléments sélectionnés')
  expect(screen.getAllByText('2 éléments sélectionnés')).toHaveLength(2)
})
