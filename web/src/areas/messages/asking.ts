// SPDX-License-Identifier: EUPL-1.2
// When the lists of channels and threads are asked for again, which cost the server more than what made them doubtful.

import type { QueryClient } from '@tanstack/react-query'
import { askLists } from './cache'
import { keys } from './keys'

/** Long enough for a burst of frames to be one question. */
const GATHER_MS = 150
/** Over how long those ask who have all heard the same at once. */
const IN_TURN_MS = 2000
/** Longer than how far one has read is told apart (`reading.ts`): whoever reads on asks once, when he rests. */
const REST_MS = 3000

type Timer = ReturnType<typeof setTimeout>

let soon: Timer | null = null
let inTurn: Timer | null = null
let inRest: Timer | null = null

/** Soon. */
export function ask(cache: QueryClient): void {
  if (soon !== null) return
  soon = setTimeout(() => {
    soon = null
    void cache.invalidateQueries({ queryKey: keys.mine })
    void cache.invalidateQueries({ queryKey: keys.threads })
    askLists(cache)
  }, GATHER_MS)
}

/** Where every window of a channel may have to: not all at once. */
export function askInTurn(cache: QueryClient): void {
  if (inTurn !== null) return
  inTurn = setTimeout(() => {
    inTurn = null
    ask(cache)
  }, Math.random() * IN_TURN_MS)
}

/** Where what is shown is the most that it can be, and more of it is being read. */
export function askInRest(cache: QueryClient): void {
  if (inRest !== null) clearTimeout(inRest)
  inRest = setTimeout(() => {
    inRest = null
    ask(cache)
  }, REST_MS)
}
