// SPDX-License-Identifier: EUPL-1.2
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { BellOff, Bookmark, ChevronDown, Ellipsis, FolderPlus, Hash, History, PencilLine, Plus } from 'lucide-react'
import { type DragEvent, lazy, memo, Suspense, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { usePresence } from '@/api/live'
import { useMe } from '@/api/me'
import type { Channel, Id, Person } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { Anchor, Avatar, AvatarStack, IconButton, Menu, type Refuge, useKeptFocus, VisuallyHidden } from '@/ui'
import type { Organiser } from './ChannelFolders'
import s from './ChannelList.module.css'
import { callsOf } from './counts'
import { useDrafted } from './drafts'
import { FollowedLink } from './FollowedLink'
import { foldersIn } from './folderQueries'
import {
  foldersOf,
  keepFolded,
  newsOf,
  readFolded,
  type Section,
  sectionsOf,
  sortedChannels,
  staysShown,
} from './folders'
import { KindIcon } from './KindIcon'
import { myChannels } from './mine'
import { readersIn, warmChannel } from './queries'
import { channelName } from './talk'
import { useTexts } from './texts'

const NewChannelDialog = lazy(() => import('./dialogs').then((it) => ({ default: it.NewChannelDialog })))
const Organise = lazy(() => import('./ChannelFolders').then((it) => ({ default: it.Organise })))
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

/** The kind of thing dragged, so that a file or a text dropped here is not taken for a channel. */
const DRAGGED = 'application/x-plano-channel'

/** What takes a channel that is dropped on it. */
function takes(onOver: (isOver: boolean) => void, take: (channel: Id) => void) {
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return
      event.preventDefault()
      onOver(true)
    },
    onDragLeave: () => onOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      onOver(false)
      take(event.dataTransfer.getData(DRAGGED))
    },
  }
}

export function ChannelList(props: ChannelListProps) {
  const { channels, current, hrefOf, project, mayCreate, mayManage, onCreated } = props
  const t = useTexts()
  const [isCreating, setCreating] = useState(false)
  const [isLookingBack, setLookingBack] = useState(false)
  const [organiser, setOrganiser] = useState<Organiser | null>(null)
  // Asked for before the code for it was here.
  const wantsFolder = useRef(false)
  const ready = useCallback((it: Organiser | null) => {
    setOrganiser(it)
    if (!it || !wantsFolder.current) return
    wantsFolder.current = false
    it.create()
  }, [])
  const createFolder = () => {
    if (organiser) organiser.create()
    else wantsFolder.current = true
  }
  // In a project that is closed nothing is made, nor moved.
  const divides = project !== null && mayManage && mayCreate
  const empty = useQuery({ ...foldersIn(project ?? ''), enabled: divides }).data
  const { open, closed, folders, sections } = useMemo(() => {
    const sorted = sortedChannels(channels, project !== null)
    const open = sorted.filter((it) => it.archived_at === null || it.archived_at === undefined)
    const folders = foldersOf(open, divides ? (empty ?? []) : [])
    return { open, closed: sorted.filter((it) => it.archived_at), folders, sections: sectionsOf(open, folders) }
  }, [channels, project, divides, empty])
  const organises = project !== null && open.some((it) => it.can.manage && !it.is_main)
  const title = project === null ? t.list.conversations : t.list.label
  const close = () => setCreating(false)
  const drafted = useDrafted(useMe().account.id)
  const divided = useRef(sections)
  divided.current = sections
  // One that goes to another folder takes the focus along; where that is folded, to its heading.
  const refuge = useCallback<Refuge<HTMLElement>>((nav, lost) => {
    const id = lost.closest<HTMLElement>('[data-channel]')?.dataset.channel
    if (id === undefined) return null
    const line = nav.querySelector(`[data-channel="${CSS.escape(id)}"]`)
    const control =
      line?.querySelector<HTMLElement>(lost.matches('button') ? 'button' : 'a') ?? line?.querySelector('a')
    if (control) return control
    const folder = divided.current.find((it) => it.channels.some((each) => each.id === id))?.folder
    return folder ? nav.querySelector<HTMLElement>(`[data-folder="${CSS.escape(folder.id)}"] button`) : null
  }, [])
  const kept = useKeptFocus<HTMLElement>(refuge)
  const line = (it: Channel) => (
    <Line
      key={it.id}
      channel={it}
      href={hrefOf(it)}
      isHere={it.id === current}
      isDrafted={it.id !== current && it.can.post && drafted.has(it.id)}
      onChoose={props.onChoose}
      organiser={it.archived_at ? null : organiser}
    />
  )
  const create = <IconButton size="sm" icon={Plus} label={divides ? t.folders.createMenu : t.list.newChannel} />

  return (
    <div className={s.list} data-region>
      <div className={s.heading}>
        <h2 id="titre-canaux">{title}</h2>
        <IconButton size="sm" icon={History} label={t.catchUp.open} href="/rattrapage" />
        <IconButton size="sm" icon={Bookmark} label={t.later.title} href="/enregistres" />
        {mayCreate &&
          (divides ? (
            <Menu
              placement="bottom end"
              trigger={create}
              items={[
                { id: 'channel', label: t.list.newChannel, icon: Hash, onAction: () => setCreating(true) },
                { id: 'folder', label: t.folders.createTitle, icon: FolderPlus, onAction: createFolder },
              ]}
            />
          ) : (
            <IconButton
              size="sm"
              icon={Plus}
              label={project === null ? t.list.newConversation : t.list.newChannel}
              onPress={() => setCreating(true)}
            />
          ))}
      </div>
      <nav ref={kept} className={s.nav} aria-labelledby="titre-canaux">
        <FollowedLink
          href={props.threadsHref}
          isHere={props.isInThreads}
          channels={project === null ? null : channels}
          onChoose={props.onChoose}
        />
        <Sections
          key={project}
          project={project ?? ''}
          sections={sections}
          current={current}
          divides={divides}
          organiser={organiser}
          line={line}
        />
        {project !== null && <Team project={project} drafted={drafted} onChoose={props.onChoose} />}
        {closed.length > 0 && (
          <details className={s.closed} open={closed.some((it) => it.id === current)}>
            <summary>{t.list.closed}</summary>
            <ul>{closed.map(line)}</ul>
          </details>
        )}
      </nav>
      {project === null && (
        <button type="button" className={s.older} onClick={() => setLookingBack(true)}>
          <History size={16} strokeWidth={1.75} aria-hidden="true" /> {t.list.older}
        </button>
      )}
      <Suspense fallback={null}>
        {(divides || organises) && project !== null && (
          <Organise project={project} channels={open} folders={folders} mayManage={divides} onReady={ready} />
        )}
      </Suspense>
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
            <NewChannelDialog project={project} mayManage={mayManage} onClose={close} onCreated={onCreated} />
          ))}
      </Suspense>
    </div>
  )
}

const TEAM_MAX = 5

/** The conversations with one person of this project, the latest first: from here to one's desk neighbours it is one step. */
function Team(props: { project: Id; drafted: ReadonlySet<Id>; onChoose: (() => void) | undefined }) {
  const { project, drafted, onChoose } = props
  const t = useTexts()
  const cache = useQueryClient()
  const id = useId()
  const { data = [] } = useQuery(myChannels)
  const main = data.find((it) => it.is_main && it.project === project)?.id
  const pairs = data.filter((it) => it.kind === 'direct' && it.people.length === 1 && it.last_seq > 0)
  const { data: readers } = useQuery({
    ...readersIn(cache, main ?? ''),
    enabled: main !== undefined && pairs.length > 0,
  })
  const ids = new Set(readers?.map((it) => it.id))
  const team = pairs
    .filter((it) => it.people.some((each) => ids.has(each.id)))
    .sort((a, b) => (b.last_posted_at ?? '').localeCompare(a.last_posted_at ?? ''))
    .slice(0, TEAM_MAX)
  if (team.length === 0) return null
  return (
    <section className={s.folder} aria-labelledby={id}>
      <h3 id={id} className={cx(s.section, s.team)}>
        {t.list.team}
      </h3>
      <ul>
        {team.map((it) => (
          <Line
            key={it.id}
            channel={it}
            href={`/conversations/${it.id}`}
            isHere={false}
            isDrafted={it.can.post && drafted.has(it.id)}
            onChoose={onChoose}
            organiser={null}
          />
        ))}
      </ul>
    </section>
  )
}

interface SectionsProps {
  project: Id
  sections: readonly Section[]
  current: Id | null
  divides: boolean
  organiser: Organiser | null
  line: (channel: Channel) => React.ReactNode
}

/** Each folder under its heading, folded or not as it was left on this device. */
function Sections({ project, sections, current, divides, organiser, line }: SectionsProps) {
  const [folded, setFolded] = useState(() => readFolded(project))
  const toggle = (folder: Id) => {
    const next = new Set(folded)
    if (!next.delete(folder)) next.add(folder)
    setFolded(next)
    keepFolded(
      project,
      next,
      sections.flatMap((it) => it.folder ?? []),
    )
  }
  return sections.map((section) => {
    const { folder, channels } = section
    if (!folder) return channels.length > 0 && <ul key="">{channels.map(line)}</ul>
    return (
      <Folder
        key={folder.id}
        section={section}
        isFolded={folded.has(folder.id)}
        onToggle={() => toggle(folder.id)}
        divides={divides}
        organiser={organiser}
      >
        {(folded.has(folder.id) ? channels.filter((it) => staysShown(it, current)) : channels).map(line)}
      </Folder>
    )
  })
}

function Folder(props: {
  section: Section
  isFolded: boolean
  onToggle: () => void
  divides: boolean
  organiser: Organiser | null
  children: React.ReactNode[]
}) {
  const { section, isFolded, onToggle, divides, organiser, children } = props
  const { folder, channels } = section
  const t = useTexts()
  const id = useId()
  const [isOver, setOver] = useState(false)
  if (!folder) return null
  const news = newsOf(channels)
  return (
    <section className={s.folder} aria-labelledby={id}>
      <div
        className={cx(s.folderHead, isOver && s.over)}
        data-folder={folder.id}
        {...(organiser && takes(setOver, (it) => organiser.place(it, folder.id, null)))}
      >
        <h3 className={s.section}>
          <button type="button" aria-expanded={!isFolded} aria-controls={`${id}-canaux`} onClick={onToggle}>
            <ChevronDown size={14} strokeWidth={2} aria-hidden="true" />
            <span id={id} className={s.name} title={folder.name}>
              {folder.name}
            </span>
            {isFolded &&
              (news.calls > 0 ? (
                <>
                  <span className={s.count} aria-hidden="true">
                    {news.calls > 99 ? '99+' : news.calls}
                  </span>
                  <VisuallyHidden>{t.folders.calls(news.calls)}</VisuallyHidden>
                </>
              ) : (
                news.unread > 0 && (
                  <>
                    <span className={s.sum} aria-hidden="true">
                      {news.unread > 99 ? '99+' : news.unread}
                    </span>
                    <VisuallyHidden>{t.folders.unread(news.unread)}</VisuallyHidden>
                  </>
                )
              ))}
          </button>
        </h3>
        {divides && organiser && (
          <span className={s.more}>
            <IconButton
              size="sm"
              icon={Ellipsis}
              label={t.folders.folderMenu(folder.name)}
              aria-haspopup="menu"
              onPress={(event) => organiser.folderMenu(folder, event.currentTarget)}
            />
          </span>
        )}
      </div>
      <ul id={`${id}-canaux`}>{children}</ul>
      {!isFolded && channels.length === 0 && <p className={s.empty}>{t.folders.empty}</p>}
    </section>
  )
}

/** Drawn again only when its own channel is otherwise: counters of the others move all day. */
const Line = memo(function Line({
  channel,
  href,
  isHere,
  isDrafted,
  onChoose,
  organiser,
}: {
  channel: Channel
  href: string
  isHere: boolean
  isDrafted: boolean
  onChoose: (() => void) | undefined
  organiser: Organiser | null
}) {
  const t = useTexts()
  const format = useFormat()
  const name = channelName(channel, t, format.list)
  const isUnread = channel.unread > 0 && !channel.is_muted
  const calls = callsOf(channel)
  const { warm, warmNow, cool } = useWarm(channel, isHere)
  const [one] = channel.people
  const [isOver, setOver] = useState(false)
  const mayMove = organiser !== null && channel.can.manage && !channel.is_main
  return (
    <li
      className={cx(s.item, isOver && s.over)}
      data-channel={channel.id}
      draggable={mayMove || undefined}
      {...(mayMove && {
        onDragStart: (event: DragEvent) => {
          event.dataTransfer.setData(DRAGGED, channel.id)
          event.dataTransfer.effectAllowed = 'move'
        },
      })}
      {...(organiser && takes(setOver, (it) => organiser.place(it, channel.folder?.id ?? null, channel.id)))}
    >
      <Anchor
        href={href}
        draggable={false}
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
        {isDrafted && (
          <>
            <PencilLine size={14} strokeWidth={1.75} aria-hidden="true" />
            <VisuallyHidden>{t.list.drafted}</VisuallyHidden>
          </>
        )}
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
      {mayMove && (
        <span className={s.more}>
          <IconButton
            size="sm"
            icon={Ellipsis}
            label={t.folders.channelMenu(name)}
            aria-haspopup="menu"
            onPress={(event) => organiser.channelMenu(channel, event.currentTarget)}
          />
        </span>
      )}
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
