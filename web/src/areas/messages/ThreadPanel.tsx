// SPDX-License-Identifier: EUPL-1.2
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowUp, Check, CircleDashed, CornerUpLeft, Ellipsis, X } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { onEvent } from '@/api/live'
import { isNotFound } from '@/api/problem'
import type { Id, Message, MyThread } from '@/api/types'
import {
  announce,
  Badge,
  EmptyState,
  IconButton,
  Menu,
  type MenuItems,
  SkeletonList,
  toast,
  VisuallyHidden,
} from '@/ui'
import { type Asked, NotLoaded } from './AskAgain'
import { isMyOwn, signature } from './automates'
import { keyOfEdited, LATE_MS, useDayOf, useLate, useSaid, useWordsOf } from './ChannelView'
import { hearThreadRead } from './cache'
import { Editor } from './Editor'
import { EmojiPicker } from './EmojiPicker'
import { excerptOf } from './excerpt'
import { Floating } from './Floating'
import { keys } from './keys'
import { MessageLine, WaitingLine } from './MessageLine'
import { type ListHandle, MessageList } from './MessageList'
import { useWaiting } from './outbox'
import { failed } from './problems'
import { messageOf, myThread, stretchIn, useResolve } from './queries'
import { Reminding } from './Reminding'
import { threadReading } from './readings'
import { keyOf, type Row, rowsOf } from './rows'
import { placeInThread, type Stretch } from './stretch'
import { ThreadAttention } from './ThreadAttention'
import s from './ThreadPanel.module.css'
import { type Place, type SteadyChannel, TalkProvider, useTalk } from './talk'
import { useTexts } from './texts'
import { holds, loadAnswersAt, loadMoreAnswers, threadFrom, threadOf } from './threadQueries'
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
  /** Given when one comes to write here; told when the focus is there. */
  onReplying?: (() => void) | undefined
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

function Panel(props: ThreadPanelProps) {
  const { channel, root: rootId, target, onClose, onShow } = props
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
  const read = useQuery(myThread(channel.id, rootId))
  const begin = useBeginning(channel.id, root, target, read)
  const thread = useQuery({ ...threadOf(cache, channel.id, rootId, begin?.from ?? 0), enabled: begin !== null })

  // Before what opens inside takes the focus.
  const [opener] = useState(() =>
    document.activeElement instanceof HTMLElement && document.activeElement !== document.body
      ? document.activeElement
      : null,
  )
  useEffect(() => {
    const own = panel.current
    const beside = own?.previousElementSibling
    return () => {
      const isLost = document.activeElement === document.body || own?.contains(document.activeElement)
      if (!isLost) return
      // Its line may be gone, or no longer drawn: then the channel, where one comes to its messages.
      const back = opener?.isConnected ? opener : beside?.querySelector<HTMLElement>('article[tabindex="0"], textarea')
      back?.focus()
    }
  }, [opener])
  // What had the focus is gone with a thread that was cleared: the focus stays here, where that is said.
  const isThere = Boolean(root && begin && thread.data)
  const wasThere = useRef(false)
  useEffect(() => {
    if (wasThere.current && !isThere && document.activeElement === document.body) panel.current?.focus()
    wasThere.current = isThere
  }, [isThere])

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
      {root && begin && thread.data ? (
        <Answers
          root={root}
          answers={thread.data}
          target={target}
          begin={begin}
          read={read}
          onReplying={props.onReplying}
        />
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

type Read = UseQueryResult<MyThread>

/** What was read before is told by the server: what is held may be from before an absence. */
const isKnown = (read: Read): boolean => read.isFetchedAfterMount && read.isSuccess

/** Where a thread opens, and how far it was read then. */
interface Beginning {
  /** Asked for after this answer. */
  from: number
  /** `null`: it could not be known. */
  readSeq: number | null
}

/**
 * Where a thread opens: at the answer that a link leads to, else at the first one that is not read, else at its end.
 * `null`: not known yet.
 */
function useBeginning(channel: Id, root: Message | undefined, target: Id | null, read: Read): Beginning | null {
  const cache = useQueryClient()
  const [begin, setBegin] = useState<Beginning | null>(null)
  const led = useQuery({ ...messageOf(channel, target ?? ''), enabled: target !== null && begin === null })
  const isReady = read.isFetchedAfterMount && (target === null || led.isFetched)
  // Before it is drawn: what was known already opens at once.
  useLayoutEffect(() => {
    if (begin || !root || !isReady) return
    const readSeq = isKnown(read) && read.data ? read.data.read_seq : null
    const count = root.answers?.count ?? 0
    const unread = readSeq !== null && readSeq < count ? readSeq + 1 : null
    const wanted = (target === null ? null : led.data?.thread_seq) ?? unread
    const queryKey = keys.thread(channel, root.id)
    const held = cache.getQueryData<Stretch>(queryKey)
    // Another part was looked at before.
    if (held && !holds(held, wanted)) cache.removeQueries({ queryKey, exact: true })
    setBegin({ from: threadFrom(count, wanted), readSeq })
  }, [begin, root, isReady, read, target, led.data, cache, channel])
  return begin
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

interface AnswersProps extends Pick<ThreadPanelProps, 'onReplying'> {
  root: Message
  answers: Stretch
  target: Id | null
  begin: Beginning
  read: Read
}

function Answers({ root, answers, target, begin, read, onReplying }: AnswersProps) {
  const t = useTexts()
  const cache = useQueryClient()
  const { channel, outbox, me, personOf, nameOf } = useTalk()
  const waiting = useWaiting(outbox, channel.id, root.id)
  const now = useLate(waiting)
  const dayOf = useDayOf()
  const list = useRef<ListHandle>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [quoted, setQuoted] = useState<Message | null>(null)
  const isSure = isKnown(read)
  const count = Math.max(root.answers?.count ?? 0, placeIn(answers.items.at(-1)))
  const readSeq = (isSure ? read.data?.read_seq : undefined) ?? begin.readSeq
  const isNew = (it: Message, after: number) => placeIn(it) > after && !isMyOwn(it, me.id)
  const [newAfter, setNewAfter] = useState<number | null>(() =>
    readSeq !== null && (answers.items.some((it) => isNew(it, readSeq)) || (answers.hasNewer && count > readSeq))
      ? readSeq
      : null,
  )
  const fresh =
    readSeq === null
      ? 0
      : answers.hasNewer
        ? Math.max(0, count - readSeq)
        : answers.items.filter((it) => isNew(it, readSeq)).length
  /** Marked unread on purpose: reading does not undo it until one comes back. */
  const isKeptUnread = useRef(false)
  // Came while nobody looked: the line says where to go on.
  const wasFresh = useRef(fresh)
  useEffect(() => {
    if (wasFresh.current === 0 && fresh > 0 && !document.hasFocus()) setNewAfter(readSeq)
    wasFresh.current = fresh
  }, [fresh, readSeq])
  // Marked unread in another window: not undone by being looked at in this one.
  const readNow = useRef(readSeq)
  readNow.current = readSeq
  useEffect(
    () =>
      onEvent('thread.read', ({ thread, seq }) => {
        if (thread !== root.id || readNow.current === null) return
        const way = threadReading.heard(thread, seq, readNow.current)
        if (way === null) return
        isKeptUnread.current = way === 'back'
        if (way === 'back') setNewAfter(seq)
      }),
    [root.id],
  )
  /** Seen before it was known how far it is read. */
  const early = useRef<Message | null>(null)
  const [shown, setShown] = useState<Id | null>(null)
  const said = useSaid(nameOf)
  const wordsOf = useWordsOf(nameOf)
  // Closed: how far it was read is said now.
  useEffect(() => () => threadReading.flush(), [])
  // Where one writes, unless a link leads to one of the answers.
  const isLed = useRef(target !== null)
  useEffect(() => {
    if (!isLed.current) field.current?.focus()
  }, [])
  // It may have been open before.
  useEffect(() => {
    if (!onReplying) return
    field.current?.focus()
    onReplying()
  }, [onReplying])
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
  // One that is not held is asked for, with those around it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer that one is led to.
  useEffect(() => {
    if (target === null || led) return
    cache
      .fetchQuery(messageOf(channel.id, target))
      .then(async (it) => {
        if (it.thread === root.id && typeof it.thread_seq === 'number')
          await loadAnswersAt(cache, channel.id, root.id, threadFrom(count, it.thread_seq))
      })
      .catch(failed)
  }, [target])
  useSpoken({ messages: answers.items, place: placeInThread, hasNewer: answers.hasNewer })

  const rows = useMemo((): Row[] => {
    const under = rowsOf({
      messages: answers.items,
      waiting,
      newAfter,
      me: me.id,
      dayOf,
      place: placeInThread,
      hasStart: false,
      hasDays: false,
    })
    // Further down than its beginning, what began it stands above the list.
    if (answers.hasOlder) return under
    const held = answers.hasNewer ? (root.answers?.count ?? 0) : answers.items.length
    const label: Row[] = held > 0 ? [{ kind: 'label', key: 'label', count: held }] : []
    return [{ kind: 'message', key: keyOf(root), message: root, isFirst: true }, ...label, ...under]
  }, [root, answers, waiting, newAfter, me.id, dayOf])

  const seen = useCallback(
    (message: Message) => {
      const seq = message.thread_seq ?? 0
      if (message.id === root.id || isKeptUnread.current) return
      if (!isSure) {
        early.current = message
        return
      }
      // Looking at what is read already does not go back.
      const held = cache.getQueryData<MyThread>(keys.myThread(channel.id, root.id))?.read_seq
      if (held === undefined || seq <= held) return
      hearThreadRead(cache, root.id, seq)
      threadReading.say(root.id, seq)
    },
    [cache, channel.id, root.id, isSure],
  )
  useEffect(() => {
    if (isSure && early.current) seen(early.current)
    early.current = null
  }, [isSure, seen])
  const { acts, onKey, menu, choosing, picking, setPicking, editing, setEditing, mayEdit } = useActs({
    isThread: true,
    openThread: () => {},
    show: () => {},
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
  const sent = () => {
    setNewAfter(null)
    isKeptUnread.current = false
    if (answers.hasNewer) void loadAnswersAt(cache, channel.id, root.id, null).then(() => list.current?.toEnd(), failed)
    else requestAnimationFrame(() => list.current?.toEnd())
  }
  const toStart = () =>
    void loadAnswersAt(cache, channel.id, root.id, 0).then(
      // What was fetched is drawn first.
      () => requestAnimationFrame(() => list.current?.show(keyOf(root))),
      failed,
    )
  const editLast = () => {
    const mine = answers.items.findLast((it) => mayEdit(it))
    if (!mine) return
    setEditing(mine.id)
    list.current?.reveal(keyOf(mine))
  }
  const all = [root, ...answers.items]

  return (
    <>
      {answers.hasOlder && (
        <button type="button" className={s.root} title={t.thread.toStart} onClick={toStart}>
          <ArrowUp size={15} strokeWidth={1.75} aria-hidden="true" />
          <span className={s.rootText}>
            <b>{signature(root, personOf(root.author), t.line.unknownPerson)}</b> {excerptOf(root, nameOf, t.line, 160)}
          </span>
          <VisuallyHidden>{t.thread.toStart}</VisuallyHidden>
        </button>
      )}
      <MessageList
        place={`${channel.id}:${root.id}`}
        label={t.thread.messages}
        rows={rows}
        hasOlder={answers.hasOlder}
        hasNewer={answers.hasNewer}
        onMore={(end) => loadMoreAnswers(cache, channel.id, root.id, end).catch(() => undefined)}
        onEnd={() => loadAnswersAt(cache, channel.id, root.id, null).catch(failed)}
        onSeen={seen}
        fresh={fresh}
        kept={keyOfEdited(all, editing)}
        handle={list}
        start={null}
        opensAt={ledKey ?? null}
        nameOf={(it) => signature(it, personOf(it.author), t.line.unknownPerson)}
        wordsOf={wordsOf}
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
        onSent={sent}
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

const placeIn = (it: Message | undefined): number => (it && placeInThread(it)) ?? 0
