// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Api } from './api'
import { camille, type Person } from './people'
import { expect, type Plano } from './test'

export interface Channel {
  id: string
  name: string
  unread: number
  mentions: number
}

/** A project in which these people write, its main channel, and what Camille does without looking. */
export async function aProject(plano: Plano, ...people: Person[]) {
  const camilles = await plano.setUp(camille)
  for (const it of people) await plano.colleague(camilles, it)
  const project = await camilles.createProject('Accueil des usagers')
  const invitations = await Promise.all(
    people.map(async (it) => ({ account: await plano.accountOf(it), role: 'member' })),
  )
  if (invitations.length > 0) await camilles.post(`/projects/${project.id}/members`, { invitations })
  const channel = await mainOf(camilles, project.id)
  return { camilles, project, channel, address: `/p/${project.id}/messages/${channel.id}` }
}

/** The channel that a project is made with; it comes a moment later. */
export async function mainOf(api: Api, project: string): Promise<Channel> {
  let channels: Channel[] = []
  await expect
    .poll(async () => {
      channels = (await api.get<{ items: Channel[] }>(`/projects/${project}/channels`)).items
      return channels.length
    })
    .toBeGreaterThan(0)
  const [main] = channels
  if (!main) throw new Error('a project has its channel')
  return main
}

/** Posts without looking. */
export const post = (api: Api, channel: string, body: string, more: object = {}) =>
  api.post<{ id: string; seq: number }>(`/channels/${channel}/messages`, { draft: randomUUID(), body, ...more })
