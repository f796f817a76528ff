// SPDX-License-Identifier: EUPL-1.2
import { queryClient } from '@/api/query'
import type { Id, Message, NewMessage } from '@/api/types'
import { post } from './queries'
import { reading } from './readings'

/** Posts what the outbox gives. Whoever writes in a channel has read it: one's own message never counts as unread. */
export async function send(channel: Id, body: NewMessage): Promise<Message> {
  const message = await post(queryClient, channel, body)
  if (typeof message.seq === 'number') reading.say(channel, message.seq)
  return message
}
