// SPDX-License-Identifier: EUPL-1.2
// What is offered with a message: never what the server would refuse. Pure.

import type { Message } from '@/api/types'
import type { SteadyChannel } from './talk'

type In = Pick<SteadyChannel, 'kind' | 'requires_threads' | 'can'>

/** Where one answers in threads only, a quote in the channel itself would be an answer beside its thread. In a log it corrects. */
export const mayQuote = (channel: In, isThread: boolean): boolean =>
  channel.can.post && (isThread || !channel.requires_threads)

/** A log has no threads; where one only reads, none is begun. */
export const mayAnswer = (channel: In): boolean => channel.kind !== 'log' && channel.can.post

/** Whether a message has a thread to be read, of its own or around it. */
export const hasThread = (it: Message): boolean => Boolean(it.thread) || (it.answers?.count ?? 0) > 0

/** Whoever has voted answered this question, and no other. */
export const isVotedOn = (it: Message): boolean => (it.poll?.voters ?? 0) > 0
