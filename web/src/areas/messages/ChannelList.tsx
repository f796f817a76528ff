// SPDX-License-Identifier: EUPL-1.2
import { useQueryClient } from '@tanstack/react-query'
import { BellOff, Bookmark, History, Plus } from 'lucide-react'
import { lazy, memo, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { usePresence } from '@/api/live'
import type { Channel, Person } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { Anchor, Avatar, AvatarStack, IconButton, VisuallyHidden } from '@/ui'
import s from './ChannelList.module.css'
import { callsOf } from './counts'
import { FollowedLink } from './FollowedLink'
import { KindIcon } from './KindIcon'
import { warmChannel } from './queries'
import { channelName } from './talk'
import { useTexts } from './texts'

const NewChannelDialog = lazy(() => import('./dialogs').then((it) => ({ default: it.NewChannelDialog })))
const ConversationsDialog = lazy(() =>
  import('./ConversationsDialog').then((it) => ({ default: it.ConversationsDialog })),
)
const NewConversationDialog = lazy(() => import('./dialogs').then((it) => ({ default: it.NewConversationDialog })))

export interface ChannelListProps {
  channels: readonly Channel[]
  current: string | null
  hrefOf: (channel: Channel) => string
  /** The threads one follows. */
  threadsHref: string
  isInThreads: boolean
  /** `null`: conversations. */
  project: string | null
  mayCreate: boolean
  mayManage: boolean
  onCreated: (channel: Channel) => void
  onChoose?: () => void
}

/** By rank among the project's, by their last message among conversations. */
export function sortedChannels(channels: readonly Channel[], isProject: boolean): Channel[] {
  const byRank = (a: Channel, b: Channel) =>
    Number(b.is_main) - Number(a.is_main) || (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0)
  const byTime = (a: Channel, b: Channel) =>
    Date.parse(b.last_posted_at ?? '1970-01-01') - Date.parse(a.last_posted_at ?? '1970-01-01')
  return [...channels].sort(isProject ? byRank : byTime)
}

export function ChannelList(props: ChannelListProps) {
  const { channels, current, hrefOf, project, onCreated } = props
  const t = useTexts()
  const [isCreating, setCreating] = useState(false)
  const [isLookingBack, setLookingBack] = useState(false)
  const sections = useMemo(() => {
    const sorted = sortedChannels(channels, project !== null)
    const open = sorted.filter((it) => it.archived_at === null || it.archived_at === undefined)
    const folders = new Map<string, Channel[]>()
    for (const it of open) folders.set(it.folder ?? '', [...(folders.get(it.folder ?? '') ?? []), it])
    const closed = sorted.filter((it) => it.archived_at)
    return { folders: [...folders].sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a.localeCompare(b))), closed }
  }, [channels, project])
  const title = project === null ? t.list.conversations : t.list.label
  const close = () => setCreating(false)
  const lines = (list: readonly Channel[]) =>
    list.map((it) => (
      <Line key={it.id} channel={it} href={hrefOf(it)} isHere={it.id === current} onChoose={props.onChoose} />
    ))

  return (
    <div className={s.list} data-region>
      <div className={s.heading}>
        <h2 id="titre-canaux">{title}</h2>
        <IconButton size="sm" icon={History} label={t.catchUp.open} href="/rattrapage" />
        <IconButton size="sm" icon={Bookmark} label={t.later.title} href="/enregistres" />
        {props.mayCreate && (
          <IconButton
            size="sm"
            icon={Plus}
            label={project === null ? t.list.newConversation : t.list.newChannel}
            onPress={() => setCreating(true)}
          />
        )}
      </div>
      <nav className={s.nav} aria-labelledby="titre-canaux">
        <FollowedLink
          href={props.threadsHref}
          isHere={props.isInThreads}
          channels={project === null ? null : channels}
          onChoose={props.onChoose}
        />
        {sections.folders.map(([folder, list]) => (
          <Section key={folder} title={folder}>
            {lines(list)}
          </Section>
        ))}
        {sections.closed.length > 0 && (
          <details className={s.closed} open={sections.closed.some((it) => it.id === current)}>
            <summary>{t.list.closed}</summary>
            <ul>{lines(sections.closed)}</ul>
          </details>
        )}
      </nav>
      {project === null && (
        <button type="button" className={s.older} onClick={() => setLookingBack(true)}>
          <History size={16} strokeWidth={1.75} aria-hidden="true" /> {t.list.older}
        </button>
      )}
      <Suspense fallback={null}>
        {isLookingBack && (
          <ConversationsDialog
            onClose={() => setLookingBack(false)}
            onChoose={(channel) => {
              setLookingBack(false)
              onCreated(channel)
            }}
          />
        )}
        {isCreating &&
          (project === null ? (
            <NewConversationDialog onClose={close} onCreated={onCreated} />
          ) : (
            <NewChannelDialog project={project} mayManage={props.mayManage} onClose={close} onCreated={onCreated} />
          ))}
      </Suspense>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      {title !== '' && <h3 className={s.section}>{title}</h3>}
      <ul>{children}</ul>
    </>
  )
}

/** Drawn again only when its own channel is otherwise: counters of the others move all day. */
const Line = memo(function Line({
  channel,
  href,
  isHere,
  onChoose,
}: {
  channel: Channel
  href: string
  isHere: boolean
  onChoose: (() => void) | undefined
}) {
  const t = useTexts()
  const format = useFormat()
  const name = channelName(channel, t, format.list)
  const isUnread = channel.unread > 0 && !channel.is_muted
  const calls = callsOf(channel)
  const { warm, warmNow, cool } = useWarm(channel, isHere)
  const [one] = channel.people
  return (
    <li>
      <Anchor
        href={href}
        className={cx(s.line, isHere && s.here, isUnread && s.unread, channel.is_muted && s.muted)}
        aria-current={isHere ? 'page' : undefined}
        {...(onChoose ? { onClick: onChoose } : {})}
        onPointerEnter={warm}
        onPointerLeave={cool}
        onPointerDown={warmNow}
        onFocus={warm}
        onBlur={cool}
      >
        {channel.kind !== 'direct' ? (
          <KindIcon kind={channel.kind} size={17} />
        ) : channel.people.length > 1 ? (
          <span aria-hidden="true">
            <AvatarStack people={channel.people} max={2} size={20} />
          </span>
        ) : one ? (
          <PersonFace person={one} />
        ) : (
          <KindIcon kind="direct" size={17} />
        )}
        <span className={s.name}>{name}</span>
        {channel.is_muted && (
          <>
            <BellOff size={14} strokeWidth={1.75} aria-hidden="true" />
            <VisuallyHidden>{t.list.muted}</VisuallyHidden>
          </>
        )}
        {calls > 0 ? (
          <>
            <span className={s.count} aria-hidden="true">
              {calls > 99 ? '99+' : calls}
            </span>
            <VisuallyHidden>
              {channel.mentions > 0 ? t.list.mentions(channel.mentions) : t.list.unread(calls)}
            </VisuallyHidden>
          </>
        ) : (
          isUnread && (
            <>
              <span className={s.dot} aria-hidden="true" />
              <VisuallyHidden>{t.list.unread(channel.unread)}</VisuallyHidden>
            </>
          )
        )}
      </Anchor>
    </li>
  )
})

/** A pointer on its way elsewhere asks for nothing. */
const REST_MS = 50

/** What a link leads to is asked for while the person is about to press it. */
function useWarm(channel: Channel, isHere: boolean) {
  const cache = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const cool = () => clearTimeout(timer.current)
  const warmNow = () => {
    cool()
    if (!isHere) void warmChannel(cache, channel)
  }
  const warm = () => {
    cool()
    timer.current = setTimeout(warmNow, REST_MS)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return { warm, warmNow, cool }
}

function PersonFace({ person }: { person: Person }) {
  const presence = usePresence(person.id)
  return <Avatar person={person} size={24} presence={presence} />
}
