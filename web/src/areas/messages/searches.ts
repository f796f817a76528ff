// SPDX-License-Identifier: EUPL-1.2
// What an address says of a channel, beside which it is: the message it points to, the thread that is open.

import type { Id } from '@/api/types'
import { text } from '@/lib/useAddress'

export interface TalkSearch {
  message?: Id | undefined
  fil?: Id | undefined
}

const messageId = (value: unknown): Id | undefined => {
  const it = text(value)
  return it?.startsWith('msg_') ? it : undefined
}

export const readTalkSearch = (search: Record<string, unknown>): TalkSearch => ({
  message: messageId(search.message),
  fil: messageId(search.fil),
})
