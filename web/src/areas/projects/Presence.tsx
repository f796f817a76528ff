// SPDX-License-Identifier: EUPL-1.2
import { usePresence } from '@/api/live'
import type { Person, Presence } from '@/api/types'
import { Avatar, type AvatarSize } from '@/ui'

/** A face with its presence as last heard; `known` is what the server said when the list was fetched. */
export function LiveAvatar({ person, known, size }: { person: Person; known: Presence; size: AvatarSize }) {
  return <Avatar person={person} size={size} presence={usePresence(person.id, known)} />
}
