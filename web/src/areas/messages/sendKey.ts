// SPDX-License-Identifier: EUPL-1.2
// Which key sends, on this device: Enter, or Ctrl Enter for those who write several lines.

import { useSyncExternalStore } from 'react'

export type SendKey = 'enter' | 'ctrl-enter'

const KEY = 'plano.sendKey'
const watchers = new Set<() => void>()
let mine: SendKey = read()

export function chooseSendKey(next: SendKey): void {
  mine = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // Storage refused: it lasts as long as the page.
  }
  for (const tell of watchers) tell()
}

export const useSendKey = (): SendKey =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
    () => mine,
  )

function read(): SendKey {
  try {
    return localStorage.getItem(KEY) === 'ctrl-enter' ? 'ctrl-enter' : 'enter'
  } catch {
    return 'enter'
  }
}
