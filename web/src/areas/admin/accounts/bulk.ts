// SPDX-License-Identifier: EUPL-1.2
// A selection may be larger than one order: it goes out in parts, and an interrupted one can be resumed.

import type { Id } from '@/api/types'
import type { BulkOutcome } from '../queries'

/** The server's limit for one order. */
export const BULK_MAX = 200

export interface BulkReport {
  outcomes: BulkOutcome[]
  /** Accounts never reached, because the connection or the server gave way. */
  left: Id[]
  /** Why it stopped; `null` when it reached the end. */
  stoppedBy: unknown
}

/** Sends the accounts in parts, in order. Stops at the first failure and says what is left. */
export async function inParts(
  accounts: readonly Id[],
  send: (part: Id[]) => Promise<BulkOutcome[]>,
  progress: (done: number) => void,
): Promise<BulkReport> {
  const outcomes: BulkOutcome[] = []
  for (let from = 0; from < accounts.length; from += BULK_MAX) {
    const part = accounts.slice(from, from + BULK_MAX)
    try {
      outcomes.push(...(await send(part)))
    } catch (stoppedBy) {
      return { outcomes, left: accounts.slice(from), stoppedBy }
    }
    progress(Math.min(accounts.length, from + BULK_MAX))
  }
  return { outcomes, left: [], stoppedBy: null }
}
