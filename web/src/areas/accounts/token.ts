// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from 'react'

/** Tokens are made of these; anything else in a fragment is not one. */
const TOKEN = /^[A-Za-z0-9_-]{16,512}$/

export function tokenIn(hash: string): string | null {
  const token = decode(hash.replace(/^#/, ''))
  return TOKEN.test(token) ? token : null
}

/**
 * The secret of a mailed link, which travels in the fragment so that no server writes it in a journal. It is taken
 * out of the address at once: it must not stay in the history, in a copied link or on a screen that is shared.
 */
export function useToken(): string | null {
  const [token, setToken] = useState(() => tokenIn(location.hash))
  useEffect(() => {
    if (location.hash !== '') takeOutOfAddress()
    // A second link opened where the first one is: to the browser only the fragment changes, and nothing is loaded.
    const take = () => {
      const next = tokenIn(location.hash)
      // The links that lead past the navigation are fragments too.
      if (next === null) return
      takeOutOfAddress()
      setToken(next)
    }
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [])
  return token
}

function takeOutOfAddress(): void {
  history.replaceState(history.state, '', location.pathname + location.search)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
