// SPDX-License-Identifier: EUPL-1.2

// What a screen reader hears without moving: changes that are seen elsewhere than where the focus is.
import { useEffect } from 'react'
import s from './VisuallyHidden.module.css'

let polite: HTMLElement | undefined
let assertive: HTMLElement | undefined

function region(urgency: 'polite' | 'assertive'): HTMLElement {
  const element = document.createElement('div')
  element.className = s.hidden ?? ''
  element.setAttribute('aria-live', urgency)
  element.setAttribute('aria-relevant', 'additions')
  // A modal dialog hides the rest of the page, except what bears this mark.
  element.dataset.liveAnnouncer = 'true'
  document.body.append(element)
  return element
}

function install(): void {
  if (!polite?.isConnected) polite = region('polite')
  if (!assertive?.isConnected) assertive = region('assertive')
}

/** Long enough for every reader to have taken it, short enough not to be met again when browsing the page. */
const FORGET_AFTER_MS = 7000

/** Says a sentence once. Polite, unless waiting would mislead. */
export function announce(text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  install()
  const target = urgency === 'assertive' ? assertive : polite
  if (!target || text === '') return
  // A line of its own each time: the same sentence twice is heard twice.
  const line = document.createElement('p')
  line.textContent = text
  target.append(line)
  setTimeout(() => line.remove(), FORGET_AFTER_MS)
}

/** A region is only heard if it was there before its words: the shell draws this once (see `Overlays`). */
export function Announcer() {
  useEffect(install, [])
  return null
}
