// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'

/**
 * Next and previous over keyset paging: the server only knows "after this one", so the way back is remembered here.
 * Other filters begin again at the first page.
 */
export function usePages(filters: object) {
  const key = JSON.stringify(filters)
  const [way, setWay] = useState<{ key: string; afters: readonly string[] }>({ key, afters: [] })
  const afters = way.key === key ? way.afters : []
  return {
    after: afters.at(-1),
    /** Counted from 0. */
    index: afters.length,
    next: (after: string) => setWay({ key, afters: [...afters, after] }),
    previous: () => setWay({ key, afters: afters.slice(0, -1) }),
  }
}
