// SPDX-License-Identifier: EUPL-1.2
// Putting a poll. What is begun stays on this device until it is put, or emptied.

import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { asProblem, fieldSentences } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { useTimeZone } from '@/lib/format'
import {
  announce,
  Button,
  Checkbox,
  DateField,
  Dialog,
  Form,
  IconButton,
  ProblemLine,
  TextField,
  TimeField,
  useKeptFocus,
} from '@/ui'
import { clockOf, instantOf } from './moments'
import s from './PollDialog.module.css'
import { emptyPoll, keepPoll, OPTIONS_MAX, OPTIONS_MIN, type PollDraft, readPoll } from './pollDrafts'
import { usePutPoll } from './pollQueries'
import { useTalk } from './talk'
import { useTexts } from './texts'

const EVENING = '18:00'

export function PollDialog({ onClose, onSent }: { onClose: () => void; onSent: () => void }) {
  const t = useTexts()
  const api = useApiTexts()
  const zone = useTimeZone()
  const { channel, me } = useTalk()
  const put = usePutPoll(channel.id)
  const [draft, setDraft] = useState<PollDraft>(() => readPoll(me.id, channel.id))
  const [tomorrow] = useState(() => clockOf(new Date(Date.now() + 86_400_000), zone).day)
  const { hasEnd = false, day = tomorrow, time = EVENING } = draft
  // Each line keeps its own key: a line taken out in the middle does not move what is written in another.
  const [lines, setLines] = useState(() => draft.options.map((_, at) => at))
  const [added, setAdded] = useState<number | null>(null)
  const removed = useRef(0)
  // One that is taken out leaves the focus to the one that comes to its place.
  const kept = useKeptFocus<HTMLFieldSetElement>((all) => {
    const fields = all.querySelectorAll('input')
    return fields[Math.min(removed.current, fields.length - 1)] ?? null
  })
  const faults = fieldSentences(put.error ? asProblem(put.error) : null, api)

  const change = (patch: Partial<PollDraft>) => {
    const next = { ...draft, ...patch }
    setDraft(next)
    keepPoll(me.id, channel.id, next)
  }
  const write = (at: number, text: string) =>
    change({ options: draft.options.map((it, place) => (place === at ? text : it)) })
  const add = () => {
    const line = Math.max(...lines) + 1
    setLines([...lines, line])
    setAdded(line)
    change({ options: [...draft.options, ''] })
  }
  const remove = (at: number) => {
    removed.current = at
    setLines(lines.filter((_, place) => place !== at))
    change({ options: draft.options.filter((_, place) => place !== at) })
    announce(t.poll.optionRemoved)
  }
  const send = () =>
    put.mutate(
      {
        question: draft.question.trim(),
        options: draft.options.map((it) => it.trim()).filter(Boolean),
        is_multiple: draft.isMultiple,
        is_anonymous: draft.isAnonymous,
        ...(hasEnd && day && time ? { ends_at: instantOf(day, time, zone).toISOString() } : {}),
      },
      {
        onSuccess: () => {
          keepPoll(me.id, channel.id, emptyPoll)
          onClose()
          onSent()
        },
      },
    )

  return (
    <Dialog
      title={t.poll.title}
      isOpen
      onClose={onClose}
      size="md"
      keepsOnOutsidePress
      footer={
        <>
          <Button onPress={onClose}>{t.poll.cancel}</Button>
          <Button variant="primary" type="submit" form="nouveau-sondage" isBusy={put.isPending}>
            {t.poll.submit}
          </Button>
        </>
      }
    >
      <Form id="nouveau-sondage" onSubmit={send}>
        <TextField
          label={t.poll.question}
          value={draft.question}
          onChange={(question) => change({ question })}
          isRequired
          autoFocus
          error={faults.question ?? null}
        />
        <fieldset ref={kept} className={s.options}>
          <legend>{t.poll.options}</legend>
          {draft.options.map((option, at) => (
            <div key={lines[at]} className={s.option}>
              <TextField
                label={t.poll.option(at + 1)}
                value={option}
                onChange={(text) => write(at, text)}
                isRequired={at < OPTIONS_MIN}
                autoFocus={lines[at] === added}
              />
              {draft.options.length > OPTIONS_MIN && (
                <IconButton size="sm" icon={X} label={t.poll.removeOption(at + 1)} onPress={() => remove(at)} />
              )}
            </div>
          ))}
          {faults.options && (
            <p className={s.wrong} role="alert">
              {faults.options}
            </p>
          )}
          {draft.options.length < OPTIONS_MAX && (
            <Button size="sm" variant="ghost" icon={Plus} onPress={add}>
              {t.poll.addOption}
            </Button>
          )}
        </fieldset>
        <Checkbox
          label={t.poll.isMultiple}
          isSelected={draft.isMultiple}
          onChange={(isMultiple) => change({ isMultiple })}
        />
        <Checkbox
          label={t.poll.isAnonymous}
          hint={t.poll.isAnonymousHint}
          isSelected={draft.isAnonymous}
          onChange={(isAnonymous) => change({ isAnonymous })}
        />
        <Checkbox label={t.poll.hasEnd} isSelected={hasEnd} onChange={(it) => change({ hasEnd: it })} />
        {hasEnd && (
          <div className={s.end}>
            <DateField
              label={t.later.day}
              value={day}
              onChange={(it) => change({ day: it })}
              min={clockOf(new Date(), zone).day}
              isRequired
              error={faults.ends_at ?? null}
            />
            <TimeField label={t.later.time} value={time} onChange={(it) => change({ time: it })} isRequired />
          </div>
        )}
        <ProblemLine problem={put.error} />
      </Form>
    </Dialog>
  )
}
