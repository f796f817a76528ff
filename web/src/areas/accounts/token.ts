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
  const [token] = useState(() => tokenIn(location.hash))
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search)
  }, [])
  return token
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
