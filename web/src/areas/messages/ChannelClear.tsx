// SPDX-License-Identifier: EUPL-1.2
// Messages that do not stay: clearing a history, and giving messages their time. It comes with its own piece of code.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Dialog, Form, NumberField, ProblemLine, RadioGroup, SkeletonList, toast } from '@/ui'
import { NotLoadedLine } from './AskAgain'
import { historyOf, useClearHistory, useSetExpiry } from './clearQueries'
import s from './dialogs.module.css'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** Says how many messages go, and that they do not come back. */
export function ClearDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const { channel, name } = useTalk()
  const { data, error, isFetching, refetch } = useQuery(historyOf(channel.id, null))
  const clear = useClearHistory()
  const run = () =>
    clear.mutate(channel.id, {
      onSuccess: () => {
        toast({ text: t.clear.done })
        onClose()
      },
    })
  return (
    <Dialog
      title={t.clear.title(name)}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {t.clear.keep}
          </Button>
          <Button variant="danger" onPress={run} isBusy={clear.isPending} isDisabled={!data || data.messages === 0}>
            {t.clear.submit}
          </Button>
        </>
      }
    >
      {!data &&
        (error ? (
          <NotLoadedLine query={{ error, isFetching, refetch }} title={t.clear.notCounted} />
        ) : (
          <SkeletonList label={t.clear.counting} rows={1} />
        ))}
      {data && (
        <>
          <p className={s.intro}>{data.messages === 0 ? t.clear.nothing : t.clear.gone(data.messages)}</p>
          {data.decisions > 0 && <p className={s.intro}>{t.clear.stay(data.decisions)}</p>}
        </>
      )}
      <ProblemLine problem={clear.error} />
    </Dialog>
  )
}

const USUAL = [1, 7, 30, 90, 365]
const DAYS_MAX = 3_650

/** For how long messages stay. */
export function ExpiryDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const { channel } = useTalk()
  const was = channel.expires_after_days ?? null
  const [choice, setChoice] = useState(was === null ? 'never' : USUAL.includes(was) ? String(was) : 'other')
  const [other, setOther] = useState<number | null>(was)
  const set = useSetExpiry()
  const days = choice === 'never' ? null : choice === 'other' ? other : Number(choice)
  const isRight = choice !== 'other' || (other !== null && other >= 1 && other <= DAYS_MAX && Number.isInteger(other))
  const isShorter = isRight && days !== null && days !== was
  const { data, error, isFetching, refetch } = useQuery({ ...historyOf(channel.id, days), enabled: isShorter })
  // What goes at once does not come back: it is said before it can be asked for.
  const isUnknown = isShorter && !data
  const save = () => {
    if (!isRight || isUnknown) return
    set.mutate(
      { channel: channel.id, days },
      {
        onSuccess: () => {
          toast({ text: days === null ? t.expiry.stays : `${t.expiry.after(days)}.` })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title={t.expiry.title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.settings.cancel}</Button>
          <Button
            variant={isShorter && data && data.messages > 0 ? 'danger' : 'primary'}
            type="submit"
            form="duree-messages"
            isBusy={set.isPending}
            isDisabled={isUnknown}
          >
            {t.expiry.save}
          </Button>
        </>
      }
    >
      <Form id="duree-messages" onSubmit={save}>
        <p className={s.intro}>{t.expiry.intro}</p>
        <RadioGroup
          label={t.expiry.label}
          value={choice}
          onChange={setChoice}
          options={[
            { id: 'never', label: t.expiry.never },
            ...USUAL.map((it) => ({ id: String(it), label: t.expiry.days(it) })),
            { id: 'other', label: t.expiry.other },
          ]}
        />
        {choice === 'other' && (
          <NumberField
            label={t.expiry.number}
            hint={t.expiry.numberHint}
            value={other}
            onChange={setOther}
            min={1}
            max={DAYS_MAX}
            isRequired
          />
        )}
        {isUnknown &&
          (error ? (
            <NotLoadedLine query={{ error, isFetching, refetch }} title={t.clear.notCounted} />
          ) : (
            <SkeletonList label={t.clear.counting} rows={1} />
          ))}
        {isShorter && data && data.messages > 0 && <p role="status">{t.expiry.goes(data.messages)}</p>}
        <ProblemLine problem={set.error} />
      </Form>
    </Dialog>
  )
}
