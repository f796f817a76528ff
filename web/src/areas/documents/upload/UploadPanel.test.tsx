// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ProblemError } from '@/api/problem'
import { renderUi } from '@/testing/render'
import { UploadQueue, type World } from './queue'
import { UploadPanel } from './UploadPanel'

const aWorld = (over: Partial<World>): World => ({
  sendFile: async (it) => `ent_${it.name}`,
  turn: async () => null,
  makeFolder: async () => 'ent_f',
  forget: () => {},
  keep: () => {},
  drop: () => {},
  isReadable: async () => true,
  arrived: () => {},
  now: () => Date.now(),
  later: (tell, ms) => void setTimeout(tell, ms),
  ...over,
})

const file = (name: string) => ({ path: [], name, file: new File(['abc'], name) })

test('what is sent is said to move, then to be there, and leads to it', async () => {
  let end = () => {}
  const queue = new UploadQueue(
    aWorld({
      sendFile: (it, _folder, _file, tell) => {
        tell.progress(1)
        return new Promise((done) => {
          end = () => done(`ent_${it.name}`)
        })
      },
    }),
  )
  queue.add('prj_1', 'ent_top', [file('plan.pdf')])
  renderUi(<UploadPanel uploads={queue} />)
  expect(await screen.findByRole('heading', { name: /Dépôt de 1 fichier/ })).toBeTruthy()
  expect(screen.getByRole('progressbar', { name: 'plan.pdf' }).getAttribute('aria-valuetext')).toMatch(/1\so sur 3\so/)
  end()
  const link = await screen.findByRole('link', { name: 'plan.pdf' })
  expect(link.getAttribute('href')).toBe('/p/prj_1/documents/ent_plan.pdf')
  expect(screen.getByText('Déposé')).toBeTruthy()
})

test('a name that is taken is asked about: as the next version, beside it, or not at all; once for all', async () => {
  const names: string[] = []
  const queue = new UploadQueue(
    aWorld({
      sendFile: async (it) => {
        names.push(`${it.name} ${it.version?.revision ?? '-'}`)
        if (it.version) return it.version.file
        throw new ProblemError({
          type: 'about:blank',
          title: '',
          status: 409,
          code: 'document.name_taken',
          params: { entry: 'ent_old', kind: 'file', revision: 2 },
        })
      },
    }),
  )
  queue.add('prj_1', 'ent_top', [file('a.pdf'), file('b.pdf')])
  const { user } = renderUi(<UploadPanel uploads={queue} />)
  expect(await screen.findAllByText('Ce nom existe déjà.')).toHaveLength(2)
  await user.click(screen.getAllByRole('checkbox', { name: /pour l’autre/ })[0] as HTMLElement)
  await user.click(screen.getAllByRole('button', { name: /Ajouter comme version\s3/ })[0] as HTMLElement)
  await waitFor(() => expect(screen.getAllByText('Déposé')).toHaveLength(2))
  expect(names).toEqual(['a.pdf -', 'b.pdf -', 'a.pdf 2', 'b.pdf 2'])
})

test('what is refused says why, and closing while something is under way asks', async () => {
  const queue = new UploadQueue(
    aWorld({
      sendFile: async () => {
        throw new ProblemError({ type: 'about:blank', title: '', status: 507, code: 'quota.full' })
      },
    }),
  )
  queue.add('prj_1', 'ent_top', [file('a.pdf')])
  const { user } = renderUi(<UploadPanel uploads={queue} />)
  expect(await screen.findByText(/espace de stockage de votre structure est plein/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Fermer' }))
  await user.click(await screen.findByRole('button', { name: 'Arrêter le dépôt' }))
  await waitFor(() => expect(queue.items).toEqual([]))
  vi.restoreAllMocks()
})
