// SPDX-License-Identifier: EUPL-1.2

import { type ReactNode, type Ref, useEffect, useId, useRef } from 'react'
import { cx } from '@/lib/cx'
import s from './choices.module.css'
import { FieldError } from './Field'
import { useCheck } from './Form'
import { drawIcon, type IconLike } from './Icon'
import { useUiTexts } from './texts'
import { VisuallyHidden } from './VisuallyHidden'

export interface CheckboxProps {
  label: ReactNode
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  /** Some of what it stands for is selected. */
  isPartial?: boolean
  isDisabled?: boolean
  /** Must be ticked for the form to be sent. */
  isRequired?: boolean
  hint?: ReactNode
  error?: string | null
  /** In a table: the name is for screen readers. */
  isLabelHidden?: boolean
  name?: string
  id?: string
  tabIndex?: number
  ref?: Ref<HTMLInputElement>
}

export function Checkbox(props: CheckboxProps) {
  const { label, isSelected, onChange, isPartial = false, hint } = props
  const t = useUiTexts()
  const made = useId()
  const id = props.id ?? made
  const box = useRef<HTMLInputElement>(null)
  const own = useCheck(() => (props.isRequired && !isSelected ? t.fields.required : undefined))
  const error = props.error ?? own
  useEffect(() => {
    // Only a property can say it: there is no attribute.
    if (box.current) box.current.indeterminate = isPartial
  }, [isPartial])
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className={s.choice}>
      <label className={cx(s.line, props.isDisabled && s.disabled, props.isLabelHidden && s.bare)}>
        <input
          ref={(node) => {
            box.current = node
            if (typeof props.ref === 'function') props.ref(node)
            else if (props.ref) props.ref.current = node
          }}
          id={id}
          type="checkbox"
          className={s.check}
          name={props.name}
          checked={isSelected}
          disabled={props.isDisabled}
          tabIndex={props.tabIndex}
          aria-invalid={error ? true : undefined}
          aria-required={props.isRequired ? true : undefined}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.checked)}
        />
        {props.isLabelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : <span className={s.words}>{label}</span>}
      </label>
      {hint && (
        <p className={s.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

export interface SwitchProps {
  label: ReactNode
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  isDisabled?: boolean
  hint?: ReactNode
  isLabelHidden?: boolean
  /** The words on the left and the switch at the right edge: lists of settings. */
  isSpread?: boolean
  id?: string
}

/** Takes effect at once. What is saved with a form is a checkbox. */
export function Switch({
  label,
  isSelected,
  onChange,
  isDisabled,
  hint,
  isLabelHidden,
  isSpread,
  ...rest
}: SwitchProps) {
  const made = useId()
  const id = rest.id ?? made
  return (
    <div className={s.choice}>
      <label className={cx(s.line, isSpread && s.spread, isDisabled && s.disabled)}>
        <input
          id={id}
          type="checkbox"
          role="switch"
          className={s.switch}
          checked={isSelected}
          // Browsers give it from `checked`; said too for those that do not yet for a switch.
          aria-checked={isSelected}
          disabled={isDisabled}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        {isLabelHidden ? (
          <VisuallyHidden>{label}</VisuallyHidden>
        ) : (
          <span className={s.words}>
            {label}
            {hint && isSpread && (
              // Read as the description, so not a second time as part of the name.
              <span className={s.below} id={`${id}-hint`} aria-hidden="true">
                {hint}
              </span>
            )}
          </span>
        )}
      </label>
      {hint && !isSpread && (
        <p className={cx(s.hint, s.afterSwitch)} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

export interface Choice<Id extends string> {
  id: Id
  label: string
  description?: ReactNode
  icon?: IconLike
  isDisabled?: boolean
}

export interface RadioGroupProps<Id extends string> {
  label: string
  value: Id | null
  onChange: (value: Id) => void
  options: readonly Choice<Id>[]
  hint?: ReactNode
  error?: string | null
  isLabelHidden?: boolean
  isRequired?: boolean
  isDisabled?: boolean
  /** Each option is a card: for a choice that deserves its explanation. */
  isCards?: boolean
  direction?: 'column' | 'row'
}

export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>) {
  const { label, value, onChange, options, hint } = props
  const t = useUiTexts()
  const id = useId()
  const own = useCheck(() => (props.isRequired && value === null ? t.fields.required : undefined))
  const error = props.error ?? own
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <fieldset
      className={s.group}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the one such role HTML allows here.
      role="radiogroup"
      aria-describedby={describedBy}
      aria-required={props.isRequired ? true : undefined}
    >
      <legend className={s.legend}>{props.isLabelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : label}</legend>
      {hint && (
        <p className={s.groupHint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className={cx(s.options, props.direction === 'row' && s.row, props.isCards && s.cards)}>
        {options.map((option) => {
          const isDisabled = props.isDisabled || option.isDisabled
          return (
            <label key={option.id} className={cx(s.line, props.isCards && s.card, isDisabled && s.disabled)}>
              <input
                type="radio"
                className={s.radio}
                name={id}
                value={option.id}
                checked={option.id === value}
                disabled={isDisabled}
                aria-invalid={error ? true : undefined}
                aria-describedby={option.description ? `${id}-${option.id}` : undefined}
                onChange={() => onChange(option.id)}
              />
              {drawIcon(option.icon, 18)}
              <span className={s.words}>
                {option.label}
                {option.description && (
                  // Read as the description, so not a second time as part of the name.
                  <span className={s.below} id={`${id}-${option.id}`} aria-hidden="true">
                    {option.description}
                  </span>
                )}
              </span>
            </label>
          )
        })}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  )
}

export interface SegmentedControlProps<Id extends string> {
  label: string
  value: Id
  onChange: (value: Id) => void
  options: readonly { id: Id; label: string; icon?: IconLike; isDisabled?: boolean }[]
  isDisabled?: boolean
}

/** How to show the same thing (list or cards, week or month). Another thing to show is a tab. */
export function SegmentedControl<Id extends string>(props: SegmentedControlProps<Id>) {
  const { label, value, onChange, options } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays out like a form, and this is not one.
    <div role="group" aria-label={label} className={s.segments}>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          className={s.segment}
          aria-pressed={option.id === value}
          disabled={props.isDisabled || option.isDisabled}
          onClick={() => onChange(option.id)}
        >
          {drawIcon(option.icon, 16)}
          {option.label}
        </button>
      ))}
    </div>
  )
}
