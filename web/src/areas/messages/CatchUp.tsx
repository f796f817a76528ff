// SPDX-License-Identifier: EUPL-1.2
// What happened while one was away, over all that one reads, short enough to be read in two minutes.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { AtSign, CheckCheck, Gavel, type LucideIcon, MessageCircle, MessagesSquare, TrendingUp } from 'lucide-react'
import { type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import { useMe } from '@/api/me'
import type { BusyChannel, CatchUp as Caught, CaughtThread, Channel, Day, Id, Message } from '@/api/types'
import { useFormat, useTimeZone } from '@/lib/format'
import { useAddress } from '@/lib/useAddress'
import {
  Anchor,
  Avatar,
  AvatarStack,
  announce,
  Button,
  DateField,
  EmptyState,
  ScreenHeader,
  Select,
  SkeletonList,
  toast,
  useKeptFocus,
} from '@/ui'
import { NotLoaded } from './AskAgain'
import { Face, isMyOwn, signature } from './automates'
import s from './CatchUp.module.css'
import { hearRead, hearThreadRead } from './cache'
import { CHOICES, type Choice, lastVisit, readCatchUpSearch, sinceOf } from './catchUp'
import { type Call, caughtUp, isAbout, markCall, unreadCalls } from './catchUpQueries'
import { excerptOf } from './excerpt'
import { MessageAway, type Places, type ProjectName, usePlaces } from './keptParts'
import { keys } from './keys'
import { myChannels } from './mine'
import { clockOf } from './moments'
import { failed } from './problems'
import { mark, markThread } from './queries'
import { THREADS } from './searches'
import { useTexts } from './texts'

const EXCERPT_CHARS = 220
const SHORT_CHARS = 140
const FACES = 5

export function CatchUp({ projectName }: { projectName: ProjectName }) {
  const t = useTexts().catchUp
  const format = useFormat()
  const zone = useTimeZone()
  const { account: me } = useMe()
  const [search, change] = useAddress(readCatchUpSearch)
  // As it was when one came: the page does not move under the reader.
  const [{ now, visit }] = useState(() => ({ now: new Date(), visit: lastVisit(me.id) }))
  const today = clockOf(now, zone).day
  const depuis = search.depuis ?? (visit ? 'visite' : 'hier')
  const isDay = !CHOICES.some((it) => it === depuis)
  const since = useMemo(() => sinceOf(depuis, now, zone, visit), [depuis, now, zone, visit])
  const query = useQuery(caughtUp(since.toISOString()))
  const options = CHOICES.filter((it) => it !== 'visite' || visit).map((it) => ({ id: it, label: t.choices[it] }))
  const named = isDay ? t.sinceDay(format.longDate(depuis).toLocaleLowerCase()) : t.since[depuis as Choice]

  const kept = useKeptFocus<HTMLDivElement>()

  return (
    <div ref={kept} className={s.page}>
      <title>{`${t.title} – Plano`}</title>
      <ScreenHeader title={t.title} />
      <div className={s.bar}>
        <div className={s.choice}>
          <Select<Choice | 'date'>
            label={t.from}
            size="sm"
            value={isDay ? 'date' : (depuis as Choice)}
            options={[...options, { id: 'date' as const, label: t.choices.date }]}
            onChange={(it) => change({ depuis: it === 'date' ? today : it }, { isStep: true })}
          />
        </div>
        {isDay && (
          <DateField
            label={t.day}
            size="sm"
            value={depuis as Day}
            max={today}
            onChange={(day) => day && change({ depuis: day })}
          />
        )}
      </div>
      {query.data ? (
        <Sections all={query.data} projectName={projectName} named={named} isCut={since < new Date(query.data.since)} />
      ) : query.isError ? (
        <NotLoaded title={t.notLoaded} query={query} />
      ) : (
        <div>
          <SkeletonList label={t.loading} rows={6} />
        </div>
      )}
    </div>
  )
}

/** What is marked as read at once: channels up to a place, threads up to an answer, and how far each was read before. */
interface Marked {
  channels: readonly { channel: Id; seq: number; was: number }[]
  threads: readonly { root: Id; seq: number; was: number }[]
  /** That one was named: what was told of it, and nothing of what stands around it. */
  calls: readonly Call[]
}

const nothingMarked: Marked = { channels: [], threads: [], calls: [] }

interface SectionsProps {
  all: Caught
  projectName: ProjectName
  named: string
  isCut: boolean
}

function Sections({ all, projectName, named, isCut }: SectionsProps) {
  const t = useTexts().catchUp
  const format = useFormat()
  const channels = useQuery(myChannels).data
  const others = useMemo(() => othersOf(all, channels ?? []), [all, channels])
  const places = usePlaces(projectName, [...channelsOf(all), ...others])
  const calls = useQuery(unreadCalls).data
  const isUnread = (it: Message) => {
    const read = channels?.find((each) => each.id === it.channel)?.read_seq
    return typeof it.seq === 'number' && it.seq > (read ?? it.seq)
  }
  const callOf = (it: Message) => calls?.find((each) => isAbout(each, it))
  // What was read in its channel is read, whatever else is told of there.
  const isCall = (it: Message) => callOf(it) !== undefined && (typeof it.seq !== 'number' || isUnread(it))

  const wholeOf = (ids: readonly Id[]): Marked => ({
    ...nothingMarked,
    channels: ids.flatMap((id) => {
      const it = channels?.find((each) => each.id === id)
      return it && it.last_seq > it.read_seq ? [{ channel: id, seq: it.last_seq, was: it.read_seq }] : []
    }),
  })
  const shownCalls = new Set(all.mentions.items.flatMap((it) => (isCall(it) ? (callOf(it) ?? []) : [])))
  const unreadThreads = all.threads.filter((it) => it.unread > 0)

  const counts = [
    all.mentions.items.length > 0 && t.mentionCount(all.mentions.items.length, all.mentions.has_more),
    all.conversations.length > 0 && t.conversationCount(all.conversations.length, all.has_more_conversations),
    all.threads.length > 0 && t.threadCount(all.threads.length, all.has_more_threads),
    all.decisions.items.length > 0 && t.decisionCount(all.decisions.items.length, all.decisions.has_more),
    all.channels.length > 0 && t.channelCount(all.channels.length + all.other_channels),
  ].filter((it) => it !== false)
  const said = counts.length === 0 ? t.nothing(named) : `${t.sinceTitle(named)} ${format.list(counts)}.`
  // Another moment was chosen, or there is more: the focus is where it was asked.
  useEffect(() => announce(said), [said])
  if (counts.length === 0) return <EmptyState illustration="sheets" title={t.nothing(named)} text={t.nothingText} />

  return (
    <>
      <div className={s.summary}>
        <b>{t.sinceTitle(named)}</b> {format.list(counts)}. {isCut && t.isCut(format.date(all.since))}
      </div>
      <Section
        icon={AtSign}
        title={t.mentions}
        count={all.mentions.items.length}
        hasMore={all.mentions.has_more}
        marked={{ ...nothingMarked, calls: [...shownCalls] }}
        more={all.mentions.has_more ? <Anchor href="/notifications">{t.moreMentions}</Anchor> : null}
      >
        {all.mentions.items.map((it) => (
          <MessageAway key={it.id} message={it} places={places} mark={isCall(it) && <NewMark />} />
        ))}
      </Section>
      <Section
        icon={MessageCircle}
        title={t.conversations}
        count={all.conversations.length}
        hasMore={all.has_more_conversations}
        marked={wholeOf(all.conversations.map((it) => it.channel))}
        more={all.has_more_conversations ? <Anchor href="/conversations">{t.moreConversations}</Anchor> : null}
      >
        {all.conversations.map(({ channel, count, last }) => (
          <Conversation key={channel} id={channel} count={count} last={last} places={places} />
        ))}
      </Section>
      <Section
        icon={MessagesSquare}
        title={t.threads}
        count={all.threads.length}
        hasMore={all.has_more_threads}
        marked={{
          ...nothingMarked,
          threads: unreadThreads.map((it) => ({ root: it.root.id, seq: it.last.thread_seq ?? 0, was: it.read_seq })),
        }}
        more={all.has_more_threads ? <Anchor href={`/conversations/${THREADS}`}>{t.moreThreads}</Anchor> : null}
      >
        {all.threads.map((it) => (
          <Thread key={it.root.id} thread={it} places={places} />
        ))}
      </Section>
      <Section
        icon={Gavel}
        title={t.decisions}
        count={all.decisions.items.length}
        hasMore={all.decisions.has_more}
        more={all.decisions.has_more ? t.moreDecisions : null}
      >
        {all.decisions.items.map((it) => (
          <MessageAway key={it.id} message={it} places={places} mark={isUnread(it) && <NewMark />} />
        ))}
      </Section>
      <Section
        icon={TrendingUp}
        title={t.channels}
        count={all.channels.length}
        hasMore={all.other_channels > 0}
        marked={wholeOf(all.channels.map((it) => it.channel))}
        more={
          others.length > 0 ? (
            <Others ids={others} places={places} marked={wholeOf(others)} />
          ) : (
            all.other_channels > 0 && t.otherChannels(all.other_channels)
          )
        }
      >
        {all.channels.map((it) => (
          <Busy key={it.channel} busy={it} places={places} />
        ))}
      </Section>
    </>
  )
}

interface SectionProps {
  icon: LucideIcon
  title: string
  count: number
  hasMore: boolean
  /** Nothing is marked as read by it, if not given: what stands around what it shows was not shown. */
  marked?: Marked
  more: ReactNode
  children: ReactNode
}

function Section({ icon: Drawing, title, count, hasMore, marked = nothingMarked, more, children }: SectionProps) {
  const t = useTexts().catchUp
  const id = useId()
  if (count === 0) return null
  return (
    <section aria-labelledby={id}>
      <header className={s.head}>
        <h2 id={id}>
          <Drawing size={18} strokeWidth={1.75} aria-hidden="true" />
          {title}
          <span className={s.count}>{hasMore ? t.orMore(count) : count}</span>
        </h2>
        <MarkRead marked={marked} />
      </header>
      <ul className={s.list}>{children}</ul>
      {more && <div className={s.more}>{more}</div>}
    </section>
  )
}

function MarkRead({ marked }: { marked: Marked }) {
  const t = useTexts().catchUp
  const markRead = useMarkRead()
  if (marked.channels.length + marked.threads.length + marked.calls.length === 0) return null
  return (
    <Button size="sm" variant="ghost" icon={CheckCheck} onPress={() => markRead(marked)}>
      {t.markRead}
    </Button>
  )
}

/** The channels that are not among the liveliest: folded, each with what is unread in it; one press puts them behind. */
function Others({ ids, places, marked }: { ids: readonly Id[]; places: Places; marked: Marked }) {
  const t = useTexts().catchUp
  const format = useFormat()
  const named = ids.map((id) => ({ id, name: places.placeName(id) }))
  // In an order that does not move while one reads.
  named.sort((a, b) => format.compare(a.name, b.name))
  return (
    <details className={s.others}>
      <summary>{t.otherChannels(ids.length)}</summary>
      <MarkRead marked={marked} />
      <ul className={s.list}>
        {named.map(({ id, name }) => (
          <Other key={id} id={id} name={name} places={places} />
        ))}
      </ul>
    </details>
  )
}

function Other({ id, name, places }: { id: Id; name: string; places: Places }) {
  const t = useTexts().catchUp
  const unread = useUnread(id)
  return (
    <li>
      <Anchor className={s.place} href={places.hrefOf({ channel: id })}>
        {name}
      </Anchor>{' '}
      {unread > 0 && <span className={s.new}>{t.unreadCount(unread)}</span>}
    </li>
  )
}

/** How many are told at once: a person may read hundreds of channels. */
const AT_ONCE = 8

/** As `Promise.allSettled`, a few at a time. */
async function settled(tasks: readonly (() => Promise<void>)[]): Promise<PromiseSettledResult<void>[]> {
  const told: PromiseSettledResult<void>[] = []
  for (let at = 0; at < tasks.length; at += AT_ONCE)
    told.push(...(await Promise.allSettled(tasks.slice(at, at + AT_ONCE).map((it) => it()))))
  return told
}

/** Marks what a section shows as read; what was before comes back with one press. */
function useMarkRead() {
  const t = useTexts().catchUp
  const cache = useQueryClient()
  const apply = async ({ channels, threads, calls }: Marked, isRead: boolean) => {
    // Shown at once, also where there are many.
    const isUnsure = channels.map(({ channel, seq }) => hearRead(cache, channel, seq)).some(Boolean)
    const told = await settled([
      // What was not told is shown as it is for the server.
      ...channels.map(
        ({ channel, seq, was }) =>
          () =>
            mark(cache, channel, seq).catch((error) => {
              hearRead(cache, channel, was)
              throw error
            }),
      ),
      ...threads.map(
        ({ root, seq, was }) =>
          () =>
            markThread(cache, root, seq).catch((error) => {
              hearThreadRead(cache, root, was)
              throw error
            }),
      ),
      ...calls.map((it) => () => markCall(cache, it, isRead)),
    ])
    if (threads.length > 0) void cache.invalidateQueries({ queryKey: keys.allCatchUp })
    if (isUnsure) void cache.invalidateQueries({ queryKey: keys.mine })
    const refused = told.find((it) => it.status === 'rejected')
    if (!refused) return
    // Which of them name me, and what was read elsewhere meanwhile, is the server's to say.
    void cache.invalidateQueries({ queryKey: keys.mine })
    void cache.invalidateQueries({ queryKey: keys.threads })
    throw refused.reason
  }
  return (marked: Marked) =>
    apply(marked, true).then(
      () =>
        toast({
          text: t.markedRead,
          action: { label: t.undo, onAction: () => void apply(undone(marked), false).catch(failed) },
        }),
      failed,
    )
}

/** Read as far as before. */
const undone = ({ channels, threads, calls }: Marked): Marked => ({
  channels: channels.map(({ channel, seq, was }) => ({ channel, seq: was, was: seq })),
  threads: threads.map(({ root, seq, was }) => ({ root, seq: was, was: seq })),
  calls,
})

/** Where everything that is shown stands. */
const channelsOf = (all: Caught): Id[] => [
  ...all.mentions.items.map((it) => it.channel),
  ...all.conversations.map((it) => it.channel),
  ...all.threads.map((it) => it.root.channel),
  ...all.decisions.items.map((it) => it.channel),
  ...all.channels.map((it) => it.channel),
]

/** As the server counts them: where something was said since then, beside the liveliest. */
const othersOf = (all: Caught, channels: readonly Channel[]): Id[] =>
  channels
    .filter(
      (it) =>
        it.kind !== 'direct' &&
        !it.is_muted &&
        (it.last_posted_at ?? '') >= all.since &&
        !all.channels.some((each) => each.channel === it.id),
    )
    .map((it) => it.id)

/** How many messages of a channel are unread now. */
const useUnread = (channel: Id): number =>
  useQuery({ ...myChannels, select: (it) => it.find((each) => each.id === channel)?.unread ?? 0 }).data ?? 0

function NewMark() {
  const t = useTexts().catchUp
  return <span className={s.new}>{t.unread}</span>
}

function Conversation(props: { id: Id; count: number; last: Message; places: Places }) {
  const { id, count, last, places } = props
  const t = useTexts()
  const format = useFormat()
  const { account: me } = useMe()
  const people = places.channelOf(id)?.people ?? []
  const author = places.personOf(last.author)
  const unread = useUnread(id)
  const said = excerptOf(last, places.nameOf, t.line, EXCERPT_CHARS)
  return (
    <li className={s.line}>
      {/* With whom it is: of several, who wrote last. */}
      {people.length === 1 && people[0] ? (
        <Avatar person={people[0]} size={36} />
      ) : (
        <Face message={last} author={author} size={36} />
      )}
      <div className={s.main}>
        <p className={s.top}>
          <Anchor className={s.place} href={places.hrefOf({ channel: id })}>
            {places.placeName(id)}
          </Anchor>
          <span>{t.catchUp.messages(count)}</span>
          <time dateTime={last.posted_at} title={format.fullDateTime(last.posted_at)}>
            {format.dateTime(last.posted_at)}
          </time>
          {unread > 0 && <span className={s.new}>{t.catchUp.unreadCount(unread)}</span>}
        </p>
        <Anchor className={s.text} href={places.hrefOf(unread > 0 ? { channel: id } : last)}>
          {isMyOwn(last, me.id) ? t.catchUp.mine(said) : said}
        </Anchor>
      </div>
    </li>
  )
}

function Thread({ thread, places }: { thread: CaughtThread; places: Places }) {
  const t = useTexts()
  const { root, last, unread } = thread
  return (
    <MessageAway
      message={last}
      places={places}
      href={places.hrefOf({ channel: root.channel, thread: root.id })}
      text={excerptOf(root, places.nameOf, t.line, SHORT_CHARS)}
      mark={unread > 0 && <span className={s.new}>{t.catchUp.newAnswers(unread)}</span>}
    >
      <p className={s.answer}>{excerptOf(last, places.nameOf, t.line, SHORT_CHARS)}</p>
    </MessageAway>
  )
}

function Busy({ busy, places }: { busy: BusyChannel; places: Places }) {
  const t = useTexts()
  const format = useFormat()
  const unread = useUnread(busy.channel)
  const people = busy.people.flatMap((it) => places.personOf(it) ?? [])
  // Without anything unread, a channel opens at its end: the first message since then is pointed to.
  const first = unread > 0 || !busy.first ? { channel: busy.channel } : { channel: busy.channel, id: busy.first }
  return (
    <li className={s.line}>
      <div className={s.main}>
        <p className={s.top}>
          <Anchor className={s.place} href={places.hrefOf(first)}>
            {places.placeName(busy.channel)}
          </Anchor>
          <span>{t.catchUp.messages(busy.count)}</span>
          <span>{t.catchUp.people(busy.people.length)}</span>
          {unread > 0 && <span className={s.new}>{t.catchUp.unreadCount(unread)}</span>}
        </p>
        {busy.liveliest.length > 0 && (
          <ul className={s.lively} aria-label={t.catchUp.liveliest}>
            {busy.liveliest.map((it) => (
              <li key={it.id}>
                <Anchor className={s.text} href={places.hrefOf(it)}>
                  <b>{signature(it, places.personOf(it.author), t.line.someone)}</b>{' '}
                  {excerptOf(it, places.nameOf, t.line, SHORT_CHARS)}
                </Anchor>
                <small>
                  {format.list(
                    [
                      it.answers && t.log.answers(it.answers.count),
                      it.reactions.length > 0 &&
                        t.catchUp.signs(it.reactions.reduce((sum, each) => sum + each.people.length, 0)),
                    ].filter((part) => typeof part === 'string'),
                  )}
                </small>
              </li>
            ))}
          </ul>
        )}
      </div>
      <span aria-hidden="true">
        <AvatarStack people={people.slice(0, FACES)} max={FACES} size={24} />
      </span>
    </li>
  )
}
