// SPDX-License-Identifier: EUPL-1.2
import type { Connection } from '../api/live'

/** A reconnection that takes less than this is nobody's concern. */
export const QUIET_MS = 3000

export type Notice =
  | { kind: 'none' }
  /** `seconds` until the next attempt; `null` while it runs. */
  | { kind: 'offline'; hasNetwork: boolean; seconds: number | null }

/** What the banner says. `since` is when the connection was last live, `null` before the first time. */
export function noticeOf(connection: Connection, hasNetwork: boolean, lostAt: number | null, now: number): Notice {
  if (connection.phase === 'live' || connection.phase === 'idle' || connection.phase === 'ended')
    return { kind: 'none' }
  const isShort = lostAt === null || now - lostAt < QUIET_MS
  if (hasNetwork && (isShort || connection.attempts === 0)) return { kind: 'none' }
  const seconds =
    connection.phase === 'waiting' && connection.retryAt !== null
      ? Math.max(1, Math.ceil((connection.retryAt - now) / 1000))
      : null
  return { kind: 'offline', hasNetwork, seconds }
}
