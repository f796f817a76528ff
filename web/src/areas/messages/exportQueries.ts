// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server to take away what was said. See `queries.ts`.

import { useMutation } from '@tanstack/react-query'
import { download } from '@/api/download'
import type { Id } from '@/api/types'

export interface LogAsked {
  channel: Id
  format: 'pdf' | 'csv'
  /** Days, both included; `null`: all there is. */
  from: string | null
  to: string | null
}

export interface WholeAsked {
  channel: Id
  /** What the file is called. */
  name: string
  format: 'html' | 'json'
  signal: AbortSignal
}

/** The name of the file that was downloaded. */
export const useTakeLog = () =>
  useMutation({
    mutationFn: ({ channel, format, from, to }: LogAsked) => {
      const asked = new URLSearchParams({ format, ...(from ? { from } : {}), ...(to ? { to } : {}) })
      return download(`/channels/${channel}/log?${asked}`)
    },
  })

/** Who reads a channel, as a table. */
export const useTakeReaders = () =>
  useMutation({
    mutationFn: ({ channel, name }: { channel: Id; name: string }) =>
      download(`/channels/${channel}/readers/export`, null, name),
  })

/** Until it is given up: the dialog that asks for it is closed. */
export const useTakeWhole = () =>
  useMutation({
    mutationFn: ({ channel, name, format, signal }: WholeAsked) =>
      download(`/channels/${channel}/export?${new URLSearchParams({ format })}`, signal, name),
  })
