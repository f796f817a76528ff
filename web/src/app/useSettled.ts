// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from 'react'

/** The value once it has not changed for a while: what a person typed, not each letter. */
export function useSettled<T>(value: T, afterMs: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, afterMs])
  return settled
}
