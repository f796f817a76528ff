// SPDX-License-Identifier: EUPL-1.2

// One tooltip for the whole page, driven by attributes: a list of a thousand icon buttons costs no more than one.
// What it shows is always also the accessible name (or description) of its element, so it is not announced again.
import { type ReactElement, type ReactNode, useEffect } from 'react'
import s from './Tooltip.module.css'
import { VisuallyHidden } from './VisuallyHidden'

const OPEN_AFTER_MS = 450
const EDGE = 8

let element: HTMLElement | undefined
let anchor: HTMLElement | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let isInstalled = false

/** Attributes for the element that has the tooltip. */
export function useTooltip(text: string, shortcut?: string): { 'data-tooltip': string; 'data-tooltip-key'?: string } {
  useEffect(install, [])
  return shortcut === undefined ? { 'data-tooltip': text } : { 'data-tooltip': text, 'data-tooltip-key': shortcut }
}

export interface TooltipProps {
  text: string
  /** A key that does the same: « Ctrl K ». */
  shortcut?: string
  /** When the text adds to what is shown (a reason, a full date) it is also read after it. */
  isDescription?: boolean
  children: ReactNode
}

/** A tooltip around something that is not an icon button; show with it nothing one cannot do without. */
export function Tooltip({ text, shortcut, isDescription, children }: TooltipProps): ReactElement {
  const attributes = useTooltip(text, shortcut)
  return (
    <span {...attributes} className={s.wrap}>
      {children}
      {isDescription && <VisuallyHidden>{text}</VisuallyHidden>}
    </span>
  )
}

function install(): void {
  if (isInstalled) return
  isInstalled = true
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return
    const target = closest(event.target)
    // The pointer may rest on the tooltip itself (WCAG 1.4.13).
    if (element && event.target instanceof Node && element.contains(event.target)) return cancel()
    if (target === anchor) return
    hide()
    if (target) later(target)
  })
  document.addEventListener('focusin', (event) => {
    const target = closest(event.target)
    hide()
    if (target && event.target instanceof Element && event.target.matches(':focus-visible')) show(target)
  })
  document.addEventListener('focusout', hide)
  document.addEventListener('pointerdown', hide)
  document.addEventListener('scroll', hide, { capture: true, passive: true })
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') hide()
    },
    true,
  )
}

const closest = (target: EventTarget | null): HTMLElement | undefined =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-tooltip]') ?? undefined) : undefined

function cancel(): void {
  clearTimeout(timer)
  timer = undefined
}

function later(target: HTMLElement): void {
  cancel()
  timer = setTimeout(() => show(target), OPEN_AFTER_MS)
}

function hide(): void {
  cancel()
  anchor = undefined
  element?.remove()
  element = undefined
}

function show(target: HTMLElement): void {
  cancel()
  const text = target.dataset.tooltip
  // An open menu says more than its button's name.
  if (!text || !target.isConnected || target.getAttribute('aria-expanded') === 'true') return
  anchor = target
  const tip = document.createElement('div')
  tip.className = s.tip ?? ''
  tip.setAttribute('aria-hidden', 'true')
  tip.append(text)
  if (target.dataset.tooltipKey) {
    const key = document.createElement('kbd')
    key.className = s.key ?? ''
    key.textContent = target.dataset.tooltipKey
    tip.append(key)
  }
  document.body.append(tip)
  element = tip
  place(tip, target)
}

/** Under its element, above when there is no room, never out of the window. */
function place(tip: HTMLElement, target: HTMLElement): void {
  // A wrapper without a box of its own (`display: contents`) is measured by what it holds.
  const box = (
    target.getClientRects().length > 0 ? target : (target.firstElementChild ?? target)
  ).getBoundingClientRect()
  const { width, height } = tip.getBoundingClientRect()
  const left = Math.min(Math.max(EDGE, box.left + box.width / 2 - width / 2), window.innerWidth - width - EDGE)
  const below = box.bottom + EDGE
  const top = below + height > window.innerHeight - EDGE ? box.top - height - EDGE : below
  tip.style.left = `${Math.max(EDGE, left)}px`
  tip.style.top = `${Math.max(EDGE, top)}px`
}
