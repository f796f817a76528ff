// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server to take away what was said. See `queries.ts`.

import { useMutation } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { download, follow } from '@/api/download'
import { ProblemError } from '@/api/problem'
import type { Id, Problem } from '@/api/types'

export interface LogAsked {
  channel: Id
  format: 'pdf' | 'csv'
  /** Days, both included; `null`: all there is. */
  from: string | null
  to: string | null
}

/** The name of the file that was downloaded. */
export const useTakeLog = () =>
  useMutation({
    mutationFn: ({ channel, format, from, to }: LogAsked) => {
      const asked = new URLSearchParams({ format, ...(from ? { from } : {}), ...(to ? { to } : {}) })
      return download(`/channels/${channel}/log?${asked}`)
    },
  })

/**
 * The browser writes a whole channel as it comes, and would show a refusal as a failed file: whether it is mine to take is
 * asked first, where that can be said.
 */
export const useTakeWhole = () =>
  useMutation({
    mutationFn: async ({ channel, format }: { channel: Id; format: 'html' | 'json' }) => {
      const now = await answer(api.GET('/channels/{channel}', { params: { path: { channel } } }))
      if (now.kind !== 'direct' && !now.can.oversee) throw new ProblemError(FORBIDDEN)
      follow(`/channels/${channel}/export?${new URLSearchParams({ format })}`)
    },
  })

const FORBIDDEN: Problem = { type: 'about:blank', title: 'Forbidden', status: 403, code: 'forbidden' }
