// SPDX-License-Identifier: EUPL-1.2
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { onEvent } from '@/api/live'
import { isNotFound } from '@/api/problem'
import type { Channel, Id, Message } from '@/api/types'
import { useTimeZone } from '@/lib/format'
import { useSteadyCallback } from '@/lib/useSteadyCallback'
import { announce, SkeletonList, toast } from '@/ui'
import { NotLoaded } from './AskAgain'
import { signature } from './automates'
import { ChannelHead } from './ChannelHead'
import s from './ChannelView.module.css'
import { channelIn, hearRead } from './cache'
import { Editor } from './Editor'
import { EmojiPicker } from './EmojiPicker'
import { excerptOf } from './excerpt'
import { Floating } from './Floating'
import { Gone } from './Gone'
import { keys } from './keys'
import { MessageLine, WaitingLine } from './MessageLine'
import { type ListHandle, MessageList } from './MessageList'
import type { NameOf } from './mentions'
import { useWaiting } from './outbox'
import { failed } from './problems'
import { beginningOf, loadAt, loadMore, messageOf, nothing, stretchIn } from './queries'
import { Reminding } from './Reminding'
import { reading } from './readings'
import { keyOf, rowsOf } from './rows'
import { placeInChannel, type Stretch } from './stretch'
import { type Place, TalkProvider, useTalk } from './talk'
import { useTexts } from './texts'
import { useActs } from './useActs'
import { useSpoken } from './useSpoken'
import { useTalkOf } from './useTalkOf'
import { Writer } from './Writer'

export interface ChannelViewProps {
  channel: Channel
  place: Place | null
  /** The message an address points to. */
  target: Id | null
  thread: Id | null
  /** Given when one comes to write here; told when the focus is there. */
  onReplying?: (() => void) | undefined
  /** Opens a thread, at this answer of it. */
  onThread: (root: Id | null, answer?: Id) => void
  onShown: () => void
  onBack: () => void
  onSearch: () => void
  panel: ReactNode
}

/** One conversation: what stands above it, its messages, where one writes. `key` it by its channel. */
export function ChannelView(props: ChannelViewProps) {
  const talk = useTalkOf(props.channel, props.place)
  const onBack = useSteadyCallback(props.onBack)
  const onSearch = useSteadyCallback(props.onSearch)
  return (
    <TalkProvider value={talk}>
      <section className={s.channel} aria-label={talk.name} data-has-thread={props.thread !== null || undefined}>
        <ChannelHead onBack={onBack} onSearch={onSearch} />
        <Messages {...props} />
      </section>
      {props.panel}
    </TalkProvider>
  )
}

/** « 2026-10-08 » where the person is. */
export function useDayOf(): (at: string) => string {
  const zone = useTimeZone()
  return useMemo(() => {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    // Days begin at a quarter of an hour everywhere: asked once for each.
    const kept = new Map<string, string>()
    return (at: string) => {
      const quarter = `${at.slice(0, 14)}${Math.floor(Number(at.slice(14, 16)) / 15)}`
      let known = kept.get(quarter)
      if (known === undefined) {
        known = day.format(new Date(at))
        kept.set(quarter, known)
      }
      return known
    }
  }, [zone])
}

const SAID_CHARS = 200

/** How a message that one is led to is said; the same object at every drawing. */
export function useSaid(nameOf: NameOf) {
  const t = useTexts()
  const said = useRef({ shown: t.spoken.shown, words: (_: Message): string => '' })
  said.current = { shown: t.spoken.shown, words: (it) => excerptOf(it, nameOf, t.line, SAID_CHARS) }
  return said
}

/** What each line is heard as, when one comes to it: what it is, what it says, what was answered. */
export function useWordsOf(nameOf: NameOf): (message: Message) => string {
  const t = useTexts()
  return useCallback(
    (it: Message) => {
      const isGone = Boolean(it.retracted_at)
      const count = it.answers?.count ?? 0
      return [
        !isGone && it.kind === 'decision' && t.line.decision,
        !isGone && it.kind === 'poll' && t.poll.kind,
        excerptOf(it, nameOf, t.line),
        count > 0 && t.log.answers(count),
      ]
        .filter(Boolean)
        .join(' – ')
    },
    [nameOf, t],
  )
}

/** The line of the message that is being written again. */
export const keyOfEdited = (messages: readonly Message[], editing: Id | null): string | null => {
  const it = editing === null ? undefined : messages.find((each) => each.id === editing)
  return it ? keyOf(it) : null
}

/** After this long, what has not left says so: before, it is on its way. */
export const LATE_MS = 1500

export function useLate(waiting: readonly { at: number }[]): number {
  const [now, setNow] = useState(() => Date.now())
  const oldest = waiting[0]?.at
  useEffect(() => {
    if (oldest === undefined) return
    const timer = setInterval(() => setNow(Date.now()), LATE_MS)
    return () => clearInterval(timer)
  }, [oldest])
  return now
}

function Messages({ channel, target, thread, onReplying, onThread, onShown }: ChannelViewProps) {
  const t = useTexts()
  const cache = useQueryClient()
  const { outbox, me, name, personOf, nameOf } = useTalk()
  const [opened] = useState(() => ({ unread: channel.unread, read_seq: channel.read_seq, last_seq: channel.last_seq }))
  const query = useQuery(stretchIn(cache, channel.id, beginningOf(opened)))
  const stretch = query.data ?? nothing
  const waiting = useWaiting(outbox, channel.id, null)
  const now = useLate(waiting)
  const dayOf = useDayOf()
  const [newAfter, setNewAfter] = useState<number | null>(opened.unread > 0 ? opened.read_seq : null)
  /** Marked unread on purpose: reading does not undo it until one comes back. */
  const isKeptUnread = useRef(false)
  const list = useRef<ListHandle>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [quoted, setQuoted] = useState<Message | null>(null)
  const [shown, setShown] = useState<Id | null>(null)

  useSpoken({ messages: query.data?.items ?? null, place: placeInChannel, hasNewer: stretch.hasNewer, except: thread })

  // Came while nobody looked: the line says where to go on.
  const wasUnread = useRef(channel.unread)
  useEffect(() => {
    if (wasUnread.current === 0 && channel.unread > 0 && !document.hasFocus()) setNewAfter(channel.read_seq)
    wasUnread.current = channel.unread
  }, [channel.unread, channel.read_seq])

  // Marked unread in another window: not undone by being looked at in this one.
  const readSeq = useRef(channel.read_seq)
  readSeq.current = channel.read_seq
  useEffect(
    () =>
      onEvent('channel.read', (heard) => {
        if (heard.channel !== channel.id) return
        const way = reading.heard(channel.id, heard.seq, readSeq.current)
        if (way === null) return
        isKeptUnread.current = way === 'back'
        if (way === 'back') setNewAfter(heard.seq)
      }),
    [channel.id],
  )

  const said = useSaid(nameOf)
  const wordsOf = useWordsOf(nameOf)
  const showMessage = useCallback(
    async (id: Id) => {
      const held = () => cache.getQueryData<Stretch>(keys.stretch(channel.id))
      let found: Message | undefined = held()?.items.find((it) => it.id === id)
      if (!found) {
        const message = await cache.fetchQuery(messageOf(channel.id, id)).catch((problem: unknown) => {
          if (isNotFound(problem)) toast({ text: t.thread.absent, tone: 'danger' })
          else failed(problem)
          return null
        })
        if (!message) return
        // Answers that do not show in the channel are shown where they are.
        if (typeof message.seq !== 'number') {
          if (message.thread) onThread(message.thread, message.id)
          return
        }
        await loadAt(cache, channel.id, message.seq).catch(failed)
        found = held()?.items.find((it) => it.id === id)
      }
      if (!found) return
      const key = keyOf(found)
      // Shown a second time, it is marked a second time.
      setShown(null)
      // What was fetched is drawn first.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          setShown(id)
          list.current?.show(key)
          announce(said.current.shown(said.current.words(found)))
        }),
      )
    },
    [cache, channel.id, onThread, said, t],
  )
  const isLoaded = query.data !== undefined
  useEffect(() => {
    if (target === null || !isLoaded) return
    void showMessage(target).then(onShown)
  }, [target, isLoaded, showMessage, onShown])

  useEffect(() => {
    if (!onReplying || !isLoaded) return
    field.current?.focus()
    onReplying()
  }, [isLoaded, onReplying])

  const rows = useMemo(
    () =>
      rowsOf({
        messages: stretch.items,
        waiting,
        newAfter,
        me: me.id,
        dayOf,
        place: placeInChannel,
        hasStart: isLoaded && !stretch.hasOlder,
      }),
    [stretch, waiting, newAfter, me.id, dayOf, isLoaded],
  )

  const seen = useCallback(
    (message: Message) => {
      if (isKeptUnread.current || typeof message.seq !== 'number') return
      const current = channelIn(cache, channel.id)
      if (!current || message.seq <= current.read_seq) return
      hearRead(cache, channel.id, message.seq)
      reading.say(channel.id, message.seq)
    },
    [cache, channel.id],
  )

  // Left: how far it was read is said now, not with the next channel.
  useEffect(() => () => reading.flush(), [])

  const { acts, onKey, menu, choosing, picking, setPicking, editing, setEditing, mayEdit } = useActs({
    isThread: false,
    openThread: (root) => onThread(root),
    show: (id) => void showMessage(id),
    onQuote: (message) => {
      setQuoted(message)
      field.current?.focus()
    },
    onUnread: (seq) => {
      isKeptUnread.current = true
      setNewAfter(seq)
    },
    toWriter: () => field.current?.focus(),
  })
  const editLast = useSteadyCallback(() => {
    const mine = stretch.items.findLast((it) => mayEdit(it))
    if (!mine) return
    setEditing(mine.id)
    list.current?.reveal(keyOf(mine))
  })
  const unquote = useCallback(() => setQuoted(null), [])
  const sent = useSteadyCallback(() => {
    setNewAfter(null)
    isKeptUnread.current = false
    if (stretch.hasNewer) void loadAt(cache, channel.id, null).then(() => list.current?.toEnd(), failed)
    else requestAnimationFrame(() => list.current?.toEnd())
  })

  if (query.isError && !query.data)
    return <NotLoaded title={isNotFound(query.error) ? t.place.absent : t.place.notLoaded} query={query} />

  return (
    <>
      {isLoaded ? (
        <MessageList
          place={channel.id}
          label={t.log.label(name)}
          rows={rows}
          hasOlder={stretch.hasOlder}
          hasNewer={stretch.hasNewer}
          onMore={(end) => loadMore(cache, channel.id, end).catch(() => undefined)}
          onEnd={() => loadAt(cache, channel.id, null).catch(failed)}
          onSeen={seen}
          fresh={channel.unread}
          kept={keyOfEdited(stretch.items, editing)}
          handle={list}
          nameOf={(it) => signature(it, personOf(it.author), t.line.unknownPerson)}
          wordsOf={wordsOf}
          onKey={onKey}
          onMenu={acts.menu}
          start={
            <div className={s.start}>
              <h2>{channel.kind === 'direct' ? name : t.log.start(`#${name}`)}</h2>
              <p>{channel.topic || (stretch.items.length === 0 ? t.log.emptyText : t.log.startText)}</p>
              <Gone channel={channel} />
            </div>
          }
          line={({ message, isFirst }, isActive) => (
            <MessageLine
              message={message}
              isFirst={isFirst}
              isActive={isActive}
              isTarget={shown === message.id}
              author={personOf(message.author)}
              acts={acts}
              editor={
                editing === message.id ? (
                  <Editor
                    message={message}
                    onDone={() => {
                      setEditing(null)
                      field.current?.focus()
                    }}
                    onReopen={() => setEditing(message.id)}
                  />
                ) : null
              }
            />
          )}
          waitingLine={(row) => (
            <WaitingLine
              waiting={row.waiting}
              isFirst={row.isFirst}
              acts={acts}
              isLate={now - row.waiting.at >= LATE_MS || !navigator.onLine}
            />
          )}
        />
      ) : (
        <div className={s.loading}>
          <SkeletonList label={t.log.loading} rows={6} />
        </div>
      )}
      <Writer thread={null} quoted={quoted} onUnquote={unquote} onEditLast={editLast} field={field} onSent={sent} />
      {menu}
      <Reminding choosing={choosing} />
      {picking && (
        <Floating at={picking.at} label={t.emoji.title} onClose={() => setPicking(null)}>
          <EmojiPicker
            onChoose={(emoji) => {
              setPicking(null)
              const held = stretch.items.find((it) => it.id === picking.message.id) ?? picking.message
              const isOn = held.reactions.some((it) => it.emoji === emoji && it.is_mine)
              acts.sign(held, emoji, !isOn)
            }}
          />
        </Floating>
      )}
    </>
  )
}
