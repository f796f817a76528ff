// SPDX-License-Identifier: EUPL-1.2

import { ChevronDown } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { cx } from '@/lib/cx'
import { FieldFrame, type FieldFrameProps } from './Field'
import s from './Field.module.css'
import { useCheck } from './Form'
import { useUiTexts } from './texts'

export interface SelectOption<Id extends string> {
  id: Id
  label: string
  description?: string
  isDisabled?: boolean
}

export interface SelectProps<Id extends string> extends FieldFrameProps {
  value: Id | null
  onChange: (value: Id) => void
  options: readonly SelectOption<Id>[]
  placeholder?: string
  isRequired?: boolean
  isDisabled?: boolean
  size?: 'sm' | 'md'
  name?: string
  id?: string
}

const RichSelect = lazy(() => import('./RichSelect'))

/**
 * A choice in a closed list. The browser's own control does it best on every device; when options need an
 * explanation, which it cannot show, a list of ours replaces it as soon as it has been loaded.
 */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { value, onChange, options, isRequired } = props
  const t = useUiTexts()
  const own = useCheck(() => (isRequired && value === null ? t.fields.required : undefined))
  const isRich = options.some((it) => it.description !== undefined)
  const native = (
    <FieldFrame {...props} error={props.error ?? own}>
      {(parts) => (
        <div className={s.selectFrame}>
          <select
            {...parts}
            className={cx(s.box, s.select, props.size === 'sm' && s.small)}
            name={props.name}
            aria-required={isRequired ? true : undefined}
            disabled={props.isDisabled}
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value as Id)}
          >
            {value === null && (
              <option value="" disabled>
                {props.placeholder ?? t.fields.choose}
              </option>
            )}
            {options.map((option) => (
              <option key={option.id} value={option.id} disabled={option.isDisabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />
        </div>
      )}
    </FieldFrame>
  )
  if (!isRich) return native
  return (
    <Suspense fallback={native}>
      <RichSelect {...props} onChange={(id) => onChange(id as Id)} error={props.error ?? own} />
    </Suspense>
  )
}
