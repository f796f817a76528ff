// SPDX-License-Identifier: EUPL-1.2

import { screen, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { ProblemError } from '@/api/problem'
import { renderUi } from '@/testing/render'
import {
  Avatar,
  AvatarStack,
  Breadcrumbs,
  Counter,
  categoryOf,
  EmptyState,
  initials,
  LoadMore,
  ProblemLine,
  Progress,
  type Sort,
  Table,
  Tabs,
  Tree,
} from '.'

interface Person {
  id: string
  name: string
  projects: number
}
const PEOPLE: Person[] = [
  { id: 'a', name: 'Camille', projects: 3 },
  { id: 'b', name: 'Idriss', projects: 12 },
  { id: 'c', name: 'Solène', projects: 1 },
]

function People({ onOpen, onSort }: { onOpen?: (row: Person) => void; onSort?: (sort: Sort) => void }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  return (
    <Table
      caption="Comptes"
      columns={[
        { id: 'name', label: 'Nom', isRowHeader: true, isSortable: true, cell: (it) => it.name },
        { id: 'projects', label: 'Projets', align: 'end', cell: (it) => it.projects },
      ]}
      rows={PEOPLE}
      rowKey={(it) => it.id}
      rowName={(it) => it.name}
      selected={selected}
      onSelect={setSelected}
      sort={{ by: 'name', isDescending: false }}
      {...(onOpen ? { onOpen } : {})}
      {...(onSort ? { onSort } : {})}
      bulkActions={<button type="button">Désactiver</button>}
    />
  )
}

describe('a table', () => {
  test('has a name, column heads and a head to each row', () => {
    renderUi(<People />)
    const table = screen.getByRole('table', { name: 'Comptes' })
    expect(within(table).getByRole('columnheader', { name: 'Nom' }).getAttribute('aria-sort')).toBe('ascending')
    expect(within(table).getByRole('rowheader', { name: 'Idriss' })).toBeTruthy()
  })

  test('is walked with the arrows, Space selects and Enter opens', async () => {
    const open = vi.fn()
    const { user } = renderUi(<People onOpen={open} />)
    const rows = screen.getAllByRole('row').slice(1)
    rows[0]?.focus()
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(rows[1])
    await user.keyboard(' ')
    expect(
      within(rows[1] as HTMLElement).getByRole('checkbox', { name: 'Sélectionner Idriss', checked: true }),
    ).toBeTruthy()
    await user.keyboard('{End}{Enter}')
    expect(open).toHaveBeenCalledExactlyOnceWith(PEOPLE[2])
  })

  test('has one row in the order of Tab', () => {
    renderUi(<People />)
    expect(screen.getAllByRole('row').filter((it) => it.tabIndex === 0)).toHaveLength(1)
  })

  test('offers what may be done with the selection, announces it and gives it up', async () => {
    const { user } = renderUi(<People />)
    expect(screen.queryByRole('group', { name: 'Actions sur la sélection' })).toBeNull()
    await user.click(screen.getByRole('checkbox', { name: 'Tout sélectionner' }))
    const bulk = screen.getByRole('group', { name: 'Actions sur la sélection' })
    expect(within(bulk).getByText('3 éléments sélectionnés')).toBeTruthy()
    expect(screen.getAllByText('3 éléments sélectionnés').some((it) => it.closest('[aria-live="polite"]'))).toBe(true)
    await user.click(screen.getByRole('checkbox', { name: 'Sélectionner Camille' }))
    expect(screen.getByRole('checkbox', { name: 'Tout sélectionner' })).toHaveProperty('indeterminate', true)
    await user.click(within(bulk).getByRole('button', { name: 'Tout désélectionner' }))
    expect(screen.queryByRole('group', { name: 'Actions sur la sélection' })).toBeNull()
  })

  test('is sorted by its heads, one way then the other', async () => {
    const sort = vi.fn()
    const { user } = renderUi(<People onSort={sort} />)
    await user.click(screen.getByRole('button', { name: 'Nom' }))
    expect(sort).toHaveBeenCalledWith({ by: 'name', isDescending: true })
  })

  test('does not open a row whose checkbox was pressed', async () => {
    const open = vi.fn()
    const { user } = renderUi(<People onOpen={open} />)
    await user.click(screen.getByRole('checkbox', { name: 'Sélectionner Camille' }))
    expect(open).not.toHaveBeenCalled()
    await user.click(screen.getByText('Idriss'))
    expect(open).toHaveBeenCalledExactlyOnceWith(PEOPLE[1])
  })
})

describe('a tree', () => {
  const items = [
    {
      id: 'm',
      label: 'Ministère',
      children: [
        { id: 'd', label: 'Direction', children: [{ id: 'b', label: 'Bureau' }] },
        { id: 'e', label: 'Écoles' },
      ],
    },
  ]

  test('is walked, folded and unfolded with the arrows, and by letters without accents', async () => {
    const select = vi.fn()
    const { user } = renderUi(<Tree label="Structures" items={items} selected={null} onSelect={select} />)
    const item = (name: string) => screen.getByRole('treeitem', { name })
    item('Ministère').focus()
    await user.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(item('Direction'))
    await user.keyboard('{ArrowLeft}')
    expect(screen.queryByRole('treeitem', { name: 'Bureau' })).toBeNull()
    expect(item('Direction').getAttribute('aria-expanded')).toBe('false')
    await user.keyboard('e')
    expect(document.activeElement).toBe(item('Écoles'))
    await user.keyboard('{Enter}')
    expect(select).toHaveBeenCalledExactlyOnceWith('e')
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(item('Ministère'))
    expect(item('Écoles').getAttribute('aria-level')).toBe('2')
    expect(item('Écoles').getAttribute('aria-posinset')).toBe('2')
  })
})

describe('tabs', () => {
  function Example({ isManual = false }) {
    const [value, setValue] = useState<'a' | 'b'>('a')
    return (
      <Tabs
        label="Détail"
        value={value}
        onChange={setValue}
        isManual={isManual}
        tabs={[
          { id: 'a', label: 'Projets', content: 'Trois projets' },
          { id: 'b', label: 'Sessions', content: 'Une session' },
        ]}
      />
    )
  }

  test('follow the arrows, and the panel has the name of its tab', async () => {
    const { user } = renderUi(<Example />)
    await user.tab()
    await user.keyboard('{ArrowRight}')
    expect(screen.getByRole('tabpanel', { name: 'Sessions' }).textContent).toBe('Une session')
    await user.keyboard('{ArrowRight}')
    expect(screen.getByRole('tab', { name: 'Projets', selected: true })).toBe(document.activeElement)
  })

  test('wait for Enter when opening one costs a request', async () => {
    const { user } = renderUi(<Example isManual />)
    await user.tab()
    await user.keyboard('{ArrowRight}')
    expect(screen.getByRole('tabpanel').textContent).toBe('Trois projets')
    await user.keyboard('{Enter}')
    expect(screen.getByRole('tabpanel').textContent).toBe('Une session')
  })
})

describe('people', () => {
  const nour = { id: 'acc_1', name: 'Nour Attali-Faure', given_name: 'Nour', family_name: 'Attali-Faure' }

  test('have two initials and always the same colour', () => {
    expect(initials(nour)).toBe('NA')
    expect(initials({ id: 'x', name: 'Support' })).toBe('S')
    expect(initials({ id: 'x', name: 'Élodie d’Ornano' })).toBe('ÉD')
    expect(categoryOf('acc_1')).toBe(categoryOf('acc_1'))
  })

  test('alone are named with their presence; beside their name only the presence is said', () => {
    const { rerender } = renderUi(<Avatar person={nour} presence="busy" isNamed />)
    expect(screen.getByRole('img', { name: 'Nour Attali-Faure, ne pas déranger' })).toBeTruthy()
    rerender(<Avatar person={nour} presence="busy" />)
    expect(screen.queryByRole('img')).toBeNull()
    expect(screen.getByText('ne pas déranger')).toBeTruthy()
  })

  test('in a pile are one sentence', () => {
    const people = ['Maëlle', 'Aurélien', 'Fatoumata', 'Yann', 'Solène'].map((name) => ({ id: name, name }))
    renderUi(<AvatarStack people={people} total={9} />)
    expect(screen.getByRole('img', { name: 'Maëlle, Aurélien, Fatoumata et 6 autres personnes' })).toBeTruthy()
  })
})

test('a counter says what it counts', () => {
  renderUi(<Counter count={3} tone="mention" label="3 notifications non lues" />)
  expect(screen.getByText('3 notifications non lues')).toBeTruthy()
})

test('breadcrumbs say where one is', () => {
  renderUi(<Breadcrumbs items={[{ label: 'Administration', href: '/administration' }, { label: 'Comptes' }]} />)
  const nav = screen.getByRole('navigation', { name: 'Fil d’Ariane' })
  expect(within(nav).getByRole('link', { name: 'Administration' })).toBeTruthy()
  expect(within(nav).getByText('Comptes').getAttribute('aria-current')).toBe('page')
})

test('progress is a number and a sentence', () => {
  renderUi(<Progress label="Création des comptes" value={1200} max={4000} detail="1 200 sur 4 000" />)
  const bar = screen.getByRole('progressbar', { name: 'Création des comptes' })
  expect(bar.getAttribute('aria-valuetext')).toBe('1 200 sur 4 000')
})

test('the end of a list says how much is shown', () => {
  renderUi(<LoadMore hasMore={false} isLoading={false} onMore={() => {}} shown={12} total={12} />)
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.getByText('12 sur 12')).toBeTruthy()
})

describe('a problem', () => {
  const unreachable = new ProblemError({ type: 'about:blank', title: '', status: 0, code: 'network.unreachable' })

  test('is a sentence, heard at once', () => {
    renderUi(<ProblemLine problem={unreachable} />)
    expect(screen.getByRole('alert').textContent).toBe(
      'Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.',
    )
  })

  test('that is not there draws nothing', () => {
    renderUi(<ProblemLine problem={null} />)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('takes the place of a list, with its reason', () => {
    renderUi(<EmptyState title="Les membres n’ont pas pu être chargés" problem={unreachable} />)
    expect(screen.getByRole('heading', { name: 'Les membres n’ont pas pu être chargés' })).toBeTruthy()
    expect(screen.getByText(/Le serveur ne répond pas/)).toBeTruthy()
  })
})
