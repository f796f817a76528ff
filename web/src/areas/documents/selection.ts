// SPDX-License-Identifier: EUPL-1.2
// What is selected in a folder. Pure.

import type { Id } from '@/api/types'

export type Selection = ReadonlySet<Id>

/** Selects or not; a range goes from the one that was picked last, in the order shown. */
export function pick(selected: Selection, keys: readonly Id[], key: Id, isOn: boolean, from: Id | null): Selection {
  const start = from === null ? -1 : keys.indexOf(from)
  const end = keys.indexOf(key)
  const range = start < 0 || end < 0 ? [key] : keys.slice(Math.min(start, end), Math.max(start, end) + 1)
  const next = new Set(selected)
  for (const it of range) {
    if (isOn) next.add(it)
    else next.delete(it)
  }
  return next
}

/** What is no longer there is no longer selected; the same set where nothing has gone. */
export function present(selected: Selection, keys: ReadonlySet<Id>): Selection {
  const left = [...selected].filter((it) => keys.has(it))
  return left.length === selected.size ? selected : new Set(left)
}

/**
 * Where an arrow leads among cards, in lines of `across`, with rows below them. `null`: it stays.
 */
export function step(key: string, at: number, cards: number, across: number, count: number): number | null {
  const isCard = at < cards
  const to = (() => {
    switch (key) {
      case 'ArrowRight':
        return isCard && at + 1 < cards ? at + 1 : at
      case 'ArrowLeft':
        return isCard && at > 0 ? at - 1 : at
      case 'ArrowDown':
        if (!isCard) return at + 1
        if (at + across < cards) return at + across
        // Below the last line of cards is the first row; a card that stands further is reached on the way.
        return Math.floor(at / across) < Math.floor((cards - 1) / across) ? cards - 1 : cards
      case 'ArrowUp':
        if (!isCard) return at - 1
        return at - across >= 0 ? at - across : at
      case 'PageDown':
        return Math.min(count - 1, at + 10)
      case 'PageUp':
        return Math.max(0, at - 10)
      case 'Home':
        return 0
      case 'End':
        return count - 1
      default:
        return at
    }
  })()
  return to === at || to < 0 || to >= count ? null : to
}
