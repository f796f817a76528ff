// SPDX-License-Identifier: EUPL-1.2

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import s from './badges.module.css'
import { type Category, categoryClass } from './category'
import { drawIcon, type IconLike } from './Icon'
import { useUiTexts } from './texts'
import { VisuallyHidden } from './VisuallyHidden'

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'primary'

export interface BadgeProps {
  tone?: Tone
  children: ReactNode
  icon?: IconLike
  /** A thin border instead of a coloured ground: beside many others. */
  isOutlined?: boolean
}

/** A state in a word: « Actif », « En attente », « Externe ». */
export function Badge({ tone = 'neutral', children, icon, isOutlined }: BadgeProps) {
  return (
    <span className={cx(s.tag, s[tone], isOutlined && s.outlined)}>
      {drawIcon(icon, 12)}
      <span className={s.clip}>{children}</span>
    </span>
  )
}

export interface TagProps {
  colour: Category
  children: string
  /** Adds a button that takes it away. */
  onRemove?: () => void
}

/** A label people chose, on its category colour. */
export function Tag({ colour, children, onRemove }: TagProps) {
  const t = useUiTexts()
  return (
    <span className={cx(s.tag, s.category, categoryClass(colour))}>
      <span className={s.clip}>{children}</span>
      {onRemove && (
        <button type="button" className={s.remove} aria-label={t.fields.remove(children)} onClick={onRemove}>
          <X size={12} strokeWidth={2} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}

export interface CounterProps {
  count: number
  /** `mention` is red: it calls the person. `quiet` only counts. */
  tone?: 'mention' | 'quiet'
  /** What is counted, for screen readers: « 3 notifications non lues ». Without it only the number is read. */
  label?: string
}

export function Counter({ count, tone = 'quiet', label }: CounterProps) {
  const format = useFormat()
  return (
    <span className={cx(s.counter, s[tone])}>
      <span aria-hidden={label ? true : undefined}>{count > 999 ? '999+' : format.number(count)}</span>
      {label && <VisuallyHidden>{label}</VisuallyHidden>}
    </span>
  )
}

/** Something new. The colour is never alone: the label is read. */
export function Dot({ label, tone = 'primary' }: { label: string; tone?: 'primary' | 'accent' }) {
  return (
    <span className={cx(s.dot, s[`dot-${tone}`])}>
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  )
}
