// SPDX-License-Identifier: EUPL-1.2

import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { focusSettled } from './focusSettled'

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
export async function confirm(question: Question): Promise<boolean> {
  await focusSettled()
  asked?.answer(false)
  return new Promise((resolve) => {
    asked = {
      question,
      answer: (isConfirmed) => {
        asked = undefined
        tell()
        resolve(isConfirmed)
      },
    }
    tell()
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
