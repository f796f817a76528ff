// SPDX-License-Identifier: EUPL-1.2
// A list of channels, the one that is open, the thread beside it: in a project, or over all projects for conversations.

import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useTopic } from '@/api/live'
import type { Channel, Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { useAddress } from '@/lib/useAddress'
import { Button, EmptyState, SkeletonList } from '@/ui'
import { NotLoaded } from './AskAgain'
import { ChannelList } from './ChannelList'
import { ChannelView } from './ChannelView'
import { keepLastChannel, lastChannel } from './drafts'
import { sortedChannels } from './folders'
import { myChannels } from './mine'
import { channelOf } from './queries'
import { NOT_ASKED, readTalkSearch, THREADS } from './searches'
import s from './Talks.module.css'
import { channelName, type Place } from './talk'
import { useTexts } from './texts'

const SearchPanel = lazy(() => import('./SearchPanel').then((it) => ({ default: it.SearchPanel })))
const FollowedThreads = lazy(() => import('./FollowedThreads').then((it) => ({ default: it.FollowedThreads })))
const ThreadPanel = lazy(() => import('./ThreadPanel').then((it) => ({ default: it.ThreadPanel })))

export interface ProjectTalksProps {
  project: Place
  mayCreate: boolean
  mayManage: boolean
  /** Another project of mine; `undefined`: it is not mine to know. */
  placeOf: PlaceOf
}

export type PlaceOf = (project: Id) => Place | undefined

/** The tab « Messages » of a project. */
export function ProjectTalks({ project, mayCreate, mayManage, placeOf }: ProjectTalksProps) {
  return <Talks place={project} mayCreate={mayCreate && !project.isArchived} mayManage={mayManage} placeOf={placeOf} />
}

/** Direct and group conversations, outside any project. */
export function Conversations({ placeOf }: { placeOf: PlaceOf }) {
  return <Talks place={null} mayCreate mayManage={false} placeOf={placeOf} />
}

/** The list stands beside the conversation; narrower, each has the screen to itself. */
const HAS_LIST = '(width >= 64rem)'
const HAS_PANEL = '(width >= 48rem)'

interface TalksProps {
  place: Place | null
  mayCreate: boolean
  mayManage: boolean
  placeOf: PlaceOf
}

function Talks({ place, mayCreate, mayManage, placeOf }: TalksProps) {
  const t = useTexts()
  const format = useFormat()
  const navigate = useNavigate()
  const id = useParams({ strict: false, select: (it) => (it as { channel?: string }).channel })
  const [search, change] = useAddress(readTalkSearch)
  const query = useQuery(myChannels)
  const isLoaded = query.data !== undefined
  const base = place ? `/p/${place.id}/messages` : '/conversations'
  const spot = place?.id ?? 'conversations'

  const channels = useMemo(
    () => (query.data ?? []).filter((it) => (place ? it.project === place.id : (it.project ?? null) === null)),
    [query.data, place],
  )
  const isInThreads = id === THREADS
  const inList = channels.find((it) => it.id === id)
  // A conversation that is too old for the list, or was put away, is there all the same for whoever asks for it.
  const asked = useQuery({
    ...channelOf(id ?? ''),
    enabled: place === null && id !== undefined && !isInThreads && isLoaded && !inList,
  })
  const channel =
    inList ?? (asked.isSuccess && asked.data.kind === 'direct' && id !== undefined ? asked.data : undefined)
  // Only those of the list are heard wherever one is.
  useTopic(channel && !inList ? `channel:${channel.id}` : null)
  const isEmpty = !isInThreads && query.data !== undefined && (channels.length === 0 || (id !== undefined && !channel))
  const go = useCallback((to: string) => void navigate({ to }), [navigate])

  // Without a channel in the address: the one last seen on this device. On a telephone the list is a screen of its own.
  useEffect(() => {
    if (id || !isLoaded || !matchMedia(HAS_LIST).matches) return
    const kept = lastChannel(spot)
    const open = sortedChannels(channels, place !== null)
    const next = open.find((it) => it.id === kept) ?? open.find((it) => !it.archived_at)
    // What is looked for stays.
    if (next) void navigate({ to: `${base}/${next.id}`, replace: true, search: true } as never)
  }, [id, isLoaded, channels, spot, base, place, navigate])
  useEffect(() => {
    if (channel) keepLastChannel(spot, channel.id)
  }, [channel, spot])

  // An answer that shows in its thread only: its thread leads to it.
  const [led, setLed] = useState<{ thread: Id; answer: Id } | null>(null)
  const openThread = useCallback(
    (root: Id | null, answer?: Id) => {
      setLed(root !== null && answer !== undefined ? { thread: root, answer } : null)
      change({ fil: root ?? undefined }, { isStep: root !== null })
    },
    [change],
  )
  // An address of before: the same place, under its name of today.
  const { fil, thread: before } = search
  useEffect(() => {
    if (before !== undefined) change({ fil, thread: undefined })
  }, [before, fil, change])
  const shown = useCallback(() => change({ message: undefined }), [change])
  const replied = useCallback(() => change({ repondre: undefined }), [change])
  const onReplying = search.repondre ? replied : undefined
  const show = useCallback(
    (message: Id) => change(matchMedia(HAS_PANEL).matches ? { message } : { message, fil: undefined }),
    [change],
  )
  const name = channel ? channelName(channel, t, format.list) : null
  const title =
    place === null
      ? name === null
        ? `${isInThreads ? t.threads.title : t.place.conversations} – Plano`
        : t.place.conversation(name)
      : t.place.project(name ?? (isInThreads ? t.threads.title : t.title), place.name)

  return (
    <div
      className={s.talks}
      data-fills
      data-open={channel || isInThreads ? true : undefined}
      data-empty={isEmpty || (query.isError && !query.data) || undefined}
    >
      <title>{title}</title>
      {!channel && !isInThreads && <h1 className={s.said}>{place === null ? t.place.conversations : t.title}</h1>}
      <div className={s.side}>
        {isLoaded ? (
          <ChannelList
            channels={channels}
            current={channel?.id ?? null}
            hrefOf={(it: Channel) => `${base}/${it.id}`}
            threadsHref={`${base}/${THREADS}`}
            isInThreads={isInThreads}
            project={place?.id ?? null}
            mayCreate={mayCreate}
            mayManage={mayManage}
            onCreated={(it) => go(`${base}/${it.id}`)}
          />
        ) : (
          <div className={s.waiting}>{!query.isError && <SkeletonList label={t.place.loading} rows={5} />}</div>
        )}
      </div>
      <div className={s.main}>
        {channel && (
          <ChannelView
            key={channel.id}
            channel={channel}
            place={place}
            target={search.message ?? null}
            thread={search.fil ?? null}
            onReplying={search.fil ? undefined : onReplying}
            onThread={openThread}
            onShown={shown}
            onBack={() => go(base)}
            onSearch={() => change({ recherche: 'oui', fil: undefined }, { isStep: true })}
            panel={
              search.fil && (
                <Suspense fallback={null}>
                  <ThreadPanel
                    key={search.fil}
                    channel={channel}
                    place={place}
                    root={search.fil}
                    // Of another thread, which an address opened since, it says nothing.
                    target={led?.thread === search.fil ? led.answer : null}
                    onReplying={onReplying}
                    onClose={() => openThread(null)}
                    onShow={show}
                  />
                </Suspense>
              )
            }
          />
        )}
        {/* Apart from the channel: it stays as one goes from a result in one channel to the next in another. */}
        {channel && search.recherche && !search.fil && (
          <Suspense fallback={null}>
            <SearchPanel
              channel={channel}
              place={place}
              onClose={() => change(NOT_ASKED)}
              isAlone={!matchMedia(HAS_PANEL).matches}
            />
          </Suspense>
        )}
        {isInThreads && (
          <Suspense fallback={null}>
            <FollowedThreads place={place} placeOf={placeOf} onBack={() => go(base)} />
          </Suspense>
        )}
        {channel || isInThreads ? null : query.isError ? (
          <NotLoaded query={query} />
        ) : (
          isLoaded &&
          !asked.isLoading && (
            <Nothing
              isAbsent={id !== undefined}
              isConversations={place === null}
              isEmpty={channels.length === 0}
              base={base}
            />
          )
        )}
      </div>
    </div>
  )
}

/** No channel is open: there is none, it is not mine, or none was chosen. */
function Nothing(props: { isAbsent: boolean; isConversations: boolean; isEmpty: boolean; base: string }) {
  const t = useTexts()
  if (props.isAbsent)
    return (
      <EmptyState
        illustration="sheets"
        title={props.isConversations ? t.place.absentTalk : t.place.absent}
        text={props.isConversations ? t.place.absentTalkText : t.place.absentText}
        actions={props.isConversations ? null : <Button href={props.base}>{t.place.toMain}</Button>}
      />
    )
  if (!props.isConversations)
    return props.isEmpty ? <EmptyState illustration="sheets" title={t.place.none} text={t.place.noneText} /> : null
  return props.isEmpty ? (
    <EmptyState illustration="sheets" title={t.place.noConversation} text={t.place.noConversationText} />
  ) : (
    <EmptyState illustration="sheets" title={t.place.choose} text={t.place.chooseText} />
  )
}
