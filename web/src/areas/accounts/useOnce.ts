// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from 'react'

/** Spends a token once when the page opens, also where React runs effects twice: a second use would be refused. */
export function useOnce(token: string | null, spend: (token: string) => void): void {
  const spent = useRef<string | null>(null)
  useEffect(() => {
    if (token === null || spent.current === token) return
    spent.current = token
    spend(token)
  }, [token, spend])
}
