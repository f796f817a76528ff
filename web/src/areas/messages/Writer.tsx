// SPDX-License-Identifier: EUPL-1.2
// The composer of a channel or thread: its draft, what it quotes, who else writes; or why one does not write here.

import { useQuery } from '@tanstack/react-query'
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
import { sayTyping, useConnection, useTyping } from '@/api/live'
import { isNotFound } from '@/api/problem'
import type { Id, Message } from '@/api/types'
import { Notice } from '@/ui'
import { signature } from './automates'
import { Composer } from './Composer'
import { type Draft, keepDraft, readDraft } from './drafts'
import { excerptOf } from './excerpt'
import { ScheduledNote, useLater } from './later'
import { mayQuote } from './may'
import { messageOf } from './queries'
import { useTalk, useWhere } from './talk'
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

export const Writer = memo(function Writer(props: WriterProps) {
  const { thread, onEditLast, onSent, field } = props
  const t = useTexts()
  const { channel, me, name, outbox, personOf, nameOf, place } = useTalk()
  const spot = thread ? `${channel.id}:${thread}` : channel.id
  const [initial] = useState(() => readDraft(me.id, spot))
  const pausedUntil = useSyncExternalStore(outbox.watch, () => outbox.pausedUntil)
  const isFull = useSyncExternalStore(outbox.watch, () => outbox.isFull)
  const { phase } = useConnection()
  const [isPolling, setPolling] = useState(false)
  const { quoted, quotes, unquote } = useQuoted(props, initial)
  const later = useLater(thread, quotes, unquote)
  const keep = useKeptDraft(me.id, spot)
  const where = useWhere()
  const typed = useRef(initial)
  const kept = useCallback(
    (draft: Draft) => {
      typed.current = { ...draft, quotes, where }
      keep(typed.current)
    },
    [keep, quotes, where],
  )
  useEffect(() => {
    if (typed.current.text !== '' && (typed.current.quotes ?? null) !== quotes) kept(typed.current)
  }, [kept, quotes])
  const why = useRefusal()
  if (why)
    return (
      <div className={s.refusal}>
        <Notice>{why}</Notice>
      </div>
    )

  const isOffline = phase === 'waiting' && !navigator.onLine
  /** Each message begins a thread; answers stay in it. */
  const isTopic = channel.requires_threads && thread === null
  const isLog = channel.kind === 'log'
  const label = thread
    ? t.composer.reply
    : channel.kind === 'direct'
      ? t.composer.toPerson(name)
      : isTopic
        ? t.composer.topic(`#${name}`)
        : t.composer.label(`#${name}`)
  const note = isOffline
    ? t.composer.offline
    : pausedUntil !== null
      ? t.composer.paused
      : isLog
        ? t.composer.logHint
        : undefined
  return (
    <>
      <TypingNote thread={thread} otherwise={isTopic ? t.composer.topicHint : ''} />
      <ScheduledNote channel={channel.id} />
      <Composer
        label={label}
        initial={initial}
        note={note}
        refusal={isFull ? t.composer.full : null}
        // Others hear of the channel only: there it would be said of a message that never comes.
        mayDecide={!isLog && place !== null}
        {...(field ? { field } : {})}
        {...(onEditLast ? { onEditLast } : {})}
        onTyping={() => sayTyping(`channel:${channel.id}`, thread)}
        {...(thread === null && channel.kind !== 'log' ? { onPoll: () => setPolling(true) } : {})}
        onLater={later.ask}
        onDraft={kept}
        also={
          thread && channel.kind !== 'direct' && place && !channel.requires_threads
            ? t.composer.also(`#${name}`)
            : undefined
        }
        quoted={
          quoted && {
            title:
              isLog && quoted.seq
                ? t.composer.correcting(quoted.seq)
                : t.composer.quoting(signature(quoted, personOf(quoted.author), t.line.someone)),
            text: excerptOf(quoted, nameOf, t.line, 120),
            dropLabel: isLog ? t.composer.noCorrection : t.composer.noQuote,
            onDrop: unquote,
          }
        }
        onSend={(body, also_in_channel, isDecision) => {
          const taken = outbox.add({
            channel: channel.id,
            body,
            thread,
            also_in_channel: thread !== null && also_in_channel,
            quotes,
            kind: isDecision ? 'decision' : 'text',
            where,
          })
          if (taken === null) return false
          unquote()
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

/** What is quoted: chosen now, or kept with the draft from before; nothing where that would be refused. */
function useQuoted({ thread, quoted: chosen, onUnquote }: WriterProps, initial: Draft) {
  const { channel } = useTalk()
  const [before, setBefore] = useState(initial.quotes ?? null)
  const may = mayQuote(channel, thread !== null)
  const asked = useQuery({ ...messageOf(channel.id, before ?? ''), enabled: before !== null && !chosen })
  const isGone = before !== null && (asked.data?.retracted_at != null || isNotFound(asked.error))
  useEffect(() => {
    if (isGone) setBefore(null)
  }, [isGone])
  const unquote = useCallback(() => {
    setBefore(null)
    onUnquote()
  }, [onUnquote])
  const quoted = chosen ?? (before !== null && !isGone ? (asked.data ?? null) : null)
  return { quoted: may ? quoted : null, quotes: may ? (chosen?.id ?? (isGone ? null : before)) : null, unquote }
}

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

/** Its room is always there: nothing moves when somebody begins to write. While nobody does, it says how the channel works. */
function TypingNote({ thread, otherwise }: { thread: Id | null; otherwise: string }) {
  const t = useTexts()
  const { channel, me, personOf } = useTalk()
  const writing = useTyping(`channel:${channel.id}`, thread, me.id)
  const names = writing.map((it) => personOf(it)?.given_name ?? t.line.someone)
  const [a, b] = names
  const text =
    a === undefined
      ? ''
      : b === undefined
        ? t.composer.typingOne(a)
        : names.length === 2
          ? t.composer.typingTwo(a, b)
          : t.composer.typingMany
  if (text === '' && otherwise !== '') return <p className={s.typing}>{otherwise}</p>
  return (
    <p className={s.typing} aria-hidden="true">
      {text}
    </p>
  )
}
