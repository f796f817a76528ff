// SPDX-License-Identifier: EUPL-1.2
// Who is about to be invited, before anything is sent. Pure.

import type { Day, GroupRef, Levels, NewMember, Person, Role } from '@/api/types'
import type { Address } from './addresses'

/** A line of the picker: an account of the directory, a group, or an address that may have no account yet. */
export type Invitee = { id: string; label: string; description: string; isDisabled?: boolean } & (
  | { kind: 'person'; person: Person }
  | { kind: 'group'; group: GroupRef }
  | { kind: 'email'; address: Address }
)

export const personLine = (person: Person): Invitee => ({
  kind: 'person',
  id: person.id,
  label: person.name,
  description: [person.function, person.organisation].filter(Boolean).join(' · '),
  person,
})

export const groupLine = (group: GroupRef, description: string): Invitee => ({
  kind: 'group',
  id: group.id,
  label: group.name,
  description,
  group,
})

/** The same mailbox in other capitals is the same line. */
export const addressLine = (address: Address, description: string): Invitee => ({
  kind: 'email',
  id: `mailto:${address.email.toLowerCase()}`,
  label: address.email,
  description,
  address,
})

/** Adds those that are not there yet. */
export function joined(chosen: readonly Invitee[], more: readonly Invitee[]): Invitee[] {
  const known = new Set(chosen.map((it) => it.id))
  return [...chosen, ...more.filter((it) => !known.has(it.id) && known.add(it.id))]
}

export interface Terms {
  role: Role
  levels: Partial<Levels>
  endsOn: Day | null
}

export function toNewMember(it: Invitee, { role, levels, endsOn }: Terms): NewMember {
  const terms = {
    role,
    ...(Object.keys(levels).length > 0 ? { levels } : {}),
    ...(endsOn === null ? {} : { ends_on: endsOn }),
  }
  switch (it.kind) {
    case 'person':
      return { account: it.person.id, ...terms }
    case 'group':
      return { group: it.group.id, ...terms }
    case 'email':
      return {
        email: it.address.email,
        ...(it.address.given_name.trim() ? { given_name: it.address.given_name.trim() } : {}),
        ...(it.address.family_name.trim() ? { family_name: it.address.family_name.trim() } : {}),
        ...terms,
      }
  }
}
