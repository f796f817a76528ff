// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { asProblem, fieldSentences } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { Button, DateField, Dialog, Form, ProblemLine, RadioGroup, toast } from '@/ui'
import s from './dialogs.module.css'
import { type LogAsked, useTakeLog } from './exportQueries'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** Takes a log away, or some days of it: for all who read it. */
export function LogDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const api = useApiTexts()
  const { channel } = useTalk()
  const take = useTakeLog()
  const [format, setFormat] = useState<LogAsked['format']>('pdf')
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const faults = fieldSentences(take.error ? asProblem(take.error) : null, api)
  const send = () =>
    take.mutate(
      { channel: channel.id, format, from, to },
      {
        onSuccess: (name) => {
          toast({ text: t.takeLog.done(name) })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={t.takeLog.title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.takeLog.cancel}</Button>
          <Button
            variant="primary"
            type="submit"
            form="main-courante"
            isBusy={take.isPending}
            busyLabel={t.takeLog.busy}
          >
            {t.takeLog.submit}
          </Button>
        </>
      }
    >
      <Form id="main-courante" onSubmit={send}>
        <p className={s.intro}>{t.takeLog.intro}</p>
        <RadioGroup
          label={t.takeLog.format}
          value={format}
          onChange={setFormat}
          options={[
            { id: 'pdf', label: t.takeLog.pdf, description: t.takeLog.pdfText },
            { id: 'csv', label: t.takeLog.csv, description: t.takeLog.csvText },
          ]}
        />
        <div className={s.period}>
          <DateField label={t.takeLog.from} isOptional value={from} onChange={setFrom} error={faults.from ?? null} />
          <DateField label={t.takeLog.to} isOptional value={to} onChange={setTo} error={faults.to ?? null} />
        </div>
        <ProblemLine problem={take.error} />
      </Form>
    </Dialog>
  )
}
