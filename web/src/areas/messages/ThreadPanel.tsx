// SPDX-License-Identifier: EUPL-1.2
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, CircleDashed, CornerUpLeft, Ellipsis, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { isNotFound } from '@/api/problem'
import type { Id, Message, MyThread } from '@/api/types'
import { announce, Badge, EmptyState, IconButton, Menu, type MenuItems, SkeletonList, toast } from '@/ui'
import { type Asked, NotLoaded } from './AskAgain'
import { signature } from './automates'
import { keyOfEdited, LATE_MS, useDayOf, useLate, useSaid } from './ChannelView'
import { hearThreadRead } from './cache'
import { Editor } from './Editor'
import { EmojiPicker } from './EmojiPicker'
import { Floating } from './Floating'
import { keys } from './keys'
import { MessageLine, WaitingLine } from './MessageLine'
import { type ListHandle, MessageList } from './MessageList'
import { useWaiting } from './outbox'
import { failed } from './problems'
import { messageOf, myThread, stretchIn, threadOf, useResolve } from './queries'
import { Reminding } from './Reminding'
import { threadReading } from './readings'
import { keyOf, type Row, rowsOf } from './rows'
import { placeInThread, type Stretch } from './stretch'
import { ThreadAttention } from './ThreadAttention'
import s from './ThreadPanel.module.css'
import { type Place, type SteadyChannel, TalkProvider, useTalk } from './talk'
import { useTexts } from './texts'
import { useActs } from './useActs'
import { useSpoken } from './useSpoken'
import { useTalkOf } from './useTalkOf'
import { Writer } from './Writer'

export interface ThreadPanelProps {
  channel: SteadyChannel
  place: Place | null
  root: Id
  /** The answer that an address points to. */
  target: Id | null
  onClose: () => void
  onShow: (message: Id) => void
}

/** A message and its answers, beside the channel; on a telephone the whole screen. `key` it by its root. */
export function ThreadPanel(props: ThreadPanelProps) {
  const talk = useTalkOf(props.channel, props.place)
  return (
    <TalkProvider value={talk}>
      <Panel {...props} />
    </TalkProvider>
  )
}

function Panel({ channel, root: rootId, target, onClose, onShow }: ThreadPanelProps) {
  const t = useTexts()
  const panel = useRef<HTMLElement>(null)
  const cache = useQueryClient()
  // What the channel holds is the newest; otherwise it is asked for.
  const held = useQuery({
    // As the channel asks for it: whoever came last says how it is asked for again.
    ...stretchIn(cache, channel.id, null),
    enabled: false,
    select: (it: Stretch) => it.items.find((each) => each.id === rootId),
  }).data
  const asked = useQuery(messageOf(channel.id, rootId))
  const root = newest(held, asked.data)
  const thread = useQuery(threadOf(cache, channel.id, rootId))

  // Before what opens inside takes the focus.
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null))
  useEffect(() => {
    const own = panel.current
    return () => {
      const isLost = document.activeElement === document.body || own?.contains(document.activeElement)
      if (isLost && opener?.isConnected) opener.focus()
    }
  }, [opener])

  return (
    <aside
      ref={panel}
      className={s.panel}
      aria-labelledby="titre-fil"
      tabIndex={-1}
      data-region
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className={s.head}>
        <h2 id="titre-fil">{t.thread.title}</h2>
        {root?.answers?.resolved_at && <Badge tone="success">{t.thread.isResolved}</Badge>}
        <span className={s.room} />
        {root && <ThreadAttention root={root} />}
        {root && <More root={root} onShow={onShow} />}
        <IconButton icon={X} label={t.thread.close} onPress={onClose} />
      </header>
      {root && thread.data ? (
        <Answers root={root} answers={thread.data} target={target} />
      ) : asked.isError || thread.isError ? (
        <Missing
          query={{
            error: asked.error ?? thread.error,
            isFetching: asked.isFetching || thread.isFetching,
            refetch: () => Promise.all([asked.refetch(), thread.refetch()]),
          }}
        />
      ) : (
        <div className={s.loading}>
          <SkeletonList label={t.thread.loading} rows={4} />
        </div>
      )}
    </aside>
  )
}

const newest = (a: Message | undefined, b: Message | undefined): Message | undefined => {
  if (!a || !b) return a ?? b
  const it = Number(a.etag) >= Number(b.etag) ? a : b
  // Answers do not change the version of the message itself.
  const answers = (a.answers?.count ?? 0) >= (b.answers?.count ?? 0) ? a.answers : b.answers
  return { ...it, answers }
}

function More({ root, onShow }: { root: Message; onShow: (message: Id) => void }) {
  const t = useTexts()
  const { channel } = useTalk()
  const resolve = useResolve()
  const isResolved = Boolean(root.answers?.resolved_at)
  const items: MenuItems = [
    channel.can.post && {
      id: 'resolve',
      label: isResolved ? t.thread.reopen : t.thread.resolve,
      icon: isResolved ? CircleDashed : Check,
      onAction: () =>
        resolve.mutate(
          { root: root.id, isResolved: !isResolved },
          { onSuccess: () => toast({ text: isResolved ? t.thread.reopened : t.thread.resolved }), onError: failed },
        ),
    },
    { id: 'show', label: t.thread.goTo, icon: CornerUpLeft, onAction: () => onShow(root.id) },
  ]
  return <Menu placement="bottom end" items={items} trigger={<IconButton icon={Ellipsis} label={t.thread.more} />} />
}

/** It is not there, or it did not come: only then is there something to try again. */
function Missing({ query }: { query: Asked }) {
  const t = useTexts()
  if (isNotFound(query.error)) return <EmptyState size="sm" title={t.thread.absent} problem={query.error} />
  return <NotLoaded size="sm" query={query} />
}

function Answers({ root, answers, target }: { root: Message; answers: Stretch; target: Id | null }) {
  const t = useTexts()
  const cache = useQueryClient()
  const { channel, outbox, me, personOf, nameOf } = useTalk()
  const waiting = useWaiting(outbox, channel.id, root.id)
  const now = useLate(waiting)
  const dayOf = useDayOf()
  const list = useRef<ListHandle>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [quoted, setQuoted] = useState<Message | null>(null)
  const read = useQuery(myThread(channel.id, root.id))
  const isKnown = read.isFetchedAfterMount && read.isSuccess
  /** Seen before it was known how far it is read. */
  const early = useRef<Message | null>(null)
  const [shown, setShown] = useState<Id | null>(null)
  const said = useSaid(nameOf)
  // Closed: how far it was read is said now.
  useEffect(() => () => threadReading.flush(), [])
  // Where one writes, unless a link leads to one of the answers.
  const isLed = useRef(target !== null)
  useEffect(() => {
    if (!isLed.current) field.current?.focus()
  }, [])
  const led = target === null ? undefined : answers.items.find((it) => it.id === target)
  const ledKey = led && keyOf(led)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer that one is led to.
  useEffect(() => {
    if (!led || ledKey === undefined) return
    // The list is drawn first.
    const frame = requestAnimationFrame(() => {
      setShown(led.id)
      list.current?.show(ledKey)
      announce(said.current.shown(said.current.words(led)))
    })
    return () => cancelAnimationFrame(frame)
  }, [ledKey])
  useSpoken(answers.items, placeInThread, false)

  const rows = useMemo((): Row[] => {
    const under = rowsOf({
      messages: answers.items,
      waiting,
      newAfter: null,
      me: me.id,
      dayOf,
      place: placeInThread,
      hasStart: false,
      hasDays: false,
    })
    const label: Row[] = answers.items.length > 0 ? [{ kind: 'label', key: 'label', count: answers.items.length }] : []
    return [{ kind: 'message', key: keyOf(root), message: root, isFirst: true }, ...label, ...under]
  }, [root, answers, waiting, me.id, dayOf])

  const seen = useCallback(
    (message: Message) => {
      const seq = message.thread_seq ?? 0
      if (message.id === root.id) return
      if (!isKnown) {
        early.current = message
        return
      }
      // Looking at what is read already does not go back.
      const held = cache.getQueryData<MyThread>(keys.myThread(channel.id, root.id))?.read_seq
      if (held === undefined || seq <= held) return
      hearThreadRead(cache, root.id, seq)
      threadReading.say(root.id, seq)
    },
    [cache, channel.id, root.id, isKnown],
  )
  useEffect(() => {
    if (isKnown && early.current) seen(early.current)
    early.current = null
  }, [isKnown, seen])
  const { acts, onKey, menu, choosing, picking, setPicking, editing, setEditing, mayEdit } = useActs({
    isThread: true,
    openThread: () => {},
    show: () => {},
    onQuote: (message) => {
      setQuoted(message)
      field.current?.focus()
    },
    toWriter: () => field.current?.focus(),
  })
  const editLast = () => {
    const mine = answers.items.findLast((it) => mayEdit(it))
    if (!mine) return
    setEditing(mine.id)
    list.current?.reveal(keyOf(mine))
  }
  const all = [root, ...answers.items]

  return (
    <>
      <MessageList
        place={`${channel.id}:${root.id}`}
        label={t.thread.messages}
        rows={rows}
        hasOlder={false}
        hasNewer={false}
        onMore={nothingMore}
        onEnd={nothingMore}
        onSeen={seen}
        fresh={0}
        kept={keyOfEdited(all, editing)}
        handle={list}
        start={null}
        nameOf={(it) => signature(it, personOf(it.author), t.line.unknownPerson)}
        onKey={onKey}
        onMenu={acts.menu}
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
      <Writer
        thread={root.id}
        quoted={quoted}
        onUnquote={() => setQuoted(null)}
        onEditLast={editLast}
        field={field}
        onSent={() => requestAnimationFrame(() => list.current?.toEnd())}
      />
      {menu}
      <Reminding choosing={choosing} />
      {picking && (
        <Floating at={picking.at} label={t.emoji.title} onClose={() => setPicking(null)}>
          <EmojiPicker
            onChoose={(emoji) => {
              setPicking(null)
              const it = all.find((each) => each.id === picking.message.id) ?? picking.message
              const isOn = it.reactions.some((each) => each.emoji === emoji && each.is_mine)
              acts.sign(it, emoji, !isOn)
            }}
          />
        </Floating>
      )}
    </>
  )
}

const nothingMore = () => Promise.resolve()
