// SPDX-License-Identifier: EUPL-1.2
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  Archive,
  ArchiveRestore,
  ArrowLeft,
  Bell,
  BellOff,
  Bot,
  CheckCheck,
  Download,
  Ellipsis,
  Eraser,
  EyeOff,
  Gavel,
  Hourglass,
  Link2,
  LogOut,
  MessagesSquare,
  Pin,
  Search,
  Settings,
  Share,
  Users,
} from 'lucide-react'
import { lazy, memo, Suspense, useState } from 'react'
import type { Id } from '@/api/types'
import { Avatar, AvatarStack, IconButton, Menu, type MenuItems, toast, useConfirm, VisuallyHidden } from '@/ui'
import s from './ChannelHead.module.css'
import { channelIn } from './cache'
import { KindIcon } from './KindIcon'
import { failed } from './problems'
import {
  mark,
  pinsOf,
  useArchiveChannel,
  useHideConversation,
  useKeepChannel,
  useLeaveChannel,
  useLeaveConversation,
} from './queries'
import { useTalk } from './talk'
import { useTexts } from './texts'

const PinsDialog = lazy(() => import('./dialogs').then((it) => ({ default: it.PinsDialog })))
const PeopleDialog = lazy(() => import('./dialogs').then((it) => ({ default: it.PeopleDialog })))
const DecisionsDialog = lazy(() => import('./DecisionsDialog').then((it) => ({ default: it.DecisionsDialog })))
const AutomatesDialog = lazy(() => import('./AutomatesDialog').then((it) => ({ default: it.AutomatesDialog })))
const LogDialog = lazy(() => import('./LogDialog').then((it) => ({ default: it.LogDialog })))
const ExportDialog = lazy(() => import('./ExportDialog').then((it) => ({ default: it.ExportDialog })))
const ClearDialog = lazy(() => import('./ChannelClear').then((it) => ({ default: it.ClearDialog })))
const ExpiryDialog = lazy(() => import('./ChannelClear').then((it) => ({ default: it.ExpiryDialog })))
const SettingsDialog = lazy(() => import('./dialogs').then((it) => ({ default: it.SettingsDialog })))

/** The name of the place, what it is about, and what can be done with it as a whole. */
export const ChannelHead = memo(function ChannelHead({
  onBack,
  onSearch,
}: {
  onBack: () => void
  onSearch: () => void
}) {
  const t = useTexts()
  const { channel, name, place } = useTalk()
  const cache = useQueryClient()
  const [open, setOpen] = useState<'pins' | Opened | null>(null)
  const pins = useQuery(pinsOf(cache, channel.id)).data?.length ?? 0
  const close = () => setOpen(null)
  const isDirect = channel.kind === 'direct'
  const [one] = channel.people
  return (
    <header className={s.head}>
      <span className={s.back}>
        <IconButton icon={ArrowLeft} label={t.list.back} onPress={onBack} />
      </span>
      {isDirect ? (
        one &&
        (channel.people.length === 1 ? (
          <Avatar person={one} size={24} />
        ) : (
          <AvatarStack people={channel.people} max={3} size={24} />
        ))
      ) : (
        <KindIcon kind={channel.kind} size={17} />
      )}
      <div className={s.names}>
        <h1 className={s.name}>{name}</h1>
        <p className={s.topic} title={channel.topic}>
          {channel.topic}
          <span className={s.place}>{place && !channel.topic ? place.name : ''}</span>
        </p>
      </div>
      {channel.requires_threads && (
        <span className={s.expiry} title={t.head.threadsOnly}>
          <MessagesSquare size={16} strokeWidth={1.75} aria-hidden="true" />
          <VisuallyHidden>{t.head.threadsOnly}</VisuallyHidden>
        </span>
      )}
      {channel.expires_after_days && (
        <span className={s.expiry} title={t.expiry.after(channel.expires_after_days)}>
          <Hourglass size={16} strokeWidth={1.75} aria-hidden="true" />
          <VisuallyHidden>{t.expiry.after(channel.expires_after_days)}</VisuallyHidden>
        </span>
      )}
      {pins > 0 && (
        <button
          type="button"
          className={s.count}
          aria-label={t.head.pins(pins)}
          title={t.head.pins(pins)}
          onClick={() => setOpen('pins')}
        >
          <Pin size={17} strokeWidth={1.75} aria-hidden="true" /> <span aria-hidden="true">{pins}</span>
        </button>
      )}
      <IconButton icon={Search} label={t.search.open} onPress={onSearch} />
      {!isDirect && (
        <span className={s.wideOnly}>
          <IconButton icon={Users} label={t.head.people} onPress={() => setOpen('people')} />
        </span>
      )}
      <Keep />
      {isDirect ? (
        <MoreDirect onGone={onBack} onExport={() => setOpen('export')} />
      ) : (
        <More onOpen={setOpen} onGone={onBack} />
      )}
      <Suspense fallback={null}>
        {open === 'pins' && <PinsDialog onClose={close} />}
        {open === 'people' && <PeopleDialog onClose={close} />}
        {open === 'clear' && <ClearDialog onClose={close} />}
        {open === 'expiry' && <ExpiryDialog onClose={close} />}
        {open === 'settings' && <SettingsDialog onClose={close} />}
        {open === 'export' && <ExportDialog onClose={close} />}
        {open === 'log' && <LogDialog onClose={close} />}
        {open === 'automates' && <AutomatesDialog onClose={close} />}
        {open === 'decisions' && place && <DecisionsDialog place={place} onClose={close} />}
      </Suspense>
    </header>
  )
})

/** Of what one is told. */
function Keep() {
  const t = useTexts()
  const { channel } = useTalk()
  const keep = useKeepChannel()
  const change = (kept: { attention: typeof channel.attention; is_muted: boolean }) =>
    keep.mutate(
      { channel: channel.id, kept: { is_muted: kept.is_muted, attention: kept.attention ?? null } },
      { onError: failed },
    )
  const choice = (attention: 'all' | 'mentions' | 'nothing' | null, label: string) => ({
    id: attention ?? 'usual',
    label,
    isSelected: (channel.attention ?? null) === attention,
    onAction: () => change({ attention, is_muted: channel.is_muted }),
  })
  const items: MenuItems = [
    { heading: t.head.keep },
    choice(null, t.head.usual),
    choice('all', t.head.all),
    choice('mentions', t.head.mentions),
    choice('nothing', t.head.nothing),
    'separator',
    {
      id: 'mute',
      label: channel.is_muted ? t.head.unmute : t.head.mute,
      icon: channel.is_muted ? Bell : BellOff,
      onAction: () => change({ attention: channel.attention, is_muted: !channel.is_muted }),
    },
  ]
  return (
    <Menu
      placement="bottom end"
      items={items}
      label={t.head.keep}
      trigger={
        <IconButton icon={channel.is_muted || channel.attention === 'nothing' ? BellOff : Bell} label={t.head.keep} />
      }
    />
  )
}

/** Up to its end as it is when this is asked for: the head does not follow its counters. */
function markRead(cache: QueryClient, channel: Id): void {
  const last = channelIn(cache, channel)?.last_seq
  if (last !== undefined) mark(cache, channel, last).catch(failed)
}

/** Of a conversation: leave it, or put it away. */
function MoreDirect({ onGone, onExport }: { onGone: () => void; onExport: () => void }) {
  const t = useTexts()
  const { channel, name } = useTalk()
  const cache = useQueryClient()
  const confirm = useConfirm()
  const leave = useLeaveConversation()
  const hide = useHideConversation()

  const goAway = async () => {
    const isSure = await confirm({
      title: t.head.leaveTitle(name),
      body: t.head.leaveBody,
      confirmLabel: t.head.leave,
      keepLabel: t.head.stay,
      isDanger: true,
    })
    if (!isSure) return
    // A promise: the conversation is gone from the screen, perhaps before the answer.
    void leave.mutateAsync(channel.id).then(() => {
      onGone()
      toast({ text: t.head.left })
    }, failed)
  }
  const items: MenuItems = [
    {
      id: 'read',
      label: t.head.markRead,
      icon: CheckCheck,
      onAction: () => markRead(cache, channel.id),
    },
    {
      id: 'link',
      label: t.head.copyDirectLink,
      icon: Link2,
      onAction: () =>
        void navigator.clipboard
          .writeText(`${location.origin}/conversations/${channel.id}`)
          .then(() => toast({ text: t.head.linkCopied }))
          .catch(() => toast({ text: t.head.linkNotCopied, tone: 'danger' })),
    },
    { id: 'export', label: t.head.exportConversation, icon: Share, onAction: onExport },
    {
      id: 'hide',
      label: t.head.hide,
      icon: EyeOff,
      onAction: () =>
        hide.mutate(channel.id, {
          onSuccess: () => {
            onGone()
            toast({ text: t.head.hidden })
          },
          onError: failed,
        }),
    },
    // Of one of two nobody goes: the other would talk to nobody.
    ...(channel.people.length > 1
      ? [
          'separator' as const,
          { id: 'leave', label: t.head.leave, icon: LogOut, isDanger: true, onAction: () => void goAway() },
        ]
      : []),
  ]
  return (
    <Menu placement="bottom end" items={items} trigger={<IconButton icon={Ellipsis} label={t.head.moreDirect} />} />
  )
}

/** What the menu opens. */
type Opened = 'people' | 'settings' | 'decisions' | 'automates' | 'log' | 'export' | 'clear' | 'expiry'

function More({ onOpen, onGone }: { onOpen: (what: Opened) => void; onGone: () => void }) {
  const t = useTexts()
  const { channel, name } = useTalk()
  const cache = useQueryClient()
  const confirm = useConfirm()
  const archive = useArchiveChannel()
  const leave = useLeaveChannel()

  const setClosed = async (isClosed: boolean) => {
    if (isClosed) {
      const isSure = await confirm({
        title: t.head.closeTitle(name),
        body: t.head.closeBody,
        confirmLabel: t.head.close,
        keepLabel: t.head.keepOpen,
      })
      if (!isSure) return
    }
    archive.mutate(
      { channel: channel.id, isClosed },
      { onSuccess: () => toast({ text: isClosed ? t.head.closed : t.head.reopened }), onError: failed },
    )
  }
  const goAway = async () => {
    const isSure = await confirm({
      title: t.head.leaveChannelTitle(name),
      body: t.head.leaveChannelBody,
      confirmLabel: t.head.leaveChannel,
      keepLabel: t.head.stay,
      isDanger: true,
    })
    if (!isSure) return
    // A promise: the channel is gone from the screen, perhaps before the answer.
    void leave.mutateAsync(channel.id).then((isStillIn) => {
      if (isStillIn) return toast({ text: t.head.stillIn })
      onGone()
      toast({ text: t.head.leftChannel(name) })
    }, failed)
  }
  const copyLink = () =>
    void navigator.clipboard
      .writeText(`${location.origin}/p/${channel.project}/messages/${channel.id}`)
      .then(() => toast({ text: t.head.linkCopied }))
      .catch(() => toast({ text: t.head.linkNotCopied, tone: 'danger' }))

  // Whoever reads the project's messages reads its other channels.
  const isPrivate = channel.kind === 'private'
  // A log stays whole.
  const mayClear = channel.can.manage && channel.kind !== 'log'

  const items: MenuItems = [
    { id: 'people', label: t.head.people, icon: Users, onAction: () => onOpen('people') },
    { id: 'decisions', label: t.head.decisions, icon: Gavel, onAction: () => onOpen('decisions') },
    channel.kind === 'log' && {
      id: 'log',
      label: t.head.takeLog,
      icon: Download,
      onAction: () => onOpen('log'),
    },
    channel.can.oversee && {
      id: 'automates',
      label: t.head.automates,
      icon: Bot,
      onAction: () => onOpen('automates'),
    },
    channel.can.oversee && {
      id: 'export',
      label: t.head.export,
      icon: Share,
      onAction: () => onOpen('export'),
    },
    channel.can.edit && { id: 'settings', label: t.head.settings, icon: Settings, onAction: () => onOpen('settings') },
    {
      id: 'read',
      label: t.head.markRead,
      icon: CheckCheck,
      onAction: () => markRead(cache, channel.id),
    },
    { id: 'link', label: t.head.copyLink, icon: Link2, onAction: copyLink },
    mayClear && { id: 'expiry', label: t.expiry.menu, icon: Hourglass, onAction: () => onOpen('expiry') },
    ...(channel.can.manage && !channel.is_main
      ? [
          'separator' as const,
          channel.archived_at
            ? { id: 'reopen', label: t.head.reopen, icon: ArchiveRestore, onAction: () => void setClosed(false) }
            : { id: 'close', label: t.head.close, icon: Archive, onAction: () => void setClosed(true) },
        ]
      : []),
    ...(mayClear || isPrivate
      ? [
          'separator' as const,
          isPrivate && {
            id: 'leave',
            label: t.head.leaveChannel,
            icon: LogOut,
            isDanger: true,
            onAction: () => void goAway(),
          },
          mayClear && {
            id: 'clear',
            label: t.clear.menu,
            icon: Eraser,
            isDanger: true,
            onAction: () => onOpen('clear'),
          },
        ]
      : []),
  ]
  return <Menu placement="bottom end" items={items} trigger={<IconButton icon={Ellipsis} label={t.head.more} />} />
}
