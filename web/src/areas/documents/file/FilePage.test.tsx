// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Entry, FileVersion } from '@/api/types'
import { Documents } from '../Documents'
import { aFile, aServer, camille, drawAt, pageFor, refusal } from '../testkit'

afterEach(() => void vi.unstubAllGlobals())

const held = (revision: number, media_type: string, size = 12): Entry['file'] => ({
  version: `ver_${revision}`,
  revision,
  size,
  media_type,
})
const WAY = [{ id: 'ent_top', name: '' }]
const notes = aFile('notes.md', { file: held(2, 'text/markdown') })
const photo = aFile('photo.png', { file: held(1, 'image/png') })
const guide = aFile('guide.odt', { file: held(1, 'application/vnd.oasis.opendocument.text') })

const aVersion = (revision: number, more: Partial<FileVersion> = {}): FileVersion => ({
  id: `ver_${revision}`,
  revision,
  created_at: '2026-10-07T14:38:00Z',
  created_by: camille.id,
  media_type: 'text/markdown',
  name: null,
  restores: null,
  size: 12,
  ...more,
})

function served(more: Record<string, unknown> = {}) {
  return aServer({
    ...Object.fromEntries([notes, photo, guide].map((it) => [`GET /documents/${it.id}`, pageFor(it, WAY)])),
    'GET /documents/ent_top/entries': { items: [guide, notes, photo], people: [camille], next: null },
    'GET /documents/ent_notes.md/content': (_: unknown, query: URLSearchParams) =>
      new Response(query.get('revision') === '1' ? '# Avant' : '# Réunion\n\n- [x] **poser** les <b>panneaux</b>'),
    'GET /documents/ent_notes.md/versions': {
      items: [aVersion(2), aVersion(1, { name: 'envoyée aux élus' })],
      people: [camille],
      has_older: false,
    },
    ...more,
  })
}

const at = (entry: string) => drawAt(Documents, `/p/prj_1/documents/${entry}`)

describe('the page of a file', () => {
  test('shows a text in Markdown as a page, and what looks like HTML as text', async () => {
    served()
    await at('ent_notes.md')
    expect(await screen.findByRole('heading', { level: 2, name: 'Réunion' })).toBeTruthy()
    expect(screen.getByText('poser').tagName).toBe('STRONG')
    expect(screen.getByText(/<b>panneaux<\/b>/)).toBeTruthy()
    expect(screen.getByRole('img', { name: 'Fait' })).toBeTruthy()
  })

  test('shows an image by its number of version, larger when asked', async () => {
    served()
    const { user } = await at('ent_photo.png')
    const image = await screen.findByRole('img', { name: 'photo.png' })
    expect(image.getAttribute('src')).toBe('/api/v1/documents/ent_photo.png/content?revision=1')
    await user.keyboard('+')
    expect(await screen.findByText(/^125/, { selector: 'span' })).toBeTruthy()
  })

  test('of which nothing can be shown offers to download it', async () => {
    served()
    await at('ent_guide.odt')
    expect(await screen.findByRole('heading', { name: 'Pas d’aperçu pour ce fichier' })).toBeTruthy()
    expect(screen.getAllByRole('button', { name: 'Télécharger' }).length).toBe(2)
  })

  test('leads to the next one and the one before by arrows, and back to its folder by Escape', async () => {
    served()
    const { user, router } = await at('ent_notes.md')
    await screen.findByRole('button', { name: /Fichier suivant.*photo\.png/ })
    await user.keyboard('{ArrowRight}')
    await screen.findByRole('heading', { level: 1, name: 'photo.png' })
    await user.keyboard('{ArrowLeft}')
    await screen.findByRole('heading', { level: 1, name: 'notes.md' })
    await user.keyboard('{Escape}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/p/prj_1/documents'))
  })
})

describe('its versions', () => {
  test('are listed with who wrote them and what they are called; one is shown, then restored', async () => {
    let present = notes
    const calls = served({
      'GET /documents/ent_notes.md': () => pageFor(present, WAY),
      'PUT /documents/ent_notes.md/versions/1/restoration': () => {
        present = { ...notes, file: held(3, 'text/markdown') }
        return present
      },
    })
    const { user, router } = await at('ent_notes.md?panneau=versions')
    const panel = await screen.findByRole('complementary', { name: 'Détails du fichier' })
    expect(await within(panel).findByText('envoyée aux élus')).toBeTruthy()
    await user.click(within(panel).getByRole('button', { name: /^Version 1/ }))
    expect(await screen.findByRole('heading', { level: 2, name: 'Avant' })).toBeTruthy()
    expect(router.state.location.search).toEqual({ panneau: 'versions', version: 1 })
    await user.click(screen.getByRole('button', { name: 'Restaurer cette version' }))
    await waitFor(() => expect(router.state.location.search).toEqual({ panneau: 'versions' }))
    expect(calls.find((it) => it.what.startsWith('PUT'))?.body).toEqual({ seen: 2 })
  })

  test('that somebody wrote meanwhile is asked about before one is restored', async () => {
    const now = { ...notes, file: held(5, 'text/markdown') }
    const bodies: unknown[] = []
    served({
      'PUT /documents/ent_notes.md/versions/1/restoration': (body: unknown) => {
        bodies.push(body)
        return bodies.length === 1 ? refusal(412, 'edit.lost_race', { current: now }) : now
      },
    })
    const { user } = await at('ent_notes.md?version=1')
    await user.click(await screen.findByRole('button', { name: 'Restaurer cette version' }))
    await user.click(await screen.findByRole('button', { name: 'Restaurer quand même' }))
    await waitFor(() => expect(bodies).toEqual([{ seen: 2 }, { seen: 5 }]))
  })

  test('one is given a name', async () => {
    const calls = served()
    const { user } = await at('ent_notes.md?panneau=versions')
    await user.click(await screen.findByRole('button', { name: 'Actions sur la version 2' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Nommer cette version' }))
    await user.type(await screen.findByRole('textbox', { name: 'Nom de la version' }), 'avant travaux{Enter}')
    await waitFor(() =>
      expect(calls.find((it) => it.what === 'PUT /documents/ent_notes.md/versions/2/name')?.body).toEqual({
        name: 'avant travaux',
      }),
    )
  })
})
