// SPDX-License-Identifier: EUPL-1.2
// The API client asks here when an operation wants a fresh sign-in; the dialog answers. One question at a time.

import { useSyncExternalStore } from 'react'

let pending: { promise: Promise<boolean>; settle: (isConfirmed: boolean) => void } | null = null
const watchers = new Set<() => void>()

/** Asks for the password. Operations that ask meanwhile share the answer. */
export function confirmIdentity(): Promise<boolean> {
  if (!pending) {
    let settle = (_: boolean) => {}
    const promise = new Promise<boolean>((resolve) => {
      settle = resolve
    })
    pending = { promise, settle }
    tell()
  }
  return pending.promise
}

export function answerIdentity(isConfirmed: boolean): void {
  const asked = pending
  pending = null
  tell()
  asked?.settle(isConfirmed)
}

export const useIsIdentityAsked = (): boolean =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch)
      return () => watchers.delete(watch)
    },
    () => pending !== null,
  )

function tell(): void {
  for (const watch of watchers) watch()
}
