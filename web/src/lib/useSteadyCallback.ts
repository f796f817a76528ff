// SPDX-License-Identifier: EUPL-1.2
import { useCallback, useRef } from 'react'

/**
 * The same function at every drawing, which does what the last one given would: for handlers handed to what is drawn again
 * only if something it shows has changed. Not to be called while drawing.
 */
export function useSteadyCallback<Args extends unknown[], Result>(
  now: (...args: Args) => Result,
): (...args: Args) => Result {
  const held = useRef(now)
  held.current = now
  return useCallback((...args: Args) => held.current(...args), [])
}
