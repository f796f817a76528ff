// SPDX-License-Identifier: EUPL-1.2

import { lazy, Suspense } from 'react'
import { FieldFrame, type FieldFrameProps } from './Field'
import f from './Field.module.css'
import { useCheck } from './Form'
import { useUiTexts } from './texts'

/** `2026-10-09`: a day, without hour or zone. */
export type Day = string
/** `09:30`, on a 24 hour clock. */
export type ClockTime = string

export interface DateFieldProps extends FieldFrameProps {
  value: Day | null
  onChange: (value: Day | null) => void
  min?: Day
  max?: Day
  isRequired?: boolean
  isDisabled?: boolean
  size?: 'sm' | 'md'
}

export interface TimeFieldProps extends FieldFrameProps {
  value: ClockTime | null
  onChange: (value: ClockTime | null) => void
  isRequired?: boolean
  isDisabled?: boolean
  size?: 'sm' | 'md'
}

const widgets = () => import('./dateWidgets')
const DateWidget = lazy(() => widgets().then((it) => ({ default: it.DateWidget })))
const TimeWidget = lazy(() => widgets().then((it) => ({ default: it.TimeWidget })))

/** A day, typed part by part or chosen in a calendar. The calendar's code comes with the first such field. */
export function DateField(props: DateFieldProps) {
  const t = useUiTexts()
  const own = useCheck(() => (props.isRequired && props.value === null ? t.fields.required : undefined))
  return (
    <Suspense fallback={<Waiting {...props} />}>
      <DateWidget {...props} error={props.error ?? own} />
    </Suspense>
  )
}

export function TimeField(props: TimeFieldProps) {
  const t = useUiTexts()
  const own = useCheck(() => (props.isRequired && props.value === null ? t.fields.required : undefined))
  return (
    <Suspense fallback={<Waiting {...props} />}>
      <TimeWidget {...props} error={props.error ?? own} />
    </Suspense>
  )
}

/** Same size as the field to come: nothing moves. */
function Waiting(props: FieldFrameProps) {
  return (
    <FieldFrame {...props}>{(parts) => <input {...parts} className={f.box} disabled value="" readOnly />}</FieldFrame>
  )
}
