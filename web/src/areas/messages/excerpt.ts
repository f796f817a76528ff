// SPDX-License-Identifier: EUPL-1.2
import type { Message } from '@/api/types'
import { words } from '@/lib/markdown/markdown'
import type { NameOf } from './mentions'
import type { Words } from './talk'

type Said = Pick<Message, 'body' | 'forwarded' | 'retracted_at'>

/** How a message begins, in one line: its words, else those it passes on, else that there are none. */
export function excerptOf(
  message: Said,
  nameOf: NameOf,
  t: Pick<Words['line'], 'retracted' | 'noWords'>,
  max?: number,
): string {
  if (message.retracted_at) return t.retracted
  return words(message.body || (message.forwarded?.body ?? ''), nameOf, max) || t.noWords
}
