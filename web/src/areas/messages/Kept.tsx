// SPDX-License-Identifier: EUPL-1.2
// What one keeps for later, over all channels: saved messages, reminders, messages that wait to be sent.

import { useQuery } from '@tanstack/react-query'
import { AlarmClockOff, CalendarClock } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Reminder } from '@/api/types'
import { useFormat } from '@/lib/format'
import { oneOf, useAddress } from '@/lib/useAddress'
import { announce, IconButton, ScreenHeader, Tabs, toast } from '@/ui'
import s from './Kept.module.css'
import { KeptLine, type ProjectName, Shown } from './keptParts'
import { marks, reminders, useRemind } from './laterQueries'
import { failed } from './problems'
import { SavedMessages } from './SavedMessages'
import { ScheduledList } from './ScheduledList'
import { useTexts } from './texts'

const WhenDialog = lazy(() => import('./WhenDialog').then((it) => ({ default: it.WhenDialog })))

const LISTS = ['rappels', 'programmes'] as const
type List = (typeof LISTS)[number] | 'enregistres'

const readSearch = (search: Record<string, unknown>): { liste?: (typeof LISTS)[number] | undefined } => ({
  liste: oneOf(LISTS, search.liste),
})

export function Kept({ projectName }: { projectName: ProjectName }) {
  const t = useTexts()
  const [search, change] = useAddress(readSearch)
  // Frames are folded into the lists by what is known to be kept.
  useQuery(marks)
  const value: List = search.liste ?? 'enregistres'
  return (
    <div className={s.page}>
      <title>{`${t.later.title} – Plano`}</title>
      <ScreenHeader title={t.later.title} />
      <Tabs<List>
        label={t.later.title}
        value={value}
        onChange={(it) => change({ liste: it === 'enregistres' ? undefined : it }, { isStep: true })}
        tabs={[
          { id: 'enregistres', label: t.later.saved, content: <SavedMessages projectName={projectName} /> },
          { id: 'rappels', label: t.later.reminders, content: <Reminders projectName={projectName} /> },
          { id: 'programmes', label: t.later.scheduled, content: <ScheduledList projectName={projectName} /> },
        ]}
      />
    </div>
  )
}

function Reminders({ projectName }: { projectName: ProjectName }) {
  const t = useTexts()
  const format = useFormat()
  const query = useQuery(reminders)
  const remind = useRemind()
  const [moving, setMoving] = useState<Reminder | null>(null)
  return (
    <>
      <Shown
        query={query}
        count={query.data?.length}
        empty={{ title: t.later.noReminder, text: t.later.noReminderText }}
      >
        {query.data?.map((it) => (
          <KeptLine
            key={it.message.id}
            message={it.message}
            projectName={projectName}
            note={t.later.remindedAt(format.dateTime(it.remind_at))}
          >
            <IconButton size="sm" icon={CalendarClock} label={t.later.move} onPress={() => setMoving(it)} />
            <IconButton
              size="sm"
              icon={AlarmClockOff}
              label={t.later.forget}
              onPress={() =>
                remind.mutate(
                  { message: it.message.id, at: null },
                  { onSuccess: () => toast({ text: t.later.forgotten }), onError: failed },
                )
              }
            />
          </KeptLine>
        ))}
      </Shown>
      {moving && (
        <Suspense fallback={null}>
          <WhenDialog
            title={t.later.remind}
            submit={t.later.remindSubmit}
            initial={moving.remind_at}
            isBusy={remind.isPending}
            problem={remind.error}
            onClose={() => setMoving(null)}
            onChoose={(at) =>
              remind.mutate(
                { message: moving.message.id, at },
                {
                  onSuccess: () => {
                    setMoving(null)
                    announce(t.later.willRemind(format.dateTime(at)))
                  },
                },
              )
            }
          />
        </Suspense>
      )}
    </>
  )
}
