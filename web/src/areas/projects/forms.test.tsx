// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { NewMember } from '@/api/types'
import { AskForAccess } from './AskForAccess'
import { DuplicateDialog } from './DuplicateDialog'
import { InviteDialog } from './InviteDialog'
import { MemberDialog } from './MemberDialog'
import { NewProjectPage } from './NewProject'
import { ProjectSettings } from './ProjectSettings'
import { DialogsProvider, type ProjectDialogs, ProjectProvider } from './project'
import { aMe, aMember, aPerson, aProject, aServer, draw, refusal } from './testkit'

afterEach(() => vi.unstubAllGlobals())

const quietServer = { 'GET /templates': { items: [] }, 'GET /projects': { items: [], next: null } }

test('a project needs a name; the same draft is sent again after a failure', async () => {
  let isDown = true
  const calls = aServer({
    ...quietServer,
    'POST /projects': () => (isDown ? refusal(503, 'server.busy') : aProject({ id: 'prj_9', name: 'Festival' })),
  })
  const { user, navigate } = draw(<NewProjectPage />)
  await user.click(await screen.findByRole('button', { name: 'Créer le projet' }))
  const name = screen.getByLabelText('Nom du projet')
  expect(name).toHaveProperty('ariaInvalid', 'true')
  expect(document.activeElement).toBe(name)
  expect(calls.some((it) => it.what === 'POST /projects')).toBe(false)

  await user.type(name, 'Festival')
  await user.click(screen.getByRole('button', { name: 'Créer le projet' }))
  await screen.findByRole('alert')
  isDown = false
  await user.click(screen.getByRole('button', { name: 'Créer le projet' }))
  await waitFor(() => expect(navigate).toHaveBeenCalledWith('/p/prj_9'))
  const sent = calls
    .filter((it) => it.what === 'POST /projects')
    .map((it) => it.body as { draft: string; name: string })
  expect(sent).toHaveLength(2)
  expect(sent[0]?.draft).toBe(sent[1]?.draft)
  expect(sent[1]).toMatchObject({ name: 'Festival', icon: 'folder', colour: 'cat-1' })
})

test('an outsider is told why there is no form, and whom to ask', async () => {
  aServer(quietServer)
  draw(<NewProjectPage />, {
    me: aMe({
      account: aPerson({ is_external: true }),
      can: { create_projects: false, search_people: false, administer: false },
    }),
  })
  await screen.findByText('Vous ne pouvez pas créer de projet')
  expect(screen.queryByRole('button', { name: 'Créer le projet' })).toBeNull()
})

test('an address is invited with its name, role and end; what an outsider may not do is said before sending', async () => {
  const calls = aServer({
    'GET /projects/prj_1': aProject(),
    'GET /projects/prj_1/members': { items: [], next: null },
    'GET /people': { items: [] },
    'GET /groups': { items: [] },
    'POST /projects/prj_1/members': { items: [{ index: 0, status: 'invited' }] },
  })
  const onClose = vi.fn()
  const { user } = draw(<InviteDialog project={aProject()} onClose={onClose} />)
  const field = await screen.findByRole('combobox', { name: 'Personnes, groupes ou adresses' })
  await user.click(field)
  await user.paste('Nour Attali <nour@ch.example>')
  await screen.findByText('Chercher dans l’annuaire')
  expect(screen.getByLabelText(/Prénom/)).toHaveProperty('value', 'Nour')
  // An outsider never says who may what: the role is not even offered.
  const roles = within(screen.getByLabelText('Rôle')).getAllByRole('option')
  expect(roles.map((it) => it.textContent)).toEqual(['Membre', 'Lecture seule'])
  await user.selectOptions(screen.getByLabelText('Rôle'), 'Lecture seule')
  await user.click(screen.getByRole('button', { name: 'Envoyer l’invitation' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  const sent = calls.find((it) => it.what === 'POST /projects/prj_1/members')?.body as { invitations: NewMember[] }
  expect(sent.invitations).toEqual([
    { email: 'nour@ch.example', given_name: 'Nour', family_name: 'Attali', role: 'reader' },
  ])
})

test('an invitation that is refused stays, with its reason; the others are gone', async () => {
  aServer({
    'GET /projects/prj_1': aProject(),
    'GET /projects/prj_1/members': { items: [], next: null },
    'POST /projects/prj_1/members': {
      items: [
        { index: 0, status: 'invited' },
        { index: 1, status: 'refused', code: 'account.unknown' },
      ],
    },
  })
  const onClose = vi.fn()
  const { user } = draw(<InviteDialog project={aProject()} onClose={onClose} />)
  await user.click(await screen.findByRole('combobox', { name: 'Personnes, groupes ou adresses' }))
  await user.paste('a@b.example\nc@d.example')
  await user.click(screen.getByRole('button', { name: 'Envoyer 2 invitations' }))
  await screen.findByText(/Ce compte n’existe pas/)
  expect(screen.queryByText('a@b.example')).toBeNull()
  expect(onClose).not.toHaveBeenCalled()
})

test('a member gets one exception, and only that is sent beside the unchanged role', async () => {
  const calls = aServer({
    'GET /projects/prj_1/members': { items: [aMember()], next: null },
    'PATCH /projects/prj_1/members/mem_1': aMember({ own_levels: { files: 'read' } }),
  })
  const { user } = draw(<MemberDialog project={aProject()} member={aMember()} onClose={() => {}} />)
  const files = await screen.findByLabelText('Documents')
  await user.selectOptions(files, 'Lire')
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() =>
    expect(calls.find((it) => it.what.startsWith('PATCH'))?.body).toEqual({ levels: { files: 'read' } }),
  )
})

test('asking for access teaches nothing: the same words whatever the project', async () => {
  const calls = aServer({ 'POST /projects/prj_x/access-requests': () => ({}) })
  const { user } = draw(<AskForAccess project="prj_x" />)
  expect(screen.getByLabelText(/Motif/)).toBe(document.activeElement)
  await user.keyboard(' Je reprends le dossier. ')
  await user.click(screen.getByRole('button', { name: 'Demander l’accès' }))
  await screen.findByText(/Votre demande est envoyée/)
  expect(calls).toEqual([{ what: 'POST /projects/prj_x/access-requests', body: { reason: 'Je reprends le dossier.' } }])
})

test('who belongs to several organisations says where the copy goes', async () => {
  const [press, roads] = [
    { id: 'org_1', name: 'Presse' },
    { id: 'org_2', name: 'Voirie' },
  ]
  const calls = aServer({ 'POST /projects/prj_1/duplication': aProject({ id: 'prj_2', name: 'Copie' }) })
  const { user, navigate } = draw(<DuplicateDialog project={aProject({ organisation: roads })} onClose={() => {}} />, {
    me: aMe({ organisations: [press, roads] }),
  })
  const where = await screen.findByLabelText('Structure de la copie')
  expect(where).toHaveProperty('value', 'org_2')
  await user.selectOptions(where, 'Presse')
  await user.click(screen.getByRole('button', { name: 'Dupliquer le projet' }))
  await waitFor(() => expect(navigate).toHaveBeenCalledWith('/p/prj_2'))
  expect(calls.find((it) => it.what === 'POST /projects/prj_1/duplication')?.body).toMatchObject({
    organisation: 'org_1',
  })
})

test('who is in a project through a group reads which, and finds no button to leave', async () => {
  aServer({})
  const { my, can } = aProject()
  const project = aProject({
    my: { ...my, role: 'member', groups: [{ id: 'grp_1', name: 'Cantonniers' }] },
    can: { ...can, leave: false },
  })
  const dialogs = {} as ProjectDialogs
  draw(
    <ProjectProvider value={project}>
      <DialogsProvider value={dialogs}>
        <ProjectSettings />
      </DialogsProvider>
    </ProjectProvider>,
  )
  await screen.findByText(/Vous y êtes par le groupe Cantonniers\./)
  expect(screen.queryByRole('button', { name: 'Quitter le projet…' })).toBeNull()
})
