// SPDX-License-Identifier: EUPL-1.2
// Choosing a moment to come: one of those offered, or a day and an hour.

import { useState } from 'react'
import { useFormat, useTimeZone } from '@/lib/format'
import { Button, type ClockTime, DateField, type Day, Dialog, Form, ProblemLine, RadioGroup, TimeField } from '@/ui'
import { clockOf, instantOf, type MomentId, momentsAt } from './moments'
import { useTexts } from './texts'
import s from './WhenDialog.module.css'

export interface WhenDialogProps {
  title: string
  submit: string
  /** What was chosen before: it stands in the fields. */
  initial?: string | null
  isBusy?: boolean
  problem?: unknown
  onChoose: (at: string) => void
  onClose: () => void
}

export function WhenDialog({ title, submit, initial, isBusy, problem, onChoose, onClose }: WhenDialogProps) {
  const t = useTexts()
  const format = useFormat()
  const zone = useTimeZone()
  const [offered] = useState(() => momentsAt(new Date(), zone))
  const [first] = useState(() => clockOf(initial ? new Date(initial) : (offered.at(-1)?.at ?? new Date()), zone))
  const [choice, setChoice] = useState<MomentId | 'other'>(initial ? 'other' : 'hour')
  const [day, setDay] = useState<Day | null>(first.day)
  const [time, setTime] = useState<ClockTime | null>(first.time)
  const [isPast, setPast] = useState(false)
  const chosen = () => {
    if (choice !== 'other') return offered.find((it) => it.id === choice)?.at ?? null
    return day && time ? instantOf(day, time, zone) : null
  }
  const send = () => {
    const at = chosen()
    if (!at) return
    if (at.getTime() <= Date.now()) {
      // Said where one can be chosen that is to come.
      setChoice('other')
      return setPast(true)
    }
    onChoose(at.toISOString())
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.later.cancel}</Button>
          <Button variant="primary" type="submit" form="choisir-un-moment" isBusy={isBusy ?? false}>
            {submit}
          </Button>
        </>
      }
    >
      <Form id="choisir-un-moment" onSubmit={send}>
        <RadioGroup<MomentId | 'other'>
          label={t.later.when}
          value={choice}
          onChange={setChoice}
          options={[
            ...offered.map((it) => ({ id: it.id, label: t.later.moments[it.id], description: format.dateTime(it.at) })),
            { id: 'other' as const, label: t.later.other },
          ]}
        />
        {choice === 'other' && (
          <div className={s.moment}>
            <DateField
              label={t.later.day}
              value={day}
              onChange={(it) => {
                setDay(it)
                setPast(false)
              }}
              min={clockOf(new Date(), zone).day}
              isRequired
              error={isPast ? t.later.past : null}
            />
            <TimeField
              label={t.later.time}
              value={time}
              onChange={(it) => {
                setTime(it)
                setPast(false)
              }}
              isRequired
            />
          </div>
        )}
        <ProblemLine problem={problem} />
      </Form>
    </Dialog>
  )
}
