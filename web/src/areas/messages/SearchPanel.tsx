// SPDX-License-Identifier: EUPL-1.2
// What was said, looked for: beside the channel, so that one goes from one result to the next. What is asked stands in
// the address.

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useMe } from '@/api/me'
import type { Channel, FoundMessage, FoundMessages, Id, Person } from '@/api/types'
import { beginOf, dayAfter } from '@/lib/days'
import { useFormat, useTimeZone } from '@/lib/format'
import { useAddress } from '@/lib/useAddress'
import { usePaused, useSettled } from '@/lib/useSettled'
import {
  Anchor,
  Avatar,
  Button,
  Checkbox,
  ComboBox,
  DateField,
  EmptyState,
  LoadMore,
  SearchField,
  Select,
  SidePanel,
  SkeletonList,
} from '@/ui'
import { NotLoaded } from './AskAgain'
import { Face, signature } from './automates'
import { isLike } from './Composer'
import { type Filters, foundBy, isAsked } from './found'
import { myChannels } from './mine'
import { cards, membersIn, peopleLike } from './queries'
import s from './SearchPanel.module.css'
import { type Asked, NOT_ASKED, readTalkSearch, type TalkSearch } from './searches'
import { channelName, type Place } from './talk'
import { useTexts } from './texts'
import { useChannels } from './useChannels'

/** Authors offered at once. */
const AUTHORS_MAX = 8

export interface SearchPanelProps {
  channel: Channel
  place: Place | null
  onClose: () => void
  /** There is no room beside the channel: a result takes the place of the search, and going back leads to it. */
  isAlone: boolean
}

export function SearchPanel({ channel, place, onClose, isAlone }: SearchPanelProps) {
  const t = useTexts().search
  const zone = useTimeZone()
  const [search, change] = useAddress(readTalkSearch)
  const filters = useMemo(
    (): Filters => ({
      q: search.q?.trim(),
      author: search.auteur,
      channel: search.ou === 'canal' ? channel.id : search.ou?.startsWith('chn_') ? search.ou : undefined,
      project: search.ou === undefined ? place?.id : undefined,
      from: search.du && beginOf(search.du, zone),
      to: search.au && beginOf(dayAfter(search.au), zone),
      has_link: search.liens && true,
    }),
    [search, channel.id, place?.id, zone],
  )
  return (
    <SidePanel title={t.title} onClose={onClose}>
      <search className={s.filters} aria-label={t.label}>
        <Question search={search} change={change} place={place} channel={channel} />
      </search>
      <Results filters={filters} search={search} change={change} isAlone={isAlone} />
    </SidePanel>
  )
}

interface FilterProps {
  search: TalkSearch
  change: (patch: Partial<TalkSearch>) => void
}

function Question({ search, change, place, channel }: FilterProps & { place: Place | null; channel: Channel }) {
  const t = useTexts().search
  const [q, setQ] = useSettled(search.q ?? '', (q) => change({ q }))
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // After the panel, which takes the focus first to know where it came from.
    const frame = requestAnimationFrame(() => field.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  const where = [
    ...(place ? [{ id: 'projet', label: t.inProject }] : []),
    { id: 'canal', label: channel.kind === 'direct' ? t.inConversation : t.inChannel },
    { id: 'partout', label: t.everywhere },
    ...useOthers(channel, place, search.ou),
  ]
  return (
    <>
      <SearchField ref={field} label={t.words} size="md" value={q} onChange={setQ} />
      <Select
        label={t.where}
        size="sm"
        value={search.ou === channel.id ? 'canal' : (search.ou ?? (place ? 'projet' : 'partout'))}
        options={where}
        onChange={(ou) => change({ ou: ou === 'projet' || (ou === 'partout' && !place) ? undefined : ou })}
      />
      <Author
        value={search.auteur ?? null}
        onChange={(auteur) => change({ auteur: auteur ?? undefined })}
        place={place}
        channel={channel}
      />
      <div className={s.dates}>
        <DateField
          label={t.from}
          size="sm"
          value={search.du ?? null}
          onChange={(du) => change({ du: du ?? undefined })}
        />
        <DateField
          label={t.to}
          size="sm"
          value={search.au ?? null}
          onChange={(au) => change({ au: au ?? undefined })}
        />
      </div>
      <Checkbox
        label={t.hasLink}
        isSelected={search.liens === 'oui'}
        onChange={(isOn) => change({ liens: isOn ? 'oui' : undefined })}
      />
    </>
  )
}

/** The other channels of this project, or my other conversations; and the one that is chosen, wherever it is. */
function useOthers(channel: Channel, place: Place | null, chosen: string | undefined) {
  const t = useTexts()
  const format = useFormat()
  const mine = useQuery({ ...myChannels, select: namedOnly }).data
  return useMemo(
    () =>
      (mine ?? [])
        .filter(
          (it) => it.id !== channel.id && (it.id === chosen || (place ? it.project === place.id : it.project === null)),
        )
        .map((it) => ({ id: it.id, label: `${it.project ? '#' : ''}${channelName(it, t, format.list)}` }))
        .sort((a, b) => format.compare(a.label, b.label)),
    [mine, channel.id, place, chosen, t, format],
  )
}

/** Counters move with each message of anybody's: what does not show them is not drawn again for them. */
const namedOnly = (channels: readonly Channel[]) =>
  channels.map(({ id, project, kind, name, people }) => ({ id, project: project ?? null, kind, name, people }))

interface AuthorProps {
  value: Id | null
  onChange: (author: Id | null) => void
  place: Place | null
  channel: Channel
}

/** Someone met in messages or in the project, and whoever else may be looked for. */
function Author({ value, onChange, place, channel }: AuthorProps) {
  const t = useTexts().search
  const format = useFormat()
  const cache = useQueryClient()
  const me = useMe()
  const { data: met } = useQuery(cards)
  const members = useQuery({ ...membersIn(cache, place?.id ?? ''), enabled: place !== null }).data
  const known = useMemo(() => {
    const all = new Map<Id, Person>(Object.entries(met))
    for (const it of [me.account, ...channel.people, ...(members ?? []).flatMap((it) => it.person ?? [])])
      all.set(it.id, it)
    return all
  }, [met, me.account, channel.people, members])
  const chosen = value === null ? undefined : known.get(value)
  const [text, setText] = useState(chosen?.name ?? '')
  const [was, setWas] = useState(value)
  if (was !== value) {
    setWas(value)
    setText(chosen?.name ?? '')
  }
  const wanted = usePaused(text.trim())
  const isOpen = wanted !== '' && wanted !== chosen?.name
  const others = useQuery({
    ...peopleLike(wanted),
    enabled: isOpen && me.can.search_people,
    placeholderData: keepPreviousData,
  })
  const near = [...known.values()]
    .filter((it) => text.trim() === '' || it.id === value || isLike(it.name, text))
    .sort((a, b) => format.compare(a.name, b.name))
  const all = new Map([...near, ...(isOpen ? (others.data ?? []) : [])].map((it) => [it.id, it]))
  if (chosen) all.set(chosen.id, chosen)
  const items = [...all.values()].slice(0, AUTHORS_MAX).map((person) => ({
    id: person.id,
    label: person.name,
    ...(person.function ? { description: person.function } : {}),
    person,
  }))
  return (
    <ComboBox
      label={t.author}
      size="sm"
      opensOnFocus
      text={text}
      onTextChange={(next) => {
        setText(next)
        if (next === '' && value !== null) onChange(null)
      }}
      items={items}
      value={value}
      onChange={(item) => {
        if (item) {
          setText(item.label)
          setWas(item.id)
        }
        onChange(item?.id ?? null)
      }}
      renderBefore={(item) => <Avatar person={item.person} size={24} />}
      isLoading={others.isFetching}
      emptyText={t.nobody}
    />
  )
}

function Results({ filters, search, change, isAlone }: FilterProps & { filters: Filters; isAlone: boolean }) {
  const t = useTexts().search
  const query = useInfiniteQuery(foundBy(filters))
  const pages = query.data?.pages
  const items = useMemo(() => pages?.flatMap((it) => it.items) ?? [], [pages])
  const isNarrowed = Object.entries(NOT_ASKED).some(
    ([key]) => key !== 'recherche' && key !== 'q' && search[key as keyof Asked] !== undefined,
  )
  if (!isAsked(filters)) {
    return <EmptyState size="sm" illustration="search" title={t.start} text={t.startText} />
  }
  if (query.isError) return <NotLoaded size="sm" title={t.notFound} query={query} />
  const isLate = query.isPlaceholderData || !pages
  return (
    <>
      <p className={s.count} role="status">
        {isLate ? t.searching : t.count(items.length, query.hasNextPage)}
      </p>
      {!pages ? (
        <SkeletonList label={t.searching} rows={4} />
      ) : items.length === 0 ? (
        <EmptyState
          size="sm"
          illustration="search"
          title={t.none}
          text={t.noneText}
          actions={
            isNarrowed ? (
              <Button onPress={() => change({ ...NOT_ASKED, recherche: 'oui', q: search.q })}>{t.clear}</Button>
            ) : null
          }
        />
      ) : (
        <>
          <Found pages={pages} items={items} search={search} isAlone={isAlone} />
          <LoadMore
            hasMore={query.hasNextPage}
            isLoading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </>
      )}
    </>
  )
}

interface FoundProps {
  pages: readonly FoundMessages[]
  items: readonly FoundMessage[]
  search: TalkSearch
  isAlone: boolean
}

function Found({ pages, items, search, isAlone }: FoundProps) {
  const t = useTexts()
  const format = useFormat()
  const { channelOf } = useChannels(useMemo(() => items.map((it) => it.channel), [items]))
  const people = useMemo(() => new Map(pages.flatMap((it) => it.people).map((it) => [it.id, it])), [pages])
  const projects = useMemo(() => new Map(pages.flatMap((it) => it.projects).map((it) => [it.id, it.name])), [pages])
  const whereOf = (it: FoundMessage): string => {
    const channel = channelOf(it.channel)
    const name = channel ? channelName(channel, t, format.list) : ''
    if (!it.project) return name
    return [name && `#${name}`, search.ou === 'partout' && projects.get(it.project)].filter(Boolean).join(' · ')
  }
  return (
    <ol className={s.list}>
      {items.map((it) => {
        const author = people.get(it.author)
        return (
          <li key={it.id}>
            <Anchor className={s.found} href={hrefOf(it, isAlone ? {} : search)}>
              <span className={s.top}>
                <Face message={it} author={author} size={20} />
                <span className={s.author}>{signature(it, author, t.line.unknownPerson)}</span>
                <time dateTime={it.posted_at} title={format.fullDateTime(it.posted_at)}>
                  {format.dateTime(it.posted_at)}
                </time>
              </span>
              <span className={s.where}>{whereOf(it)}</span>
              <span className={s.extract}>
                {it.extract.map((piece, at) =>
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity.
                  piece.is_found ? <mark key={at}>{piece.text}</mark> : piece.text,
                )}
              </span>
            </Anchor>
          </li>
        )
      })}
    </ol>
  )
}

/** A message in its channel, what is asked still beside it. */
function hrefOf(it: FoundMessage, search: TalkSearch): string {
  const base = it.project ? `/p/${it.project}/messages` : '/conversations'
  const kept = Object.entries({ ...search, fil: undefined, message: it.id }).filter(([, value]) => value !== undefined)
  return `${base}/${it.channel}?${new URLSearchParams(kept as [string, string][])}`
}
