// SPDX-License-Identifier: EUPL-1.2

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from '@/lib/cx'
import { IconButton } from './Button'
import s from './SidePanel.module.css'
import { useUiTexts } from './texts'

export interface SidePanelProps {
  title: string
  onClose: () => void
  children: ReactNode
  actions?: ReactNode
  footer?: ReactNode
  /** For a task or a person's full sheet. */
  isWide?: boolean
  /** ↑ and ↓ of the header: the next item of the list, without closing. */
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

/**
 * The detail beside a list; not modal. Escape closes it and gives the focus back to where it came from. Under
 * 1024 px it lies over the content, on a telephone it is the whole screen.
 */
export function SidePanel({ title, onClose, children, actions, footer, isWide, onPrevious, onNext }: SidePanelProps) {
  const t = useUiTexts()
  const id = useId()
  const panel = useRef<HTMLElement>(null)

  useEffect(() => {
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null
    const own = panel.current
    own?.focus()
    return () => {
      // Only if the focus would be lost: the person may have gone on elsewhere.
      const isLost = document.activeElement === document.body || own?.contains(document.activeElement)
      if (isLost && opener?.isConnected) opener.focus()
    }
  }, [])

  const steps = onPrevious !== undefined || onNext !== undefined
  return (
    <aside
      ref={panel}
      className={cx(s.panel, isWide && s.wide)}
      aria-labelledby={id}
      tabIndex={-1}
      data-region
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className={s.head}>
        <h2 id={id} className={s.title}>
          {title}
        </h2>
        {steps && (
          <>
            <IconButton
              label={t.panel.previous}
              icon={ChevronUp}
              isDisabled={!onPrevious}
              {...(onPrevious ? { onPress: onPrevious } : {})}
            />
            <IconButton
              label={t.panel.next}
              icon={ChevronDown}
              isDisabled={!onNext}
              {...(onNext ? { onPress: onNext } : {})}
            />
          </>
        )}
        {actions}
        <IconButton label={t.panel.close} icon={X} onPress={onClose} />
      </header>
      <div className={s.body}>{children}</div>
      {footer && <footer className={s.foot}>{footer}</footer>}
    </aside>
  )
}
