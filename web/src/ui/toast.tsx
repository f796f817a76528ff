// SPDX-License-Identifier: EUPL-1.2

import { X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { asProblem, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { cx } from '@/lib/cx'
import { useUiTexts } from './texts'
import s from './toast.module.css'

export interface ToastContent {
  text?: string
  /** What was thrown: its sentence follows the text. For what was tried at once and had to be taken back. */
  problem?: unknown
  /** « Annuler ». Ctrl Z does the same while it is shown. */
  action?: { label: string; onAction: () => void }
  tone?: 'neutral' | 'success' | 'danger'
}

interface Shown extends ToastContent {
  id: number
}

const LASTS_MS = 6000
const AT_ONCE = 3

let toasts: readonly Shown[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: readonly Shown[]): void {
  toasts = next
  for (const listener of [...listeners]) listener()
}

const dismiss = (id: number) => change(toasts.filter((it) => it.id !== id))

/** A discreet confirmation, with the way back when there is one. Never the only place for an error. */
export function toast(content: ToastContent): () => void {
  last += 1
  const id = last
  change([...toasts, { ...content, id }].slice(-AT_ONCE))
  return () => dismiss(id)
}

/** Drawn once by the shell (see `Overlays`). */
export function ToastRegion() {
  const t = useUiTexts()
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
    () => toasts,
  )
  const region = useRef<HTMLElement>(null)
  const cameFrom = useRef<HTMLElement | null>(null)

  useEffect(() => {
    const undo = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return
      // In a field, Ctrl Z is the field's own undo.
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]')) return
      const latest = toasts.findLast((it) => it.action)
      if (!latest?.action) return
      event.preventDefault()
      dismiss(latest.id)
      latest.action.onAction()
    }
    document.addEventListener('keydown', undo)
    return () => document.removeEventListener('keydown', undo)
  }, [])

  return (
    <section
      ref={region}
      className={s.region}
      aria-label={t.toast.region}
      data-react-aria-top-layer="true"
      hidden={shown.length === 0}
      onFocus={(event) => {
        if (event.relatedTarget instanceof HTMLElement && !region.current?.contains(event.relatedTarget)) {
          cameFrom.current = event.relatedTarget
        }
      }}
    >
      {shown.map((it) => (
        <Toast
          key={it.id}
          toast={it}
          onGone={() => {
            // The focus does not fall to the top of the page with the toast it was in.
            const hadFocus = region.current?.contains(document.activeElement)
            dismiss(it.id)
            if (hadFocus) cameFrom.current?.focus()
          }}
        />
      ))}
    </section>
  )
}

function Toast({ toast: it, onGone }: { toast: Shown; onGone: () => void }) {
  const t = useUiTexts()
  const api = useApiTexts()
  const [isHeld, setHeld] = useState(false)
  const gone = useRef(onGone)
  useEffect(() => {
    gone.current = onGone
  })
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => gone.current(), LASTS_MS)
    return () => clearTimeout(timer)
  }, [isHeld])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: resting on it only keeps it there.
    <div
      className={cx(s.toast, s[it.tone ?? (it.problem ? 'danger' : 'neutral')])}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onGone()
      }}
    >
      <Said text={[it.text, it.problem ? sentence(asProblem(it.problem), api) : undefined].filter(Boolean).join(' ')} />
      {it.action && (
        <button
          type="button"
          className={s.action}
          onClick={() => {
            onGone()
            it.action?.onAction()
          }}
        >
          {it.action.label}
        </button>
      )}
      <button type="button" className={s.dismiss} aria-label={t.toast.dismiss} onClick={onGone}>
        <X size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </div>
  )
}

/** The words enter their region after it: otherwise several screen readers miss them. */
function Said({ text }: { text: string }) {
  const [isIn, setIn] = useState(false)
  useEffect(() => setIn(true), [])
  return (
    <p role="status" className={s.text}>
      {isIn ? text : <span aria-hidden="true">{text}</span>}
    </p>
  )
}
