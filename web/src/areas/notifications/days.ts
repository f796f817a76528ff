// SPDX-License-Identifier: EUPL-1.2
import type { Notification } from '@/api/types'

export interface DayGroup {
  /** The title: "Today", "Yesterday", or the day. */
  title: string
  items: Notification[]
}

/** Cuts a list, newest first, where the day changes. `dayOf` says the day in the person's language and time zone. */
export function byDay(items: readonly Notification[], dayOf: (at: string) => string): DayGroup[] {
  const groups: DayGroup[] = []
  for (const it of items) {
    const title = dayOf(it.at)
    const last = groups.at(-1)
    if (last?.title === title) last.items.push(it)
    else groups.push({ title, items: [it] })
  }
  return groups
}
