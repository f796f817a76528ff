// SPDX-License-Identifier: EUPL-1.2
// Messages that wait to be sent, the soonest first; those that could not be, with the reason and their text.

import { useQuery } from '@tanstack/react-query'
import { CalendarClock, Copy, Ellipsis, Pencil, Send, Trash2 } from 'lucide-react'
import { lazy, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { ScheduledMessage } from '@/api/types'
import { useFormat } from '@/lib/format'
import { words } from '@/lib/markdown/markdown'
import { announce, IconButton, Menu, type MenuItems, toast, useConfirm } from '@/ui'
import { Composer } from './Composer'
import type { Draft } from './drafts'
import s from './Kept.module.css'
import { type ProjectName, Shown, usePlaces } from './keptParts'
import { scheduledMessages, useCancelScheduled, useChangeScheduled, useSendScheduled } from './laterQueries'
import { forWriting, fromMarkup, toMarkup } from './mentions'
import { failed } from './problems'
import { hintIn, knownName, type SteadyChannel, TalkProvider } from './talk'
import { useTexts } from './texts'
import { useTalkOf } from './useTalkOf'

const WhenDialog = lazy(() => import('./WhenDialog').then((it) => ({ default: it.WhenDialog })))

export function ScheduledList({ projectName }: { projectName: ProjectName }) {
  const t = useTexts()
  const query = useQuery(scheduledMessages)
  return (
    <Shown
      query={query}
      count={query.data?.length}
      empty={{ title: t.later.noScheduled, text: t.later.noScheduledText }}
    >
      {query.data?.map((it) => (
        <Line key={it.id} scheduled={it} projectName={projectName} />
      ))}
    </Shown>
  )
}

function Line({ scheduled, projectName }: { scheduled: ScheduledMessage; projectName: ProjectName }) {
  const t = useTexts()
  const format = useFormat()
  const confirm = useConfirm()
  const { channelOf, nameOf, knownNameOf, placeName } = usePlaces(projectName, [scheduled.channel])
  const change = useChangeScheduled()
  const cancel = useCancelScheduled()
  const send = useSendScheduled()
  const [isEditing, setEditing] = useState(false)
  const begun = useRef<Draft | null>(null)
  const [isMoving, setMoving] = useState(false)
  const channel = channelOf(scheduled.channel)
  const text = words(scheduled.body, nameOf, 1000)

  const strikeOut = async () => {
    const isSure = await confirm({
      title: t.later.cancelTitle,
      body: t.later.cancelBody,
      confirmLabel: t.later.cancelScheduled,
      keepLabel: t.actions.keep,
      isDanger: true,
    })
    if (isSure) cancel.mutate(scheduled.id, { onSuccess: () => toast({ text: t.later.cancelled }), onError: failed })
  }
  const copy = () =>
    void navigator.clipboard
      .writeText(fromMarkup(scheduled.body, knownNameOf).text)
      .then(() => toast({ text: t.actions.textCopied }))
      .catch(() => toast({ text: t.actions.notCopied, tone: 'danger' }))
  const items: MenuItems = [
    channel !== undefined && { id: 'edit', label: t.actions.edit, icon: Pencil, onAction: () => setEditing(true) },
    { id: 'move', label: t.later.move, icon: CalendarClock, onAction: () => setMoving(true) },
    { id: 'copy', label: t.actions.copyText, icon: Copy, onAction: copy },
    'separator',
    {
      id: 'cancel',
      label: t.later.cancelScheduled,
      icon: Trash2,
      isDanger: true,
      onAction: () => void strikeOut(),
    },
  ]

  return (
    <li className={s.line}>
      <div className={s.main}>
        <p className={s.head}>
          <b>{placeName(scheduled.channel)}</b>
          {scheduled.thread && <span>{t.later.inThread}</span>}
          <time dateTime={scheduled.send_at} title={format.fullDateTime(scheduled.send_at)}>
            {scheduled.failure
              ? t.later.wasFor(format.dateTime(scheduled.send_at))
              : t.later.sentAt(format.dateTime(scheduled.send_at))}
          </time>
        </p>
        {scheduled.failure && <p className={s.wrong}>{t.later.failures[scheduled.failure]}</p>}
        {isEditing && channel ? (
          <Editing
            scheduled={scheduled}
            channel={channel}
            projectName={projectName}
            begun={begun}
            onDone={() => setEditing(false)}
            onReopen={() => setEditing(true)}
          />
        ) : (
          <p className={s.text}>{text}</p>
        )}
      </div>
      {!isEditing && (
        <div className={s.actions}>
          <IconButton
            size="sm"
            icon={Send}
            label={t.later.sendNow}
            onPress={() => send.mutate(scheduled.id, { onSuccess: () => announce(t.later.leaves), onError: failed })}
          />
          <Menu
            placement="bottom end"
            items={items}
            trigger={<IconButton size="sm" icon={Ellipsis} label={t.actions.more} />}
          />
        </div>
      )}
      {isMoving && (
        <Suspense fallback={null}>
          <WhenDialog
            title={t.later.sendLater}
            submit={t.later.schedule}
            initial={scheduled.failure ? null : scheduled.send_at}
            isBusy={change.isPending}
            problem={change.error}
            onClose={() => setMoving(false)}
            onChoose={(send_at) =>
              change.mutate(
                { scheduled, patch: { send_at } },
                {
                  onSuccess: () => {
                    setMoving(false)
                    announce(t.later.isScheduled(format.dateTime(send_at)))
                  },
                },
              )
            }
          />
        </Suspense>
      )}
    </li>
  )
}

/** Its text, written again where it stands, with the same suggestions as in its channel. */
function Editing(props: {
  scheduled: ScheduledMessage
  channel: SteadyChannel
  projectName: ProjectName
  /** What was written and not saved. */
  begun: RefObject<Draft | null>
  onDone: () => void
  /** What was given up is taken up again. */
  onReopen: () => void
}) {
  const { scheduled, channel, onDone } = props
  const t = useTexts()
  const change = useChangeScheduled()
  const field = useRef<HTMLTextAreaElement>(null)
  const project = channel.project ?? null
  const name = project === null ? undefined : props.projectName(project)
  const place = useMemo(
    () => (project === null || name === undefined ? null : { id: project, name, isArchived: false }),
    [project, name],
  )
  const talk = useTalkOf(channel, place)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is being written is not replaced by what comes meanwhile.
  const asIs = useMemo(() => forWriting(scheduled.body, knownName(talk, t), hintIn(talk)), [])
  /** What it says, as it would be sent again untouched. */
  const untouched = toMarkup(asIs.text, asIs.named).trim()
  const [initial] = useState(props.begun.current ?? asIs)
  useEffect(() => field.current?.focus(), [])
  const done = () => {
    props.begun.current = null
    onDone()
  }
  const giveUp = () => {
    const given = props.begun.current
    done()
    if (!given) return
    toast({
      text: t.composer.editDropped,
      action: {
        label: t.actions.undo,
        onAction: () => {
          props.begun.current = given
          props.onReopen()
        },
      },
    })
  }
  return (
    <TalkProvider value={talk}>
      <Composer
        label={t.composer.editing}
        isEditing
        field={field}
        initial={initial}
        onDraft={(draft) => {
          props.begun.current = draft
        }}
        onCancel={giveUp}
        onSend={(body) => {
          if (body === scheduled.body || body === untouched) return done()
          change.mutate({ scheduled, patch: { body } }, { onSuccess: done, onError: failed })
        }}
      />
    </TalkProvider>
  )
}
