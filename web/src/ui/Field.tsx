// SPDX-License-Identifier: EUPL-1.2

import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cx } from '@/lib/cx'
import s from './Field.module.css'
import { useUiTexts } from './texts'
import { VisuallyHidden } from './VisuallyHidden'

/** What every field has around its control. */
export interface FieldFrameProps {
  label: string
  /** The rule, said before the fault. */
  hint?: ReactNode
  /** What is wrong and the expected form, with an example. */
  error?: string | null | undefined
  /** Marked « (facultatif) »: what is not marked is required. */
  isOptional?: boolean
  /** For a search box or a table cell, where the place says it. The name stays for screen readers. */
  isLabelHidden?: boolean
}

export interface FieldParts {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

interface FrameProps extends FieldFrameProps {
  children: (parts: FieldParts) => ReactNode
  id?: string | undefined
  /** After the hint: a counter. */
  after?: ReactNode
}

/** Label, control, hint and error, tied together. */
export function FieldFrame({ label, hint, error, isOptional, isLabelHidden, children, after, id: given }: FrameProps) {
  const t = useUiTexts()
  const made = useId()
  const id = given ?? made
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const words = (
    <label htmlFor={id} className={cx(!isLabelHidden && s.label)}>
      {label}
      {isOptional && <span className={s.optional}> {t.optional}</span>}
    </label>
  )
  return (
    <div className={s.field}>
      {isLabelHidden ? <VisuallyHidden>{words}</VisuallyHidden> : words}
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {(hint || after) && (
        <div className={s.under}>
          {hint && (
            <p className={s.hint} id={`${id}-hint`}>
              {hint}
            </p>
          )}
          {after}
        </div>
      )}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

export function FieldError({ id, error }: { id: string; error?: string | null | undefined }) {
  if (!error) return null
  return (
    <p className={s.error} id={id}>
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>{error}</span>
    </p>
  )
}
