// SPDX-License-Identifier: EUPL-1.2

import { Eye, EyeOff, Minus, Plus, Search, X } from 'lucide-react'
import { type KeyboardEvent, type Ref, useId, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { FieldFrame, type FieldFrameProps } from './Field'
import s from './Field.module.css'
import { useCheck } from './Form'
import { useUiTexts } from './texts'
import { VisuallyHidden } from './VisuallyHidden'

interface TextLikeProps extends FieldFrameProps {
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  name?: string
  placeholder?: string
  autoComplete?: string
  autoFocus?: boolean
  /** The form is not sent while it is blank. */
  isRequired?: boolean
  isDisabled?: boolean
  isReadOnly?: boolean
  maxLength?: number
  size?: 'sm' | 'md'
  id?: string
}

export interface TextFieldProps extends TextLikeProps {
  type?: 'text' | 'email' | 'url' | 'tel'
  inputMode?: 'text' | 'email' | 'numeric' | 'decimal' | 'tel' | 'url' | 'none'
  spellCheck?: boolean
  ref?: Ref<HTMLInputElement>
}

/** Something before and after an at sign, with a dot in what follows: the rest is the mailbox's to say. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/

export function TextField(props: TextFieldProps) {
  const { value, onChange, type = 'text' } = props
  const t = useUiTexts()
  const own = useCheck(() => {
    if (props.isRequired && value.trim() === '') return t.fields.required
    if (type === 'email' && value.trim() !== '' && !EMAIL.test(value.trim())) return t.fields.email
    return undefined
  })
  const isEmail = type === 'email'
  return (
    <FieldFrame {...props} error={props.error ?? own}>
      {(parts) => (
        <input
          {...parts}
          {...common(props)}
          ref={props.ref}
          className={cx(s.box, props.size === 'sm' && s.small)}
          // An address is typed as it is: neither corrected nor capitalised by a phone.
          type={type}
          inputMode={props.inputMode}
          autoCapitalize={isEmail ? 'none' : undefined}
          spellCheck={props.spellCheck ?? (isEmail ? false : undefined)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  )
}

export interface PasswordFieldProps extends Omit<TextLikeProps, 'autoComplete' | 'placeholder' | 'isReadOnly'> {
  autoComplete: 'current-password' | 'new-password'
  ref?: Ref<HTMLInputElement>
}

export function PasswordField(props: PasswordFieldProps) {
  const { value, onChange } = props
  const t = useUiTexts()
  const [isShown, setShown] = useState(false)
  const own = useCheck(() => (props.isRequired && value === '' ? t.fields.required : undefined))
  return (
    <FieldFrame {...props} error={props.error ?? own}>
      {(parts) => (
        <div className={cx(s.box, s.frame, props.size === 'sm' && s.small)}>
          <input
            {...parts}
            {...common(props)}
            ref={props.ref}
            className={s.inner}
            type={isShown ? 'text' : 'password'}
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          {/* The words say what the button does now: no pressed state beside them. */}
          <button
            type="button"
            className={cx(s.inside, s.worded)}
            aria-label={isShown ? t.fields.hidePassword : t.fields.showPassword}
            disabled={props.isDisabled}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? (
              <EyeOff size={16} strokeWidth={1.75} aria-hidden="true" />
            ) : (
              <Eye size={16} strokeWidth={1.75} aria-hidden="true" />
            )}
            {isShown ? t.fields.hide : t.fields.show}
          </button>
        </div>
      )}
    </FieldFrame>
  )
}

export interface TextAreaProps extends Omit<TextLikeProps, 'onKeyDown'> {
  rows?: number
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  ref?: Ref<HTMLTextAreaElement>
}

/** Near the end only: a counter that moves at each key is heard at each key. */
const WARN_WHEN_LEFT = 20

export function TextArea(props: TextAreaProps) {
  const { value, onChange, maxLength } = props
  const t = useUiTexts()
  const own = useCheck(() => (props.isRequired && value.trim() === '' ? t.fields.required : undefined))
  const left = maxLength === undefined ? undefined : maxLength - value.length
  return (
    <FieldFrame
      {...props}
      error={props.error ?? own}
      after={
        maxLength !== undefined && (
          <>
            <span className={s.counter} aria-hidden="true">
              {value.length}/{maxLength}
            </span>
            <VisuallyHidden>
              <span role="status">
                {left !== undefined && left <= WARN_WHEN_LEFT && value !== '' ? t.fields.charactersLeft(left) : ''}
              </span>
            </VisuallyHidden>
          </>
        )
      }
    >
      {(parts) => (
        <textarea
          {...parts}
          {...common(props)}
          ref={props.ref}
          className={cx(s.box, s.area)}
          rows={props.rows ?? 3}
          onKeyDown={props.onKeyDown}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  )
}

export interface NumberFieldProps extends FieldFrameProps {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
  step?: number
  isRequired?: boolean
  isDisabled?: boolean
  size?: 'sm' | 'md'
  /** After the number: « jours », « Go ». */
  unit?: string
  id?: string
  name?: string
}

/** Whole or decimal numbers, typed with the comma or the point, stepped with the buttons or ↑ ↓. */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min, max, step = 1 } = props
  const t = useUiTexts()
  const format = useFormat()
  const written = (n: number | null) => (n === null ? '' : format.number(n, { digits: 6 }))
  const [text, setText] = useState(written(value))
  // What the value was when the text was last in step with it: a change from outside replaces the text.
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setText(written(value))
  }
  const isWrong = text.trim() !== '' && read(text) === null
  const own = useCheck(() => {
    if (isWrong) return t.fields.number
    return props.isRequired && value === null ? t.fields.required : undefined
  })

  const within = (n: number) => Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min ?? Number.NEGATIVE_INFINITY, n))
  const give = (next: number | null) => {
    setKnown(next)
    if (next !== value) onChange(next)
  }
  const move = (by: number) => {
    const next = within(Number(((value ?? min ?? 0) + by).toFixed(6)))
    setText(written(next))
    give(next)
  }
  const leave = () => {
    const n = read(text)
    if (n === null) return
    setText(written(within(n)))
    give(within(n))
  }
  const press = (event: KeyboardEvent) => {
    const by = { ArrowUp: step, ArrowDown: -step, PageUp: step * 10, PageDown: -step * 10 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    move(by)
  }

  return (
    <FieldFrame {...props} error={props.error ?? own ?? (isWrong ? t.fields.number : undefined)}>
      {(parts) => (
        <div className={cx(s.box, s.frame, props.size === 'sm' && s.small)}>
          <input
            {...parts}
            name={props.name}
            className={s.inner}
            type="text"
            inputMode={Number.isInteger(step) ? 'numeric' : 'decimal'}
            role="spinbutton"
            aria-valuenow={value ?? undefined}
            aria-valuetext={value === null ? undefined : [written(value), props.unit].filter(Boolean).join(' ')}
            aria-valuemin={min}
            aria-valuemax={max}
            aria-required={props.isRequired}
            autoComplete="off"
            disabled={props.isDisabled}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              const n = read(event.target.value)
              if (event.target.value.trim() === '') give(null)
              else if (n !== null && within(n) === n) give(n)
            }}
            onBlur={leave}
            onKeyDown={press}
          />
          {props.unit && (
            <span className={s.leading} aria-hidden="true">
              {props.unit}
            </span>
          )}
          <button
            type="button"
            className={s.inside}
            tabIndex={-1}
            aria-label={t.fields.decrease}
            disabled={props.isDisabled || (value !== null && min !== undefined && value <= min)}
            onClick={() => move(-step)}
          >
            <Minus size={16} strokeWidth={1.75} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={s.inside}
            tabIndex={-1}
            aria-label={t.fields.increase}
            disabled={props.isDisabled || (value !== null && max !== undefined && value >= max)}
            onClick={() => move(step)}
          >
            <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </div>
      )}
    </FieldFrame>
  )
}

/** « 1 234,5 » and “1,234.5” both: the last comma or point that could be the decimal mark is. */
function read(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '')
  const mark = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'))
  const isDecimal = mark >= 0 && (bare.match(/[.,]/g)?.length ?? 0) === 1
  const plain = isDecimal ? bare.replace(',', '.') : bare.replace(/[.,](?=\d{3})/g, '').replace(',', '.')
  return /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null
}

export interface SearchFieldProps
  extends Pick<TextLikeProps, 'label' | 'value' | 'onChange' | 'placeholder' | 'autoFocus' | 'isDisabled' | 'id'> {
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  onSubmit?: () => void
  size?: 'sm' | 'md'
  /** The name is only in the box and for screen readers, unless `false`. */
  isLabelHidden?: boolean
  ref?: Ref<HTMLInputElement>
}

export function SearchField(props: SearchFieldProps) {
  const { label, value, onChange } = props
  const t = useUiTexts()
  const own = useRef<HTMLInputElement>(null)
  const id = useId()
  const clear = () => {
    onChange('')
    own.current?.focus()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    props.onKeyDown?.(event)
    if (event.key === 'Escape' && value !== '') {
      // The first Escape empties the box; the next closes what holds it.
      event.stopPropagation()
      event.preventDefault()
      onChange('')
    }
    if (event.key === 'Enter' && props.onSubmit) {
      event.preventDefault()
      props.onSubmit()
    }
  }
  return (
    <FieldFrame label={label} isLabelHidden={props.isLabelHidden ?? true} id={props.id ?? id}>
      {(parts) => (
        <div className={cx(s.box, s.frame, s.quiet, props.size !== 'md' && s.small)}>
          <Search className={s.leading} size={16} strokeWidth={1.75} aria-hidden="true" />
          <input
            {...parts}
            ref={(node) => {
              own.current = node
              if (typeof props.ref === 'function') props.ref(node)
              else if (props.ref) props.ref.current = node
            }}
            className={s.inner}
            type="search"
            autoComplete="off"
            placeholder={props.placeholder ?? label}
            // biome-ignore lint/a11y/noAutofocus: asked for where searching is what the person came to do.
            autoFocus={props.autoFocus}
            disabled={props.isDisabled}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={press}
          />
          {value !== '' && (
            <button type="button" className={s.inside} aria-label={t.fields.clearSearch} onClick={clear}>
              <X size={16} strokeWidth={1.75} aria-hidden="true" />
            </button>
          )}
        </div>
      )}
    </FieldFrame>
  )
}

function common(props: Omit<TextLikeProps, 'onKeyDown'> & { onKeyDown?: unknown }) {
  return {
    name: props.name,
    value: props.value,
    placeholder: props.placeholder,
    autoComplete: props.autoComplete,
    autoFocus: props.autoFocus,
    // `required` would let the browser complain in its own words before anything was typed.
    'aria-required': props.isRequired ? (true as const) : undefined,
    disabled: props.isDisabled,
    readOnly: props.isReadOnly,
    maxLength: props.maxLength,
    onBlur: props.onBlur,
    ...(typeof props.onKeyDown === 'function' ? { onKeyDown: props.onKeyDown as never } : {}),
  }
}
