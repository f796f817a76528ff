// SPDX-License-Identifier: EUPL-1.2

import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { focusSettled, isFocusSettled } from './focusSettled'

const DialogOverlay = lazy(() => import('./DialogOverlay'))

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  /** Buttons, the main one last. One outside the form sends it with `form="…"`. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'xl'
  /** Near the top of the window: a palette whose height changes. */
  isHigh?: boolean
  /** The title is for screen readers only and there is no close button: the search palette. */
  isBare?: boolean
  /** A press outside does not close: there is something typed to lose. Escape and the button still do. */
  keepsOnOutsidePress?: boolean
}

/** Modal: the page behind waits. Its code comes at the first opening. */
export function Dialog(props: DialogProps) {
  const { isOpen } = props
  // Asked for by a menu that is still closing: not before that has given the focus back, to which the dialog gives it again.
  const [isSettled, setSettled] = useState(() => isOpen && isFocusSettled())
  const [wasOpen, setWasOpen] = useState(isSettled)
  if (isOpen && isSettled && !wasOpen) setWasOpen(true)
  if (!isOpen && isSettled) setSettled(false)
  useEffect(() => {
    if (!isOpen || isSettled) return
    let isGone = false
    void focusSettled().then(() => {
      if (!isGone) setSettled(true)
    })
    return () => {
      isGone = true
    }
  }, [isOpen, isSettled])
  if (!wasOpen) return null
  return (
    <Suspense fallback={null}>
      <DialogOverlay {...props} isOpen={isOpen && isSettled} />
    </Suspense>
  )
}
