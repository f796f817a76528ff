// SPDX-License-Identifier: EUPL-1.2

import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { Button } from './Button'
import { FieldError } from './Field'
import s from './FileDrop.module.css'
import { useUiTexts } from './texts'

export interface FileDropProps {
  label: string
  onFiles: (files: File[]) => void
  /** As in the HTML attribute: `.csv,text/csv`. */
  accept?: string
  isMultiple?: boolean
  maxBytes?: number
  hint?: ReactNode
  error?: string | null
  isDisabled?: boolean
  isBusy?: boolean
}

/** Files by the keyboard, the mouse or dropped. What cannot be taken is refused here, with the reason. */
export function FileDrop(props: FileDropProps) {
  const { label, onFiles, accept, isMultiple = false, maxBytes, hint, isDisabled, isBusy } = props
  const t = useUiTexts()
  const format = useFormat()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const error = refusal ?? props.error
  const isOff = isDisabled || isBusy

  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, isMultiple ? undefined : 1)
    if (files.length === 0 || isOff) return
    const wrong = files.find((it) => !isAccepted(it, accept))
    const heavy = maxBytes === undefined ? undefined : files.find((it) => it.size > maxBytes)
    if (wrong) return setRefusal(t.fileDrop.refusedType(wrong.name))
    if (heavy && maxBytes !== undefined) return setRefusal(t.fileDrop.tooLarge(heavy.name, format.bytes(maxBytes)))
    setRefusal(undefined)
    onFiles(files)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays out like a form; this is one field.
    <div
      role="group"
      aria-label={label}
      aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
      className={cx(s.zone, isOver && s.over, isOff && s.off)}
      onDragOver={(event) => {
        event.preventDefault()
        if (!isOff) setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={drop}
    >
      <Upload className={s.icon} size={22} strokeWidth={1.75} aria-hidden="true" />
      <p className={s.label}>{label}</p>
      <p className={s.ways}>
        <Button
          size="sm"
          {...(isDisabled ? { isDisabled } : {})}
          {...(isBusy ? { isBusy } : {})}
          onPress={() => input.current?.click()}
        >
          {isMultiple ? t.fileDrop.chooseMany : t.fileDrop.choose}
        </Button>{' '}
        <span className={s.or}>{isMultiple ? t.fileDrop.orDropMany : t.fileDrop.orDrop}</span>
      </p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={isMultiple}
        disabled={isOff}
        onChange={(event) => {
          take(event.target.files)
          // So that the same file, corrected, can be chosen again.
          event.target.value = ''
        }}
      />
      {hint && (
        <p className={s.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div role="alert">
        <FieldError id={`${id}-error`} error={error} />
      </div>
    </div>
  )
}

function isAccepted(file: File, accept: string | undefined): boolean {
  if (!accept) return true
  const name = file.name.toLowerCase()
  return accept.split(',').some((it) => {
    const rule = it.trim().toLowerCase()
    if (rule.startsWith('.')) return name.endsWith(rule)
    return rule.endsWith('/*') ? file.type.startsWith(rule.slice(0, -1)) : file.type === rule
  })
}
