// SPDX-License-Identifier: EUPL-1.2
// The search palette before its script has come: its field, in its place, so that nothing typed at once is lost.

import { useLayoutEffect, useRef } from 'react'
import { SearchField } from './SearchField'
import s from './SearchPalette.module.css'
import { useAppTexts } from './texts'

interface Props {
  text: string
  onText: (text: string) => void
  onClose: () => void
}

export function SearchDoor({ text, onText, onClose }: Props) {
  const t = useAppTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)

  // Before the next key can come: an effect after the paint would be too late for a quick hand.
  useLayoutEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    input.current?.focus()
    // Closing gives the focus back, so that the palette knows where it is to give it back in its turn.
    return () => opened?.close()
  }, [])

  return (
    <dialog ref={dialog} className={s.palette} aria-label={t.palette.title} onCancel={onClose}>
      <div className={s.sheet}>
        <SearchField ref={input} value={text} onChange={(event) => onText(event.target.value)} />
        <div className={s.foot}>
          <span className={s.count} role="status">
            {t.palette.searching}
          </span>
        </div>
      </div>
    </dialog>
  )
}
