// SPDX-License-Identifier: EUPL-1.2

import { parseDate, parseTime } from '@internationalized/date'
import { CalendarDays, ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useId } from 'react'
import { Button } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { DateInput, DateSegment } from 'react-aria-components/DateField'
import { DatePicker } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Group } from 'react-aria-components/Group'
import { Heading } from 'react-aria-components/Heading'
import { Label } from 'react-aria-components/Label'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { TimeField } from 'react-aria-components/TimeField'
import { cx } from '@/lib/cx'
import type { DateFieldProps, TimeFieldProps } from './dates'
import s from './dates.module.css'
import { FieldError, type FieldFrameProps } from './Field'
import f from './Field.module.css'
import m from './overlay.module.css'
import { useUiTexts } from './texts'

export function DateWidget(props: DateFieldProps) {
  const { value, onChange } = props
  const t = useUiTexts()
  return (
    <DatePicker
      className={f.field ?? ''}
      value={value === null ? null : parseDate(value)}
      onChange={(day) => onChange(day === null ? null : day.toString())}
      isInvalid={Boolean(props.error)}
      shouldForceLeadingZeros={false}
      {...(props.min ? { minValue: parseDate(props.min) } : {})}
      {...(props.max ? { maxValue: parseDate(props.max) } : {})}
      {...(props.isDisabled ? { isDisabled: true } : {})}
      {...(props.isRequired ? { isRequired: true } : {})}
      {...(props.isLabelHidden ? { 'aria-label': props.label } : {})}
      // We say what is wrong, in our words, when the form is sent.
      validationBehavior="aria"
    >
      <Words {...props} />
      <Group className={cx(f.box, f.frame, s.group, props.size === 'sm' && f.small)}>
        <DateInput className={s.input ?? ''}>
          {(segment) => <DateSegment segment={segment} className={s.segment ?? ''} />}
        </DateInput>
        {value !== null && !props.isRequired && !props.isDisabled && (
          // Outside the widget's own buttons: `slot={null}`.
          <Button slot={null} className={f.inside ?? ''} aria-label={t.fields.clearDate} onPress={() => onChange(null)}>
            <X size={16} strokeWidth={1.75} aria-hidden="true" />
          </Button>
        )}
        <Button className={f.inside ?? ''} aria-label={t.fields.openCalendar}>
          <CalendarDays size={16} strokeWidth={1.75} aria-hidden="true" />
        </Button>
      </Group>
      <Under {...props} />
      <Popover className={cx(m.surface, m.popover)} offset={4}>
        <Dialog className={s.dialog ?? ''}>
          <Calendar>
            <header className={s.head}>
              <Button slot="previous" className={f.inside ?? ''} aria-label={t.fields.previousMonth}>
                <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
              </Button>
              <Heading className={s.month ?? ''} />
              <Button slot="next" className={f.inside ?? ''} aria-label={t.fields.nextMonth}>
                <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
              </Button>
            </header>
            <CalendarGrid className={s.grid ?? ''} weekdayStyle="short">
              <CalendarGridHeader>
                {(day) => <CalendarHeaderCell className={s.weekday ?? ''}>{day}</CalendarHeaderCell>}
              </CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell date={date} className={s.day ?? ''} />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  )
}

export function TimeWidget(props: TimeFieldProps) {
  const { value, onChange } = props
  return (
    <TimeField
      className={f.field ?? ''}
      value={value === null ? null : parseTime(value)}
      onChange={(time) => onChange(time === null ? null : time.toString().slice(0, 5))}
      isInvalid={Boolean(props.error)}
      hourCycle={24}
      {...(props.isDisabled ? { isDisabled: true } : {})}
      {...(props.isRequired ? { isRequired: true } : {})}
      {...(props.isLabelHidden ? { 'aria-label': props.label } : {})}
      validationBehavior="aria"
    >
      <Words {...props} />
      <DateInput className={cx(f.box, s.group, s.input, props.size === 'sm' && f.small)}>
        {(segment) => <DateSegment segment={segment} className={s.segment ?? ''} />}
      </DateInput>
      <Under {...props} />
    </TimeField>
  )
}

function Words({ label, isLabelHidden, isOptional }: FieldFrameProps) {
  const t = useUiTexts()
  if (isLabelHidden) return null
  return (
    <Label className={f.label ?? ''}>
      {label}
      {isOptional && <span className={f.optional}> {t.optional}</span>}
    </Label>
  )
}

function Under({ hint, error }: FieldFrameProps) {
  const id = useId()
  return (
    <>
      {hint && (
        <Text slot="description" className={f.hint ?? ''}>
          {hint}
        </Text>
      )}
      <Text slot="errorMessage" elementType="div" className={m.contents ?? ''}>
        <FieldError id={id} error={error} />
      </Text>
    </>
  )
}
