// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from 'react'
import { type Command, type Pending, readKey, takesText } from './shortcuts'

type Commands = Partial<Record<Exclude<Command, 'nextRegion' | 'previousRegion'>, () => void>>

/** Whatever is open over the page. The widget library makes the rest inert instead of saying `aria-modal`. */
const MODAL = 'dialog[open], [role="dialog"], [role="alertdialog"], [role="menu"]'

/** Hears the keys that work everywhere, for as long as the frame stands. */
export function useShortcuts(hasSingleKeys: boolean, commands: Commands): void {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  useEffect(() => {
    let pending: Pending | null = null
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const read = readKey(
        {
          key: event.key,
          ctrl: event.ctrlKey || event.metaKey,
          alt: event.altKey,
          shift: event.shiftKey,
          isTyping: takesText(event.target),
          isModal: document.querySelector(MODAL) !== null,
        },
        pending,
        event.timeStamp,
        hasSingleKeys,
      )
      pending = read.pending
      if (read.command === null) return
      event.preventDefault()
      if (read.command === 'nextRegion') cycleRegions(1)
      else if (read.command === 'previousRegion') cycleRegions(-1)
      else latest.current[read.command]?.()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [hasSingleKeys])
}

/** F6: sidebar, sub-navigation, content, side panel. Each says `data-region` and can hold the focus. */
function cycleRegions(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((it) => it.offsetParent !== null)
  if (regions.length === 0) return
  const active = document.activeElement
  // The innermost region that holds the focus: a side panel stands inside the content.
  const at = regions.findLastIndex((it) => it.contains(active))
  const next = regions[(at + by + regions.length) % regions.length] ?? regions[0]
  if (next && !next.hasAttribute('tabindex')) next.tabIndex = -1
  next?.focus()
}
