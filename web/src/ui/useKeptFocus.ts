// SPDX-License-Identifier: EUPL-1.2
// Where the focus goes when what has it goes away: browsers let it fall to the top of the page, where whoever uses the
// keyboard begins again.

import { type RefCallback, useCallback, useEffect, useRef } from 'react'

/** What can be reached with Tab. */
const CONTROLS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

const controlIn = (place: Element | null | undefined): HTMLElement | null =>
  place?.querySelector<HTMLElement>(CONTROLS) ?? null

/** Where the focus is, to be remembered. */
interface Held {
  element: HTMLElement
  /** The line of a list it is in. */
  line: HTMLElement | null
  list: HTMLElement | null
  /** Which line that is. */
  at: number
  /** The smallest part of the page around it that has a name. */
  part: HTMLElement | null
  /** A menu or a question that it opened has the focus meanwhile. */
  isAway: boolean
}

function heldOf(element: HTMLElement, area: HTMLElement): Held {
  const within = (it: HTMLElement | null | undefined) => (it && it !== area && area.contains(it) ? it : null)
  const line = within(element.closest<HTMLElement>('li'))
  const list = line?.parentElement ?? null
  return {
    element,
    line,
    list,
    at: line && list ? [...list.children].indexOf(line) : -1,
    part: within(element.closest<HTMLElement>('section, fieldset, article')),
    isAway: false,
  }
}

/** In its line; else in the line that comes to its place, or the last one; else the part of the page, or all of it. */
function nextTo({ line, list, at, part }: Held, area: HTMLElement): HTMLElement {
  if (line?.isConnected) {
    const there = controlIn(line)
    if (there) return there
  }
  const lines = list?.isConnected ? list.children : []
  return controlIn(lines[Math.min(at, lines.length - 1)]) ?? (part?.isConnected ? part : area)
}

const OVERLAY = '[role="menu"], [role="alertdialog"]'

const isOverlay = (it: Node) => it instanceof Element && it.closest(OVERLAY) !== null

const isLost = (element: HTMLElement) => !element.isConnected || element.matches(':disabled')

/**
 * Keeps the focus in a part of the page when the line, or the button, that has it is taken away or disabled. `refuge`
 * names a better place than the line beside it. Give what it answers as `ref`.
 */
export function useKeptFocus<E extends HTMLElement>(refuge?: (area: E) => HTMLElement | null): RefCallback<E> {
  const latest = useRef(refuge)
  useEffect(() => {
    latest.current = refuge
  })
  return useCallback((area: E | null) => {
    if (!area) return
    let held: Held | null = null
    const taken = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement) held = heldOf(event.target, area)
    }
    // A browser may say that the focus leaves what is being taken away: that it is gone is seen a moment later.
    const left = (event: FocusEvent) => {
      if (event.relatedTarget instanceof Node) {
        if (area.contains(event.relatedTarget)) return
        if (held && isOverlay(event.relatedTarget)) held.isAway = true
        else held = null
        return
      }
      queueMicrotask(() => {
        const isElsewhere = held && !isLost(held.element) && document.activeElement !== held.element
        if (isElsewhere && document.hasFocus()) held = null
      })
    }
    const changed = () => {
      if (!held) return
      const { element, isAway } = held
      if (!isLost(element)) {
        held = { ...heldOf(element, area), isAway }
        return
      }
      if (isAway) void requestAnimationFrame(settle)
      else settle()
    }
    const settle = () => {
      if (!held || !isLost(held.element)) return
      const active = document.activeElement
      // What was opened over it goes first, and with it where it put the focus.
      if (held.isAway && document.querySelector(OVERLAY)) return void requestAnimationFrame(settle)
      const isFree = !active || active === document.body || active === held.element
      if (!isFree && !(held.isAway && !active.matches('input, textarea, select'))) return
      const next = latest.current?.(area) ?? nextTo(held, area)
      held = null
      if (!next.matches(CONTROLS) && !next.hasAttribute('tabindex')) next.tabIndex = -1
      next.focus()
    }
    area.addEventListener('focusin', taken)
    area.addEventListener('focusout', left)
    const observer = new MutationObserver(changed)
    observer.observe(area, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    return () => {
      area.removeEventListener('focusin', taken)
      area.removeEventListener('focusout', left)
      observer.disconnect()
    }
  }, [])
}
