// SPDX-License-Identifier: EUPL-1.2

import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useId, useRef, useState } from 'react'
import { type MenuPlacement, pressed, type TriggerProps } from './Menu'

const PopoverOverlay = lazy(() => import('./PopoverOverlay'))

export interface PopoverProps {
  trigger: ReactElement<TriggerProps>
  /** Names what opens. */
  label: string
  /** A function receives what closes it. */
  children: ReactNode | ((close: () => void) => ReactNode)
  placement?: MenuPlacement
  /** Without inner margin: a list to the edges. */
  isFlush?: boolean
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}

/** A small dialog beside its button; it does not cover the page. Escape or a press elsewhere closes it. */
export function Popover({ trigger, label, children, placement = 'bottom start', isFlush, ...rest }: PopoverProps) {
  const [ownOpen, setOwnOpen] = useState(false)
  const isOpen = rest.isOpen ?? ownOpen
  const anchor = useRef<HTMLElement>(null)
  const id = useId()
  const setOpen = (next: boolean) => {
    setOwnOpen(next)
    rest.onOpenChange?.(next)
  }
  const element = cloneElement(trigger, {
    'aria-haspopup': 'dialog',
    'aria-expanded': isOpen,
    'aria-controls': isOpen ? id : undefined,
    ...pressed(trigger, (event) => {
      anchor.current = event.currentTarget
      setOpen(!isOpen)
    }),
  })
  return (
    <>
      {element}
      {isOpen && (
        <Suspense fallback={null}>
          <PopoverOverlay
            id={id}
            anchor={anchor}
            label={label}
            placement={placement}
            isFlush={isFlush ?? false}
            onClose={() => setOpen(false)}
          >
            {typeof children === 'function' ? children(() => setOpen(false)) : children}
          </PopoverOverlay>
        </Suspense>
      )}
    </>
  )
}
