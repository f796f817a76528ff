// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Entry } from '@/api/types'
import { withLayout } from '@/testing/layout'
import { Documents } from './Documents'
import { aFile, aFolder, aServer, camille, drawAt, pageFor, refusal, top } from './testkit'

beforeEach(withLayout)
afterEach(() => void vi.unstubAllGlobals())

const ENTRIES = [
  aFolder('Devis'),
  aFolder('Maquettes', { items: 18 }),
  aFile('metre.ods'),
  aFile('plan.pdf'),
  aFile('zone.pdf'),
]

function served(entries: Entry[], more: Record<string, unknown> = {}, folder = top({ items: entries.length })) {
  return aServer({
    'GET /projects/prj_1/documents': pageFor(folder),
    'GET /documents/ent_top/entries': { items: entries, people: [camille], next: null },
    ...more,
  })
}

const draw = () => drawAt(Documents, '/p/prj_1/documents')
const row = (name: string) => screen.findByRole('row', { name: new RegExp(name) })

describe('a folder', () => {
  test('shows its folders, then its files, with who wrote them, when, and how large they are', async () => {
    served(ENTRIES)
    await draw()
    const cards = await screen.findByRole('list', { name: 'Dossiers' })
    expect(within(cards).getByRole('link', { name: /Maquettes.*18 éléments/ })).toBeTruthy()
    const plan = await row('plan.pdf')
    expect(within(plan).getByText('Camille Rovère')).toBeTruthy()
    expect(within(plan).getByText(/1,8\sMo/)).toBeTruthy()
    expect(within(plan).getByText('Version 1')).toBeTruthy()
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('4')
  })

  test('is put in order by the head of a column, which says so and is kept in the address', async () => {
    const calls = served(ENTRIES)
    const { user, router } = await draw()
    expect((await screen.findByRole('columnheader', { name: 'Nom' })).getAttribute('aria-sort')).toBe('ascending')
    await user.click(screen.getByRole('button', { name: 'Taille' }))
    await waitFor(() => expect(calls.at(-1)?.query).toContain('order=size'))
    expect(calls.at(-1)?.query).toContain('direction=descending')
    expect(router.state.location.search).toEqual({ tri: 'taille', sens: 'decroissant' })
  })

  test('that is empty says what to do, and to a reader what will come', async () => {
    served([])
    await draw()
    expect(await screen.findByRole('heading', { name: 'Aucun document pour l’instant' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Nouveau' })).toBeTruthy()
  })

  test('of which one only reads has nothing that writes', async () => {
    const can = { comment: false, write: false, manage: false }
    served([aFile('plan.pdf', { can })], {}, top({ can, items: 1 }))
    const { user } = await draw()
    await row('plan.pdf')
    expect(screen.queryByRole('button', { name: 'Nouveau' })).toBeNull()
    await user.click(screen.getByRole('checkbox', { name: 'Sélectionner plan.pdf' }))
    expect(await screen.findByRole('button', { name: 'Télécharger' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Mettre à la corbeille' })).toBeNull()
  })

  test('that could not be loaded can be asked for again', async () => {
    let isAway = true
    aServer({
      'GET /projects/prj_1/documents': () => (isAway ? refusal(500, 'internal') : pageFor(top())),
      'GET /documents/ent_top/entries': { items: [], people: [], next: null },
    })
    const { user } = await draw()
    await screen.findByRole('heading', { name: 'Les documents n’ont pas pu être chargés' })
    isAway = false
    await user.click(screen.getByRole('button', { name: 'Réessayer' }))
    expect(await screen.findByRole('heading', { name: 'Aucun document pour l’instant' })).toBeTruthy()
  })

  test('of ten thousand files draws those in sight, and asks for the rest as one scrolls', async () => {
    const all = Array.from({ length: 200 }, (_, at) => aFile(`f${String(at).padStart(4, '0')}.pdf`))
    const calls = aServer({
      'GET /projects/prj_1/documents': pageFor(top({ items: 10_000 })),
      'GET /documents/ent_top/entries': { items: all, people: [camille], next: 'suite' },
    })
    await draw()
    await row('f0000.pdf')
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('10001')
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
    expect(calls.filter((it) => it.what.endsWith('/entries'))).toHaveLength(1)
  })
})

describe('by the keyboard', () => {
  test('arrows go from card to card and to the files, Space selects, Ctrl A all', async () => {
    served(ENTRIES)
    const { user } = await draw()
    const devis = await screen.findByRole('link', { name: /Devis/ })
    devis.focus()
    await user.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(screen.getByRole('link', { name: /Maquettes/ }))
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(await row('metre.ods'))
    await user.keyboard(' ')
    expect(await screen.findByText('1 élément sélectionné', { selector: 'span' })).toBeTruthy()
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    expect(await screen.findByText('2 éléments sélectionnés', { selector: 'span' })).toBeTruthy()
    await user.keyboard('{Control>}a{/Control}')
    expect(await screen.findByText('5 éléments sélectionnés', { selector: 'span' })).toBeTruthy()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByText(/sélectionnés/, { selector: 'span' })).toBeNull())
  })

  test('Delete puts into the trash, the next one has the focus, and it can be taken back', async () => {
    let entries = ENTRIES
    const calls = served(ENTRIES, {
      'GET /documents/ent_top/entries': () => ({ items: entries, people: [camille], next: null }),
      'DELETE /documents/ent_plan.pdf': () => {
        entries = entries.filter((it) => it.name !== 'plan.pdf')
        return undefined
      },
      'PUT /trash/ent_plan.pdf/restoration': () => {
        entries = ENTRIES
        return aFile('plan.pdf')
      },
    })
    const { user } = await draw()
    ;(await row('plan.pdf')).focus()
    await user.keyboard('{Delete}')
    await waitFor(() => expect(screen.queryByRole('row', { name: /plan\.pdf/ })).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('row', { name: /zone\.pdf/ })))
    await user.click(await screen.findByRole('button', { name: 'Annuler' }))
    await row('plan.pdf')
    expect(calls.map((it) => it.what)).toContain('PUT /trash/ent_plan.pdf/restoration')
  })

  test('F2 renames: the ending stays, a name that is taken says so, another one is shown', async () => {
    const calls = served(ENTRIES, {
      'PATCH /documents/ent_plan.pdf': (body: unknown) =>
        (body as { name: string }).name === 'zone.pdf'
          ? refusal(409, 'document.name_taken')
          : aFile('plan.pdf', { name: (body as { name: string }).name }),
    })
    const { user } = await draw()
    ;(await row('plan.pdf')).focus()
    await user.keyboard('{F2}')
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Nom' })
    await waitFor(() => expect(field.selectionEnd).toBe(4))
    await user.clear(field)
    await user.type(field, 'zone.pdf{Enter}')
    expect(await screen.findByText(/Ce nom existe déjà/)).toBeTruthy()
    await user.clear(field)
    await user.type(field, 'plan du hall.pdf{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(calls.filter((it) => it.what.startsWith('PATCH')).map((it) => it.body)).toEqual([
      { name: 'zone.pdf' },
      { name: 'plan du hall.pdf' },
    ])
  })

  test('a name that the server refuses comes with a better one', async () => {
    served([], {
      'POST /documents/ent_top/folders': (body: unknown) =>
        (body as { name: string }).name.includes(':')
          ? refusal(422, 'body.unacceptable', {
              fields: [{ field: 'name', code: 'document.name_reserved', params: { character: ':' } }],
            })
          : aFolder('CR 10-30'),
    })
    const { user } = await draw()
    await user.click((await screen.findAllByRole('button', { name: 'Créer un dossier' }))[0] as HTMLElement)
    await user.type(await screen.findByRole('textbox', { name: 'Nom' }), 'CR 10:30{Enter}')
    expect(await screen.findByText(/ne contient pas le signe/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /Utiliser.*CR 10-30/ }))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

test('several are moved into a folder of the tree; where a name is taken there, one keeps both', async () => {
  const inside = aFolder('Plans', { folder: 'ent_Devis', items: 0 })
  let entries = ENTRIES
  const away = (name: string) => {
    entries = entries.filter((it) => it.name !== name)
    return aFile(name, { folder: inside.id })
  }
  const calls = served(ENTRIES, {
    'GET /documents/ent_top/entries': () => ({ items: entries, people: [camille], next: null }),
    'GET /documents/ent_Devis/entries': { items: [inside], people: [], next: null },
    'PUT /documents/ent_metre.ods/place': () => away('metre.ods'),
    'PUT /documents/ent_plan.pdf/place': (body: unknown) =>
      (body as { name?: string }).name
        ? away('plan.pdf')
        : refusal(409, 'document.name_taken', { params: { entry: 'ent_x', kind: 'file', revision: 2 } }),
  })
  const { user } = await draw()
  await row('plan.pdf')
  await user.click(screen.getByRole('checkbox', { name: 'Sélectionner metre.ods' }))
  await user.click(screen.getByRole('checkbox', { name: 'Sélectionner plan.pdf' }))
  await user.click(screen.getByRole('button', { name: 'Déplacer' }))
  const dialog = await screen.findByRole('dialog', { name: 'Déplacer 2 éléments' })
  const devis = await within(dialog).findByRole('treeitem', { name: 'Devis' })
  devis.focus()
  await user.keyboard('{ArrowRight}')
  await user.click(await within(dialog).findByRole('treeitem', { name: 'Plans' }))
  await user.click(within(dialog).getByRole('button', { name: 'Déplacer ici' }))
  await user.click(await screen.findByRole('button', { name: 'Garder les deux' }))
  await waitFor(() => expect(screen.queryByRole('row', { name: /plan\.pdf/ })).toBeNull())
  expect(calls.filter((it) => it.what.startsWith('PUT')).map((it) => it.body)).toEqual([
    { folder: 'ent_Plans' },
    { folder: 'ent_Plans' },
    { folder: 'ent_Plans', name: 'plan (2).pdf' },
  ])
})

test('what is no longer there says so, and leads back', async () => {
  aServer({ 'GET /documents/ent_gone': refusal(404, 'not_found') })
  await drawAt(Documents, '/p/prj_1/documents/ent_gone')
  expect(await screen.findByRole('heading', { name: 'Cet élément n’est plus ici' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Ouvrir les documents' }).getAttribute('href')).toBe('/p/prj_1/documents')
})
