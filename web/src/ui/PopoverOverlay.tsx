// SPDX-License-Identifier: EUPL-1.2

import type { ReactNode, RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { cx } from '@/lib/cx'
import type { MenuPlacement } from './Menu'
import s from './overlay.module.css'

interface PopoverOverlayProps {
  id: string
  anchor: RefObject<HTMLElement | null>
  label: string
  placement: MenuPlacement
  isFlush: boolean
  onClose: () => void
  children: ReactNode
}

export default function PopoverOverlay({
  id,
  anchor,
  label,
  placement,
  isFlush,
  onClose,
  children,
}: PopoverOverlayProps) {
  return (
    <Popover
      className={cx(s.surface, s.popover)}
      triggerRef={anchor}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      placement={placement}
      offset={4}
    >
      <Dialog id={id} aria-label={label} className={cx(s.inside, isFlush && s.flush)}>
        {children}
      </Dialog>
    </Popover>
  )
}
