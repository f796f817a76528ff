// SPDX-License-Identifier: EUPL-1.2
// What people do with a message, the same in a channel and in a thread.

import { useQueryClient } from '@tanstack/react-query'
import {
  AlarmClock,
  AlarmClockOff,
  Bookmark,
  BookmarkX,
  CircleDot,
  Copy,
  FilePenLine,
  Forward,
  Link2,
  MessageSquareReply,
  Pencil,
  Pin,
  PinOff,
  Quote,
  SmilePlus,
  Trash2,
} from 'lucide-react'
import { createElement, Fragment, type KeyboardEvent, lazy, Suspense, useMemo, useRef, useState } from 'react'
import type { Id, Message } from '@/api/types'
import { useFormat } from '@/lib/format'
import { announce, type MenuItems, toast, useConfirm, useMenu } from '@/ui'
import { ask } from './asking'
import { isMyOwn } from './automates'
import { hearRead, hearThreadRead } from './cache'
import { useRemind, useSave } from './laterQueries'
import type { Acts } from './MessageLine'
import { hasThread, isVotedOn, mayAnswer, mayQuote } from './may'
import { fromMarkup } from './mentions'
import { failed } from './problems'
import { usePin, useReact, useRetract } from './queries'
import { reading, threadReading } from './readings'
import { knownName, useTalk } from './talk'
import { useTexts } from './texts'

const ForwardDialog = lazy(() => import('./ForwardDialog').then((it) => ({ default: it.ForwardDialog })))

export interface ActsOptions {
  isThread: boolean
  openThread: (root: Id) => void
  show: (message: Id) => void
  onQuote: (message: Message) => void
  onUnread?: (seq: number) => void
  /** The focus goes where one writes: what had it is gone. */
  toWriter: () => void
}

export function useActs({ isThread, openThread, show, onQuote, onUnread, toWriter }: ActsOptions) {
  const cache = useQueryClient()
  const t = useTexts()
  const format = useFormat()
  const talk = useTalk()
  const confirm = useConfirm()
  const menu = useMenu('bottom end')
  const react = useReact()
  const pin = usePin()
  const retract = useRetract()
  const save = useSave()
  const remind = useRemind()
  const [reminding, setReminding] = useState<Message | null>(null)
  const [forwarding, setForwarding] = useState<Message | null>(null)
  const [picking, setPicking] = useState<{ message: Message; at: HTMLElement } | null>(null)
  const [editing, setEditing] = useState<Id | null>(null)

  const { channel, me } = talk
  const isMine = (it: Message) => it.author === me.id
  // What a program of mine said is mine to take away, not to say otherwise.
  const mayEdit = (it: Message) =>
    isMyOwn(it, me.id) && it.kind !== 'entry' && channel.can.post && !it.retracted_at && !isVotedOn(it)
  /** Where one does not write, a thread is only read. */
  const mayOpen = (it: Message) => !isThread && (mayAnswer(channel) || hasThread(it))
  const mayRetract = (it: Message) => (isMine(it) || channel.can.manage) && it.kind !== 'entry' && !it.retracted_at

  const copy = (text: string, done: string) =>
    void navigator.clipboard
      .writeText(text)
      .then(() => toast({ text: done }))
      .catch(() => toast({ text: t.actions.notCopied, tone: 'danger' }))

  const linkTo = (it: Message) => {
    const base = channel.project ? `/p/${channel.project}/messages` : '/conversations'
    return `${location.origin}${base}/${channel.id}?message=${it.id}`
  }

  const takeAway = async (it: Message) => {
    const isSure = await confirm({
      title: t.actions.retractTitle,
      body: t.actions.retractBody,
      confirmLabel: t.actions.retract,
      keepLabel: t.actions.keep,
      isDanger: true,
    })
    if (!isSure) return
    retract.mutate(it.id, { onSuccess: () => toast({ text: t.actions.retracted }), onError: failed })
  }

  const { mutate: mutateSaved } = save
  const keep = (it: Message, isSaved: boolean) =>
    mutateSaved(
      { message: it.id, isSaved },
      { onSuccess: () => announce(isSaved ? t.later.nowSaved : t.later.unsaved), onError: failed },
    )
  const hasReminder = (it: Message) => (talk.markOf(it.id)?.remind_at ?? null) !== null
  const isSaved = (it: Message) => talk.markOf(it.id)?.is_saved ?? false

  const items = (it: Message, at: HTMLElement): MenuItems => [
    channel.can.react && {
      id: 'react',
      label: t.actions.react,
      icon: SmilePlus,
      shortcut: '+',
      onAction: () => setPicking({ message: it, at }),
    },
    mayOpen(it) && {
      id: 'reply',
      label: mayAnswer(channel) ? t.actions.reply : t.actions.readThread,
      icon: MessageSquareReply,
      shortcut: 'R',
      onAction: () => openThread(it.thread ?? it.id),
    },
    mayQuote(channel, isThread) && {
      id: 'quote',
      label: channel.kind === 'log' ? t.actions.correct : t.actions.quote,
      icon: channel.kind === 'log' ? FilePenLine : Quote,
      onAction: () => onQuote(it),
    },
    { id: 'forward', label: t.forward.action, icon: Forward, onAction: () => setForwarding(it) },
    mayEdit(it) && {
      id: 'edit',
      label: t.actions.edit,
      icon: Pencil,
      shortcut: 'E',
      onAction: () => setEditing(it.id),
    },
    'separator',
    {
      id: 'save',
      label: isSaved(it) ? t.later.unsave : t.later.save,
      icon: isSaved(it) ? BookmarkX : Bookmark,
      shortcut: 'S',
      onAction: () => keep(it, !isSaved(it)),
    },
    {
      id: 'remind',
      label: t.later.remind,
      icon: AlarmClock,
      onAction: () => setReminding(it),
    },
    hasReminder(it) && {
      id: 'forget',
      label: t.later.forget,
      icon: AlarmClockOff,
      onAction: () =>
        remind.mutate(
          { message: it.id, at: null },
          { onSuccess: () => toast({ text: t.later.forgotten }), onError: failed },
        ),
    },
    {
      id: 'link',
      label: t.actions.copyLink,
      icon: Link2,
      onAction: () => copy(linkTo(it), t.actions.linkCopied),
    },
    {
      id: 'text',
      label: t.actions.copyText,
      icon: Copy,
      onAction: () =>
        copy(fromMarkup(it.body || (it.forwarded?.body ?? ''), knownName(talk, t)).text, t.actions.textCopied),
    },
    channel.can.post && {
      id: 'pin',
      label: it.is_pinned ? t.actions.unpin : t.actions.pin,
      icon: it.is_pinned ? PinOff : Pin,
      onAction: () =>
        pin.mutate(
          { message: it.id, isPinned: !it.is_pinned },
          {
            onSuccess: () => toast({ text: it.is_pinned ? t.actions.unpinned : t.actions.pinned }),
            onError: failed,
          },
        ),
    },
    onUnread !== undefined &&
      typeof (isThread ? it.thread_seq : it.seq) === 'number' && {
        id: 'unread',
        label: t.actions.markUnread,
        icon: CircleDot,
        onAction: () => {
          const seq = ((isThread ? it.thread_seq : it.seq) ?? 1) - 1
          onUnread(seq)
          const root = isThread ? it.thread : null
          // Shown at once, and told in its turn; what is not known of it here is asked for then.
          const isUnsure = root ? hearThreadRead(cache, root, seq) : hearRead(cache, channel.id, seq)
          const marked = root ? threadReading.back(root, seq) : reading.back(channel.id, seq)
          marked.then(() => {
            if (isUnsure) ask(cache)
            announce(t.actions.markedUnread)
          }, failed)
        },
      },
    ...(mayRetract(it)
      ? [
          'separator' as const,
          {
            id: 'retract',
            label: t.actions.retract,
            icon: Trash2,
            isDanger: true,
            onAction: () => void takeAway(it),
          },
        ]
      : []),
  ]

  const discard = (draft: string) => {
    const given = talk.outbox.discard(draft)
    toWriter()
    if (!given) return
    toast({
      text: t.line.discarded,
      action: { label: t.actions.undo, onAction: () => talk.outbox.takeBack(given) },
    })
  }

  const latest = useRef({ items, openThread, show, onQuote, keep, discard })
  latest.current = { items, openThread, show, onQuote, keep, discard }
  const { open } = menu
  const { mutate } = react

  const acts = useMemo(
    (): Acts => ({
      isThread,
      sign: (message, emoji, isOn) => mutate({ message, emoji, isOn, me: me.id }, { onError: failed }),
      pick: (message, at) => setPicking({ message, at }),
      reply: (message) => latest.current.openThread(message.thread ?? message.id),
      quote: (message) => latest.current.onQuote(message),
      edit: (message) => setEditing(message.id),
      save: (message, isOn) => latest.current.keep(message, isOn),
      menu: (message, at) => open(at, latest.current.items(message, at), t.line.actions),
      show: (message) => latest.current.show(message),
      retry: (draft) => talk.outbox.retry(draft),
      discard: (draft) => latest.current.discard(draft),
    }),
    [isThread, mutate, me.id, open, t, talk.outbox],
  )

  /** The keys of a message that has the focus. */
  const onKey = (event: KeyboardEvent<HTMLElement>, it: Message) => {
    if (event.ctrlKey || event.metaKey || event.altKey || it.retracted_at) return
    if (event.key.length === 1 && !talk.hasSingleKeys) return
    const act = ((): (() => void) | null => {
      switch (event.key.toLowerCase()) {
        case 'r':
          return mayOpen(it) ? () => acts.reply(it) : null
        case 'e':
          return mayEdit(it) ? () => setEditing(it.id) : null
        case 's':
          return () => keep(it, !isSaved(it))
        case '+':
          return channel.can.react ? () => setPicking({ message: it, at: event.currentTarget }) : null
        case 'delete':
          return mayRetract(it) ? () => void takeAway(it) : null
        case 'contextmenu':
        case 'm':
          return () => acts.menu(it, event.currentTarget)
        default:
          return null
      }
    })()
    if (!act) return
    event.preventDefault()
    act()
  }

  const closeReminder = () => {
    setReminding(null)
    remind.reset()
  }
  const choosing = reminding && {
    message: reminding,
    initial: talk.markOf(reminding.id)?.remind_at ?? null,
    isBusy: remind.isPending,
    problem: remind.error,
    close: closeReminder,
    choose: (at: string) =>
      remind.mutate(
        { message: reminding.id, at },
        {
          onSuccess: () => {
            closeReminder()
            toast({ text: t.later.willRemind(format.dateTime(at)) })
          },
        },
      ),
  }

  const forward =
    forwarding &&
    createElement(
      Suspense,
      { fallback: null },
      createElement(ForwardDialog, { message: forwarding, onClose: () => setForwarding(null) }),
    )
  // The menu, and what it opens.
  const opened = createElement(Fragment, null, menu.element, forward)
  return { acts, onKey, menu: opened, choosing, picking, setPicking, editing, setEditing, mayEdit }
}
