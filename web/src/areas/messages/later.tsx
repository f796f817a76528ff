// SPDX-License-Identifier: EUPL-1.2
// Sending later, from the composer: the moments offered, another one, and what waits already.

import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { newDraft } from '@/api/draft'
import { asProblem } from '@/api/problem'
import type { Id, NewScheduledMessage } from '@/api/types'
import { useFormat, useTimeZone } from '@/lib/format'
import { Anchor, toast, useMenu } from '@/ui'
import { scheduledMessages, useSchedule } from './laterQueries'
import { momentsAt } from './moments'
import { failed, mayWait } from './problems'
import { useTalk } from './talk'
import { useTexts } from './texts'
import s from './Writer.module.css'

const WhenDialog = lazy(() => import('./WhenDialog').then((it) => ({ default: it.WhenDialog })))

/** What is to be sent, without its moment. */
interface Wanted {
  body: Omit<NewScheduledMessage, 'send_at'>
  sent: () => void
}

export interface Later {
  ask: (at: HTMLElement, body: string, alsoInChannel: boolean, sent: () => void) => void
  /** To be drawn once, beside the composer. */
  element: ReactNode
}

export function useLater(thread: Id | null, quotes: Id | null, onUnquote: () => void): Later {
  const t = useTexts()
  const format = useFormat()
  const zone = useTimeZone()
  const { channel } = useTalk()
  const menu = useMenu('top end')
  const schedule = useSchedule()
  // The same until the server has answered: sent again after a lost answer, it waits once.
  const draft = useRef(newDraft())
  const [choosing, setChoosing] = useState<Wanted | null>(null)

  const send = ({ body, sent }: Wanted, send_at: string, inDialog: boolean) =>
    // A promise: it is said, and the text taken away, also where the person has gone elsewhere meanwhile.
    void schedule.mutateAsync({ channel: channel.id, body: { ...body, send_at } }).then(
      () => {
        draft.current = newDraft()
        sent()
        onUnquote()
        setChoosing(null)
        toast({ text: t.later.isScheduled(format.dateTime(send_at)) })
      },
      (error: unknown) => {
        // Refused, nothing was written down: another try is another message.
        if (!mayWait(asProblem(error))) draft.current = newDraft()
        if (!inDialog) failed(error)
      },
    )

  const ask: Later['ask'] = (at, body, alsoInChannel, sent) => {
    const wanted = {
      body: {
        draft: draft.current,
        body,
        kind: 'text' as const,
        thread,
        also_in_channel: thread !== null && alsoInChannel,
        quotes,
      },
      sent,
    }
    menu.open(
      at,
      [
        { heading: t.later.sendLater },
        ...momentsAt(new Date(), zone).map((it) => ({
          id: it.id,
          label: t.later.moments[it.id],
          description: format.dateTime(it.at),
          onAction: () => send(wanted, it.at.toISOString(), false),
        })),
        'separator',
        {
          id: 'other',
          label: t.later.choose,
          icon: CalendarClock,
          onAction: () => {
            schedule.reset()
            setChoosing(wanted)
          },
        },
      ],
      t.later.sendLater,
    )
  }

  return {
    ask,
    element: (
      <>
        {menu.element}
        {choosing && (
          <Suspense fallback={null}>
            <WhenDialog
              title={t.later.sendLater}
              submit={t.later.schedule}
              isBusy={schedule.isPending}
              problem={schedule.error}
              onClose={() => setChoosing(null)}
              onChoose={(at) => send({ ...choosing, body: { ...choosing.body, draft: draft.current } }, at, true)}
            />
          </Suspense>
        )}
      </>
    ),
  }
}

/** How many of mine wait in this channel, and the way to them. */
export function ScheduledNote({ channel }: { channel: Id }) {
  const t = useTexts()
  const { data } = useQuery(scheduledMessages)
  const count = data?.filter((it) => it.channel === channel).length ?? 0
  if (count === 0) return null
  return (
    <p className={s.scheduled}>
      <Anchor href="/enregistres?liste=programmes">
        <CalendarClock size={14} strokeWidth={1.75} aria-hidden="true" /> {t.later.waiting(count)}
      </Anchor>
    </p>
  )
}
