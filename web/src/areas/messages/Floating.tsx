// SPDX-License-Identifier: EUPL-1.2
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import s from './Floating.module.css'

const EDGE_PX = 8

/** A small dialog beside an element that is not its button: the emoji of a line. Escape or a press elsewhere closes it. */
export function Floating({
  at,
  label,
  onClose,
  children,
}: {
  at: HTMLElement
  label: string
  onClose: () => void
  children: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  // Before what opens inside takes the focus.
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null))
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null)

  // Not `visibility`: what opens inside takes the focus before it is placed.
  useLayoutEffect(() => {
    const own = box.current?.getBoundingClientRect()
    const anchor = at.getBoundingClientRect()
    if (!own) return
    const below = anchor.bottom + EDGE_PX / 2
    const fits = below + own.height <= innerHeight - EDGE_PX
    setPlace({
      left: Math.max(EDGE_PX, Math.min(anchor.right - own.width, innerWidth - own.width - EDGE_PX)),
      top: fits ? below : Math.max(EDGE_PX, anchor.top - own.height - EDGE_PX / 2),
    })
  }, [at])

  useEffect(() => {
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', press, true)
    return () => {
      document.removeEventListener('pointerdown', press, true)
      const isLost = document.activeElement === document.body || document.activeElement === null
      if (isLost && opener?.isConnected) opener.focus()
    }
  }, [onClose, opener])

  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className={s.box}
      style={place ?? { left: 0, top: 0, opacity: 0 }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        onClose()
      }}
    >
      {children}
    </div>
  )
}
