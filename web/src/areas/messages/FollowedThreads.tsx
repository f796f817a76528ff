// SPDX-License-Identifier: EUPL-1.2
// The threads one follows, in a project or everywhere: what is new in them, and the thread itself beside the list.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, BellOff, Check, CheckCheck } from 'lucide-react'
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useMe } from '@/api/me'
import type { FollowedThread, Id, Person } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { useAddress } from '@/lib/useAddress'
import {
  Anchor,
  AvatarStack,
  announce,
  Badge,
  Button,
  Counter,
  EmptyState,
  IconButton,
  SegmentedControl,
  SkeletonList,
  toast,
  useKeptFocus,
} from '@/ui'
import { NotLoaded } from './AskAgain'
import { Face, signature } from './automates'
import { excerptOf } from './excerpt'
import s from './FollowedThreads.module.css'
import { type Places, usePlaces } from './keptParts'
import type { NameOf } from './mentions'
import { failed } from './problems'
import { useKeepThread, useReadThread } from './queries'
import { readThreadsSearch, type ThreadsSearch } from './searches'
import type { PlaceOf } from './Talks'
import { ThreadPanel } from './ThreadPanel'
import type { Place } from './talk'
import { useTexts } from './texts'
import { followedThreads, lastAnswers, THREADS_MAX } from './threadQueries'
import { shownThreads, type ThreadFilter } from './threads'

const ROOT_CHARS = 280
const ANSWER_CHARS = 160

const FILTERS = { all: undefined, unread: 'non-lus', resolved: 'regles' } as const
const filterOf = ({ etat }: ThreadsSearch): ThreadFilter =>
  etat === 'non-lus' ? 'unread' : etat === 'regles' ? 'resolved' : 'all'

export interface FollowedThreadsProps {
  place: Place | null
  placeOf: PlaceOf
  /** To the list of channels, where it is a screen of its own. */
  onBack: () => void
}

export function FollowedThreads({ place, placeOf, onBack }: FollowedThreadsProps) {
  const t = useTexts().threads
  const { lost } = useTexts().place
  const { back } = useTexts().list
  const cache = useQueryClient()
  const navigate = useNavigate()
  const path = useLocation({ select: (it) => it.pathname })
  const [search, change] = useAddress(readThreadsSearch)
  const query = useQuery(followedThreads(cache))
  const { data, isError } = query
  const projectName = useCallback((id: Id) => placeOf(id)?.name, [placeOf])
  const filter = filterOf(search)
  const open = search.fil ?? null
  const isHere = place !== null && search.ou !== 'partout'
  // One that is open and followed no more stays open.
  const [last, setLast] = useState<{ root: Id; channel: Id } | null>(null)
  const found = open === null ? undefined : data?.items.find((it) => it.root.id === open)?.root
  if (found && last?.root !== found.id) setLast({ root: found.id, channel: found.channel })
  const opened = open !== null && last?.root === open ? last.channel : null
  // Also the channel of one that has left the list: of a conversation that is too old for mine, nothing else would ask.
  const channels = useMemo(
    () => [...(data?.items.map((it) => it.root.channel) ?? []), ...(opened === null ? [] : [opened])],
    [data, opened],
  )
  const places = usePlaces(projectName, channels)
  const list = useRef<HTMLUListElement>(null)
  // One that is followed no more, or not unread any more, leaves the focus to the next.
  const kept = useKeptFocus<HTMLElement>()

  const { channelOf } = places
  const inScope = useMemo(
    () =>
      data?.items.filter((it) => {
        const channel = channelOf(it.root.channel)
        return channel !== undefined && (!isHere || channel.project === place?.id)
      }),
    [data, channelOf, isHere, place?.id],
  )
  const items = useMemo(() => inScope && shownThreads(inScope, filter, open), [inScope, filter, open])
  const unread = inScope?.filter((it) => it.unread > 0).length ?? 0
  const close = () => {
    change({ fil: undefined })
    const row = open
    // The panel gives the focus back where it came from; from a link there is no such place.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && row)
        list.current?.querySelector<HTMLElement>(`[data-thread="${CSS.escape(row)}"]`)?.focus()
    })
  }

  const openChannel = opened === null ? undefined : channelOf(opened)
  // Its channel is no longer mine to read: what was read there is not shown beside the list any longer.
  const isLost = opened !== null && !openChannel && places.isSure
  useEffect(() => {
    if (!isLost) return
    setLast(null)
    change({ fil: undefined })
    toast({ text: lost })
  }, [isLost, change, lost])
  const openPlace = openChannel?.project ? placeOf(openChannel.project) : null

  return (
    <>
      <section ref={kept} className={s.view} aria-label={t.title} data-region>
        <header className={s.head}>
          <span className={s.back}>
            <IconButton icon={ArrowLeft} label={back} onPress={onBack} />
          </span>
          <h1 className={s.title}>{t.title}</h1>
          {unread > 0 && <Counter count={unread} label={t.unreadThreads(unread)} />}
        </header>
        <div className={s.filters}>
          <SegmentedControl
            label={t.filter}
            value={filter}
            onChange={(it) => change({ etat: FILTERS[it as ThreadFilter] })}
            options={[
              { id: 'all', label: t.all },
              { id: 'unread', label: t.unread },
              { id: 'resolved', label: t.resolved },
            ]}
          />
          {place && (
            <SegmentedControl
              label={t.where}
              value={isHere ? 'projet' : 'partout'}
              onChange={(it) => change({ ou: it === 'partout' ? 'partout' : undefined })}
              options={[
                { id: 'projet', label: t.here },
                { id: 'partout', label: t.everywhere },
              ]}
            />
          )}
        </div>
        {items === undefined ? (
          isError ? (
            <NotLoaded title={t.notLoaded} query={query} />
          ) : (
            <div className={s.waiting}>
              <SkeletonList label={t.loading} rows={5} />
            </div>
          )
        ) : items.length === 0 ? (
          <Nothing filter={filter} onAll={() => change({ etat: undefined })} />
        ) : (
          <>
            <p hidden id="touches-fils">
              {t.keys}
            </p>
            <ul ref={list} className={s.list} aria-describedby="touches-fils">
              {items.map((it) => (
                <Line
                  key={it.root.id}
                  thread={it}
                  isOpen={it.root.id === open}
                  places={places}
                  inside={isHere ? place?.id : undefined}
                  href={hrefOf(path, search, it.root.id)}
                />
              ))}
            </ul>
            {data?.items.length === THREADS_MAX && <p className={s.note}>{t.most(THREADS_MAX)}</p>}
          </>
        )}
      </section>
      {openChannel && open && (
        <ThreadPanel
          key={open}
          channel={openChannel}
          place={openPlace ?? null}
          root={open}
          target={null}
          onClose={close}
          onShow={(message) => void navigate({ to: places.hrefOf({ id: message, channel: openChannel.id }) })}
        />
      )}
    </>
  )
}

/** With its path: of a bare `?…` the browser would load the page again. */
const hrefOf = (path: string, search: ThreadsSearch, fil: Id): string =>
  `${path}?${new URLSearchParams(Object.entries({ ...search, fil }).filter((it): it is [string, string] => it[1] !== undefined))}`

function Nothing({ filter, onAll }: { filter: ThreadFilter; onAll: () => void }) {
  const t = useTexts().threads
  if (filter === 'all') return <EmptyState illustration="sheets" title={t.none} text={t.noneText} />
  return (
    <EmptyState
      title={filter === 'unread' ? t.noUnread : t.noResolved}
      actions={<Button onPress={onAll}>{t.seeAll}</Button>}
    />
  )
}

interface LineProps {
  thread: FollowedThread
  isOpen: boolean
  places: Places
  /** The project whose threads these are: it need not be said of each. */
  inside: Id | undefined
  href: string
}

/** Not drawn again for what is said elsewhere. */
const Line = memo(function Line({ thread, isOpen, places, inside, href }: LineProps) {
  const t = useTexts()
  const format = useFormat()
  const keep = useKeepThread()
  const read = useReadThread()
  const hasSingleKeys = useMe().display.single_key_shortcuts
  const { root, unread } = thread
  const { answers } = root
  const { personOf, nameOf } = places
  const where = places.placeName(root.channel, inside)
  const author = personOf(root.author)
  const isGone = Boolean(root.retracted_at)
  const text = excerptOf(root, nameOf, t.line, ROOT_CHARS)
  const name = signature(root, author, t.line.someone)

  const markRead = () => {
    if (unread === 0) return
    read.mutate({ root: root.id, seq: thread.last_seq }, { onSuccess: () => announce(t.threads.read), onError: failed })
  }
  const attend = (attention: 'followed' | 'unfollowed') =>
    keep.mutate(
      { channel: root.channel, root: root.id, attention },
      {
        onSuccess: () =>
          attention === 'followed'
            ? announce(t.thread.followed)
            : toast({
                text: t.thread.unfollowed,
                action: { label: t.threads.followAgain, onAction: () => attend('followed') },
              }),
        onError: failed,
      },
    )

  /** ↑ and ↓ go from one thread to the next, whatever has the focus in the line; letters act on it. */
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      const links = [...document.querySelectorAll<HTMLElement>('[data-thread]')]
      const next = links[links.findIndex((it) => event.currentTarget.contains(it)) + step]
      if (!next) return
      event.preventDefault()
      next.focus()
      next.scrollIntoView({ block: 'nearest' })
      return
    }
    if (!hasSingleKeys) return
    const act = { l: markRead, f: () => attend('unfollowed') }[event.key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <li>
      <article
        className={cx(s.line, isOpen && s.open, unread > 0 && s.unread)}
        aria-label={t.threads.one(name, where)}
        onKeyDown={onKey}
      >
        {author || root.automate ? <Face message={root} author={author} size={36} /> : <span className={s.noFace} />}
        <div className={s.main}>
          <p className={s.who}>
            <b>{name}</b>
            <span>{where}</span>
            <time dateTime={root.posted_at} title={format.fullDateTime(root.posted_at)}>
              {format.dateTime(root.posted_at)}
            </time>
            {answers?.resolved_at && (
              <Badge tone="success" icon={Check}>
                {t.line.resolved}
              </Badge>
            )}
          </p>
          <Anchor href={href} className={cx(s.text, isGone && s.gone)} data-thread={root.id}>
            {text}
          </Anchor>
          <Last thread={thread} personOf={personOf} nameOf={nameOf} />
          {answers && (
            <p className={s.count}>
              <span aria-hidden="true">
                <AvatarStack
                  people={answers.people.flatMap((it) => personOf(it) ?? []).slice(0, 3)}
                  max={3}
                  size={20}
                />
              </span>
              <span>{t.log.answers(answers.count)}</span>
              <span>{t.line.last(format.dateTime(answers.last_posted_at))}</span>
            </p>
          )}
        </div>
        <div className={s.end}>
          {unread > 0 && <Counter count={unread} label={t.threads.newAnswers(unread)} />}
          {unread > 0 && (
            <IconButton size="sm" icon={CheckCheck} label={t.threads.markRead} shortcut="L" onPress={markRead} />
          )}
          <IconButton
            size="sm"
            icon={BellOff}
            label={t.thread.unfollow}
            shortcut="F"
            onPress={() => attend('unfollowed')}
          />
        </div>
      </article>
    </li>
  )
})

interface LastProps {
  thread: FollowedThread
  personOf: (id: Id) => Person | undefined
  nameOf: NameOf
}

/** The last answers, asked for when the line comes to be seen. */
function Last({ thread, personOf, nameOf }: LastProps) {
  const t = useTexts()
  const cache = useQueryClient()
  const own = useRef<HTMLDivElement>(null)
  const isSeen = useSeen(own)
  const { data } = useQuery({ ...lastAnswers(cache, thread), enabled: isSeen })
  const room = Math.min(2, thread.root.answers?.count ?? 0)
  return (
    <div ref={own} className={s.last} data-lines={room}>
      {data?.map((it) => (
        <p key={it.id} className={s.answer}>
          <b>{signature(it, personOf(it.author), t.line.someone)}</b> {excerptOf(it, nameOf, t.line, ANSWER_CHARS)}
        </p>
      ))}
    </div>
  )
}

/** Whether it has been on screen, or nearly. */
function useSeen(own: React.RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(() => !('IntersectionObserver' in globalThis))
  useEffect(() => {
    if (isSeen || !own.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((it) => it.isIntersecting)) setSeen(true)
      },
      { rootMargin: '200px' },
    )
    observer.observe(own.current)
    return () => observer.disconnect()
  }, [isSeen, own])
  return isSeen
}
