// SPDX-License-Identifier: EUPL-1.2

import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { menuOpener } from './Menu'

export interface Question {
  /** « Supprimer « Devis du mobilier » ? » */
  title: string
  /** What happens, and what can still be undone. */
  body?: ReactNode
  /** Repeats the verb of the title: « Supprimer le dossier ». */
  confirmLabel: string
  /** The safe choice, worded too; it has the focus. « Garder » unless said otherwise. */
  keepLabel?: string
  isDanger?: boolean
}

interface Asked {
  question: Question
  answer: (isConfirmed: boolean) => void
}

let asked: Asked | undefined
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of [...listeners]) listener()
}

/** Asks before what cannot be undone; what can be is done, then offered back in a toast. */
export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false)
  const { activeElement } = document
  const from = activeElement?.closest('[role="menu"]') ? menuOpener() : activeElement
  return new Promise((resolve) => {
    asked = {
      question,
      answer: (isConfirmed) => {
        asked = undefined
        tell()
        giveBack(from)
        resolve(isConfirmed)
      },
    }
    tell()
  })
}

/** Pictures after which the widgets have put the focus where they would. */
const SETTLED_FRAMES = 2

/** The focus goes back to what asked, also through a menu that is closed by then; unless the answer took it to a field. */
function giveBack(to: Element | null, frames = SETTLED_FRAMES): void {
  requestAnimationFrame(() => {
    if (frames > 1) return giveBack(to, frames - 1)
    const isTaken = document.activeElement?.matches('input, textarea, select')
    if (to instanceof HTMLElement && to.isConnected && !isTaken && !asked) to.focus()
  })
}

export const useConfirm = (): typeof confirm => confirm

const ConfirmOverlay = lazy(() => import('./ConfirmOverlay'))

/** Drawn once by the shell (see `Overlays`). */
export function ConfirmRegion() {
  const present = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
    () => undefined,
  )
  if (!present) return null
  return (
    <Suspense fallback={null}>
      <ConfirmOverlay question={present.question} onAnswer={present.answer} />
    </Suspense>
  )
}
