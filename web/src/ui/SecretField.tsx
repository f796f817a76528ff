// SPDX-License-Identifier: EUPL-1.2

import { Copy } from 'lucide-react'
import { useId, useRef } from 'react'
import { announce } from './announce'
import { Button } from './Button'
import { Notice } from './messages'
import s from './SecretField.module.css'
import { useUiTexts } from './texts'

export interface SecretFieldProps {
  label: string
  secret: string
  /** That it is shown this once, and what whoever knows it can do, where there is more to say than that. */
  text?: string
}

/** What the server shows once, because it keeps only a hash: read, selected and copied. It takes the focus. */
export function SecretField({ label, secret, text }: SecretFieldProps) {
  const t = useUiTexts().secret
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      announce(t.copied)
    } catch {
      field.current?.select()
      announce(t.notCopied)
    }
  }
  return (
    <div className={s.stack}>
      <Notice tone="warning" id={`${id}-text`}>
        {text ?? t.once}
      </Notice>
      <label className={s.label} htmlFor={id}>
        {label}
      </label>
      <div className={s.row}>
        <input
          ref={field}
          id={id}
          readOnly
          value={secret}
          spellCheck={false}
          aria-describedby={`${id}-text`}
          // biome-ignore lint/a11y/noAutofocus: what had the focus asked for this, and is gone.
          autoFocus
          onFocus={(event) => event.target.select()}
        />
        <Button icon={Copy} onPress={() => void copy()}>
          {t.copy}
        </Button>
      </div>
    </div>
  )
}
