// SPDX-License-Identifier: EUPL-1.2
// A page's filters live in its address, so that a link, a reload or "back" gives the same list.

import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

export type ChangeAddress<S> = (patch: Partial<S>, options?: { isStep?: boolean }) => void

/**
 * The typed search parameters of the page and the way to change them. A change replaces the entry in the history,
 * because typing in a search field is not a step to come back to; opening a sheet is (`isStep`).
 */
export function useAddress<S extends object>(
  read: (search: Record<string, unknown>) => S,
): readonly [S, ChangeAddress<S>] {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const search = useMemo(() => read(raw), [raw, read])
  const navigate = useNavigate()
  const change = useCallback<ChangeAddress<S>>(
    (patch, options) => {
      void navigate({
        to: '.',
        search: (old: Record<string, unknown>) => present({ ...old, ...patch }),
        replace: options?.isStep !== true,
      } as never)
    },
    [navigate],
  )
  return [search, change] as const
}

function present(search: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}

/** Of an address, what may have been typed by hand or be from another day: what is unknown is left out, not refused. */
export function text(value: unknown): string | undefined {
  // `?q=2027` is read as a number.
  const words = typeof value === 'number' ? String(value) : value
  return typeof words === 'string' && words.trim() !== '' ? words : undefined
}

/** One of the words that the page knows, or nothing. */
export function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((it) => it === value)
}
