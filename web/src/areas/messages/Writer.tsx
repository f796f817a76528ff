// SPDX-License-Identifier: EUPL-1.2
// The composer of a channel or thread: its draft, what it quotes, who else writes; or why one does not write here.

import {
  lazy,
  memo,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useConnection, useTyping } from '@/api/live'
import type { Id, Message } from '@/api/types'
import { Notice } from '@/ui'
import { signature } from './automates'
import { Composer } from './Composer'
import { type Draft, keepDraft, readDraft } from './drafts'
import { excerptOf } from './excerpt'
import { ScheduledNote, useLater } from './later'
import { useTalk } from './talk'
import { useTexts } from './texts'
import s from './Writer.module.css'

const PollDialog = lazy(() => import('./PollDialog').then((it) => ({ default: it.PollDialog })))

export interface WriterProps {
  thread: Id | null
  quoted: Message | null
  onUnquote: () => void
  onEditLast?: (() => void) | undefined
  onSent: () => void
  field?: RefObject<HTMLTextAreaElement | null>
}

export const Writer = memo(function Writer({ thread, quoted, onUnquote, onEditLast, onSent, field }: WriterProps) {
  const t = useTexts()
  const { channel, me, name, outbox, personOf, nameOf, place } = useTalk()
  const spot = thread ? `${channel.id}:${thread}` : channel.id
  const [initial] = useState(() => readDraft(me.id, spot))
  const pausedUntil = useSyncExternalStore(outbox.watch, () => outbox.pausedUntil)
  const isFull = useSyncExternalStore(outbox.watch, () => outbox.isFull)
  const { phase } = useConnection()
  const [isPolling, setPolling] = useState(false)
  const later = useLater(thread, quoted, onUnquote)
  const kept = useKeptDraft(me.id, spot)
  const why = useRefusal()
  if (why)
    return (
      <div className={s.refusal}>
        <Notice>{why}</Notice>
      </div>
    )

  const isOffline = phase === 'waiting' && !navigator.onLine
  const label = thread
    ? t.composer.reply
    : channel.kind === 'direct'
      ? t.composer.toPerson(name)
      : t.composer.label(`#${name}`)
  const note = isOffline
    ? t.composer.offline
    : pausedUntil !== null
      ? t.composer.paused
      : channel.kind === 'log'
        ? t.composer.logHint
        : undefined
  return (
    <>
      <TypingNote />
      <ScheduledNote channel={channel.id} />
      <Composer
        label={label}
        initial={initial}
        note={note}
        refusal={isFull ? t.composer.full : null}
        hasTyping
        mayDecide={channel.kind !== 'log' && place !== null}
        {...(field ? { field } : {})}
        {...(onEditLast ? { onEditLast } : {})}
        {...(thread === null && channel.kind !== 'log' ? { onPoll: () => setPolling(true) } : {})}
        onLater={later.ask}
        onDraft={kept}
        also={thread && channel.kind !== 'direct' && place ? t.composer.also(`#${name}`) : undefined}
        quoted={
          quoted && {
            author: signature(quoted, personOf(quoted.author), t.line.someone),
            text: excerptOf(quoted, nameOf, t.line, 120),
            onDrop: onUnquote,
          }
        }
        onSend={(body, also_in_channel, isDecision) => {
          const taken = outbox.add({
            channel: channel.id,
            body,
            thread,
            also_in_channel: thread !== null && also_in_channel,
            quotes: quoted?.id ?? null,
            kind: isDecision ? 'decision' : 'text',
          })
          if (taken === null) return false
          onUnquote()
          onSent()
          return true
        }}
      />
      {later.element}
      {isPolling && (
        <Suspense fallback={null}>
          <PollDialog onClose={() => setPolling(false)} onSent={onSent} />
        </Suspense>
      )}
    </>
  )
})

/** Long enough not to write at each letter, short enough to lose none of them. */
const KEEP_MS = 400

/** Keeps a draft on this device once the typing pauses, and when the page or the conversation goes away. */
function useKeptDraft(account: Id, spot: string): (draft: Draft) => void {
  const waiting = useRef<{ draft: Draft; timer: ReturnType<typeof setTimeout> } | null>(null)
  const keep = useCallback(() => {
    const now = waiting.current
    if (!now) return
    clearTimeout(now.timer)
    waiting.current = null
    keepDraft(account, spot, now.draft)
  }, [account, spot])
  useEffect(() => {
    const hidden = () => document.hidden && keep()
    addEventListener('pagehide', keep)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      removeEventListener('pagehide', keep)
      document.removeEventListener('visibilitychange', hidden)
      keep()
    }
  }, [keep])
  return useCallback(
    (draft) => {
      if (waiting.current) clearTimeout(waiting.current.timer)
      waiting.current = { draft, timer: setTimeout(keep, KEEP_MS) }
      // Sent or emptied: another window must not find it again.
      if (draft.text === '') keep()
    },
    [keep],
  )
}

/** Why one reads here without writing; `null`: one writes. */
function useRefusal(): string | null {
  const t = useTexts()
  const { channel, place } = useTalk()
  if (channel.can.post) return null
  if (place?.isArchived) return t.composer.archived
  if (channel.archived_at) return t.composer.closed
  if (channel.kind === 'announcement') return t.composer.announcement
  return t.composer.readOnly
}

/** Its room is always there: nothing moves when somebody begins to write. */
function TypingNote() {
  const t = useTexts()
  const { channel, me, personOf } = useTalk()
  const people = useTyping(`channel:${channel.id}`, me.id)
  const names = people.map((it) => personOf(it)?.given_name ?? t.line.someone)
  const [a, b] = names
  const text =
    a === undefined
      ? ''
      : b === undefined
        ? t.composer.typingOne(a)
        : names.length === 2
          ? t.composer.typingTwo(a, b)
          : t.composer.typingMany
  return (
    <p className={s.typing} aria-hidden="true">
      {text}
    </p>
  )
}
