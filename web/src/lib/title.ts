// SPDX-License-Identifier: EUPL-1.2

import { useEffect } from 'react'

/** « Membres – Accueil unique – Plano »: what the page is, where, in what. */
export function useTitle(...parts: (string | null | undefined | false)[]): void {
  const title = [...parts.filter(Boolean), 'Plano'].join(' – ')
  useEffect(() => {
    document.title = title
  }, [title])
}
