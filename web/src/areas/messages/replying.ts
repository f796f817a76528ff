// SPDX-License-Identifier: EUPL-1.2
// Where one answers a message, from the address that leads to it. Pure.

import type { Channel } from '@/api/types'
import { mayAnswer } from './may'
import { readTalkSearch, type TalkSearch } from './searches'

const PLACE = /^\/(?:p\/[^/]+\/messages|conversations)\/(chn_[^/]+)$/

/**
 * In its thread, or in the thread that it begins; in a conversation among the others. `null`: it is no message, or one does
 * not answer there.
 */
export function replyAddress(href: string, channels: readonly Channel[]): string | null {
  const { pathname, searchParams } = new URL(href, location.origin)
  const id = PLACE.exec(pathname)?.[1]
  if (id === undefined) return null
  const { fil, message } = readTalkSearch(Object.fromEntries(searchParams))
  const channel = channels.find((it) => it.id === id)
  const isConversation = channel ? channel.kind === 'direct' : pathname.startsWith('/conversations/')
  // Of conversations the list holds the newest; of a project's channels all that one reads.
  if (channel ? !mayAnswer(channel) : !isConversation) return null
  const thread = fil ?? (isConversation ? undefined : message)
  if (thread === undefined && !isConversation) return null
  const search: TalkSearch = { ...(thread ? { fil: thread } : {}), repondre: 'oui' }
  return `${pathname}?${new URLSearchParams(search as Record<string, string>)}`
}
