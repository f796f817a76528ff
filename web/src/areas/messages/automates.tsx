// SPDX-License-Identifier: EUPL-1.2
// Who a message shows as having spoken: a person, or a program that posted it for one.

import type { Automate, Id, Message, Person } from '@/api/types'
import { Avatar, ProjectIcon } from '@/ui'

/** What is asked of a message here: also of one that was found. */
type Signed = Pick<Message, 'author'> & { automate: Automate | null }

/** I wrote it myself: what a program posted for me is news to me as to the others. */
export const isMyOwn = (message: Signed, me: Id): boolean => message.author === me && !message.automate

/** The name under which it stands. */
export const signature = (message: Signed, author: Person | undefined, unknown: string): string =>
  message.automate?.name ?? author?.name ?? unknown

/** The face beside it. */
export function Face({ message, author, size }: { message: Signed; author: Person | undefined; size: 20 | 36 }) {
  if (message.automate) {
    const { icon, colour } = message.automate
    return <ProjectIcon icon={icon} colour={colour} size={size === 20 ? 22 : 36} />
  }
  return author ? <Avatar person={author} size={size} /> : null
}
