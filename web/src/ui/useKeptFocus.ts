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
  /** Which that is, among those beside it. */
  parts: Element | null
  partAt: number
  /** A menu, a dialog or a question that it opened has the focus meanwhile. */
  isAway: boolean
}

const PARTS = 'section, fieldset, article'

const partsIn = (place: Element | null): Element[] => [...(place?.children ?? [])].filter((it) => it.matches(PARTS))

function heldOf(element: HTMLElement, area: HTMLElement): Held {
  const within = (it: HTMLElement | null | undefined) => (it && it !== area && area.contains(it) ? it : null)
  const line = within(element.closest<HTMLElement>('li'))
  const list = line?.parentElement ?? null
  const part = within(element.closest<HTMLElement>(PARTS))
  const parts = part?.parentElement ?? null
  return {
    element,
    line,
    list,
    at: line && list ? [...list.children].indexOf(line) : -1,
    part,
    parts,
    partAt: part ? partsIn(parts).indexOf(part) : -1,
    isAway: false,
  }
}

/**
 * In its line; else in the line that comes to its place, or the last one; else the part of the page; else the part that
 * comes to its place, or the last one; else all of it.
 */
function nextTo({ line, list, at, part, parts, partAt }: Held, area: HTMLElement): HTMLElement {
  if (line?.isConnected) {
    const there = controlIn(line)
    if (there) return there
  }
  const lines = list?.isConnected ? list.children : []
  const beside = controlIn(lines[Math.min(at, lines.length - 1)])
  if (beside) return beside
  if (part?.isConnected) return part
  const others = parts?.isConnected ? partsIn(parts) : []
  return controlIn(others[Math.min(partAt, others.length - 1)]) ?? area
}

const OVERLAY = '[role="menu"], [role="dialog"], [role="alertdialog"]'

/** Whether this is in something that was opened over the area: not in the dialog that the area itself is in. */
function isOver(area: HTMLElement, it: Element): boolean {
  const overlay = it.closest(OVERLAY)
  return overlay !== null && !overlay.contains(area)
}

const isLost = (element: HTMLElement) => !element.isConnected || element.matches(':disabled')

/** It was taken out, if only to be put elsewhere: a browser lets the focus fall all the same. */
const wasTakenOut = (element: HTMLElement, changes: readonly MutationRecord[]): boolean =>
  changes.some((it) => [...it.removedNodes].some((node) => node.contains(element)))

/** A better place than the line beside it, for what has lost the focus. */
export type Refuge<E> = (area: E, lost: HTMLElement) => HTMLElement | null

/**
 * Keeps the focus in a part of the page when the line, or the button, that has it is taken away, disabled or put elsewhere.
 * Give what it answers as `ref`.
 */
export function useKeptFocus<E extends HTMLElement>(refuge?: Refuge<E>): RefCallback<E> {
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
      if (event.relatedTarget instanceof Element) {
        if (area.contains(event.relatedTarget)) return
        if (held && isOver(area, event.relatedTarget)) held.isAway = true
        else held = null
        return
      }
      queueMicrotask(() => {
        changed(observer.takeRecords())
        const isElsewhere = held && !isLost(held.element) && document.activeElement !== held.element
        if (isElsewhere && document.hasFocus()) held = null
      })
    }
    // What was opened has led elsewhere: what happens here meanwhile is no longer where the person is. To what is around the
    // area nobody goes: the focus falls there.
    const wandered = (event: FocusEvent) => {
      if (!held?.isAway || !held.element.isConnected || !(event.target instanceof Element)) return
      if (event.target.contains(area)) return
      if (!area.contains(event.target) && !isOver(area, event.target)) held = null
    }
    const changed = (changes: readonly MutationRecord[]) => {
      if (!held) return
      const { element, isAway } = held
      if (!isLost(element)) {
        held = { ...heldOf(element, area), isAway }
        if (document.activeElement === document.body && wasTakenOut(element, changes)) element.focus()
        return
      }
      if (isAway) void requestAnimationFrame(settle)
      else settle()
    }
    const settle = () => {
      if (!held || !isLost(held.element)) return
      const active = document.activeElement
      // What was opened over it goes first, and with it where it put the focus.
      if (held.isAway && [...document.querySelectorAll(OVERLAY)].some((it) => isOver(area, it)))
        return void requestAnimationFrame(settle)
      const isFree = !active || active === document.body || active === held.element
      if (!isFree && !(held.isAway && !active.matches('input, textarea, select'))) return
      const next = latest.current?.(area, held.element) ?? nextTo(held, area)
      held = null
      if (!next.matches(CONTROLS) && !next.hasAttribute('tabindex')) next.tabIndex = -1
      next.focus()
    }
    area.addEventListener('focusin', taken)
    area.addEventListener('focusout', left)
    document.addEventListener('focusin', wandered)
    const observer = new MutationObserver(changed)
    observer.observe(area, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    return () => {
      area.removeEventListener('focusin', taken)
      area.removeEventListener('focusout', left)
      document.removeEventListener('focusin', wandered)
      observer.disconnect()
    }
  }, [])
}
