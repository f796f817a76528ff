// SPDX-License-Identifier: EUPL-1.2
// The notifications beside the sidebar, over what one was doing: looked at and closed, without losing the place.

import { useEffect, useRef } from 'react'
import { NotificationsPanel } from '../areas/notifications/NotificationsPanel'
import s from './NotificationsDrawer.module.css'
import { Saved, useReplyTo } from './notificationParts'

const TITLE = 'titre-notifications'

export function NotificationsDrawer({ onClose }: { onClose: () => void }) {
  const panel = useRef<HTMLDivElement>(null)
  const replyTo = useReplyTo()

  useEffect(() => {
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null
    const own = panel.current
    own?.focus()
    return () => {
      // Only if the focus would be lost: a notification that was opened has taken it elsewhere.
      const isLost = document.activeElement === document.body || own?.contains(document.activeElement)
      if (isLost && opener?.isConnected) opener.focus()
    }
  }, [])

  return (
    <div className={s.over}>
      {/* A click beside it closes it; with the keyboard, Escape or the cross do. */}
      <div className={s.scrim} aria-hidden="true" onClick={onClose} />
      <div
        ref={panel}
        role="dialog"
        aria-labelledby={TITLE}
        tabIndex={-1}
        data-region
        className={s.panel}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return
          event.stopPropagation()
          onClose()
        }}
      >
        <NotificationsPanel titleId={TITLE} onClose={onClose} saved={<Saved onOpen={onClose} />} replyTo={replyTo} />
      </div>
    </div>
  )
}
