// SPDX-License-Identifier: EUPL-1.2
import { useSyncExternalStore } from 'react'
import { setPresence } from '../api/live'
import type { Presence } from '../api/types'

export type MyPresence = Exclude<Presence, 'offline'>
export const PRESENCES: readonly MyPresence[] = ['online', 'busy', 'away']

const KEY = 'plano.presence'
const watchers = new Set<() => void>()
let mine: MyPresence = read()

/** What the person chose on this device; it outlives the page, not the sign-out. */
export const keptPresence = (): MyPresence => mine

export function choosePresence(next: MyPresence): void {
  mine = next
  try {
    sessionStorage.setItem(KEY, next)
  } catch {
    // Storage refused: it lasts as long as the page.
  }
  setPresence(next)
  for (const tell of watchers) tell()
}

export const useMyPresence = (): MyPresence =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
    () => mine,
  )

function read(): MyPresence {
  try {
    const kept = sessionStorage.getItem(KEY)
    return PRESENCES.find((it) => it === kept) ?? 'online'
  } catch {
    return 'online'
  }
}
