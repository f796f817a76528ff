// SPDX-License-Identifier: EUPL-1.2

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  AlarmClock,
  Bookmark,
  Ellipsis,
  FilePenLine,
  Gavel,
  MessageSquareReply,
  MessagesSquare,
  Pin,
  Quote,
  SmilePlus,
  Vote,
} from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { isNotFound, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import type { Id, Message, Person } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { Avatar, AvatarStack, Badge, Button, IconButton, LoadMore, Popover, Spinner } from '@/ui'
import { NotLoadedLine } from './AskAgain'
import { Face, isMyOwn, signature } from './automates'
import { Body } from './Body'
import { heldMessage } from './cache'
import { excerptOf } from './excerpt'
import { ForwardedCard } from './ForwardedCard'
import s from './MessageLine.module.css'
import { hasThread, mayAnswer, mayQuote } from './may'
import type { Waiting } from './outbox'
import { Poll } from './Poll'
import { messageOf, stretchIn, versionsOf } from './queries'
import type { Stretch } from './stretch'
import { useTalk } from './talk'
import { useTexts } from './texts'
import { useUnreadIn } from './threadQueries'

/** What can be done with a message. Stable, so that a line is drawn again only when its message changes. */
export interface Acts {
  sign: (message: Message, emoji: string, isOn: boolean) => void
  pick: (message: Message, at: HTMLElement) => void
  reply: (message: Message) => void
  quote: (message: Message) => void
  edit: (message: Message) => void
  save: (message: Message, isSaved: boolean) => void
  menu: (message: Message, at: HTMLElement) => void
  show: (message: Id) => void
  retry: (draft: string) => void
  discard: (draft: string) => void
  /** In a thread: its answers are the list itself. */
  isThread: boolean
}

export interface MessageLineProps {
  message: Message
  isFirst: boolean
  isActive: boolean
  isTarget: boolean
  author: Person | undefined
  acts: Acts
  editor: ReactNode
}

export const MessageLine = memo(function MessageLine(props: MessageLineProps) {
  const { message, isFirst, isActive, isTarget, author, acts, editor } = props
  const t = useTexts()
  const format = useFormat()
  const { me, channel, markOf } = useTalk()
  const mark = markOf(message.id)
  const isGone = message.retracted_at !== null && message.retracted_at !== undefined
  const name = signature(message, author, t.line.unknownPerson)
  const isMine = isMyOwn(message, me.id)
  const time = (
    <time dateTime={message.posted_at} title={format.fullDateTime(message.posted_at)}>
      {format.time(message.posted_at)}
    </time>
  )
  return (
    <div
      className={cx(
        s.line,
        isFirst && s.first,
        isTarget && s.target,
        isActive && !isGone && s.active,
        message.kind === 'decision' && s.decision,
      )}
      data-message={message.id}
    >
      <div className={s.side}>
        {isFirst ? <Face message={message} author={author} size={36} /> : <span className={s.quietTime}>{time}</span>}
      </div>
      <div className={s.main}>
        {isFirst && (
          <div className={s.who}>
            <b>{name}</b>
            {message.automate ? (
              <>
                <Badge>{t.line.automate}</Badge>
                <span className={s.role}>{t.line.automateFor(author?.name ?? t.line.unknownPerson)}</span>
              </>
            ) : author?.is_external ? (
              <span className={s.role}>{t.line.external}</span>
            ) : (
              author?.function && <span className={s.role}>{author.function}</span>
            )}
            {channel.kind === 'log' && message.seq && <span className={s.number}>{t.line.entry(message.seq)}</span>}
            {time}
          </div>
        )}
        {message.kind === 'decision' && <DecisionMark />}
        {message.kind === 'poll' && !isGone && (
          <p className={s.kind}>
            <Vote size={14} strokeWidth={1.75} aria-hidden="true" /> {t.poll.kind}
          </p>
        )}
        {!acts.isThread && message.thread && (
          <button type="button" className={s.inThread} onClick={() => acts.reply(message)}>
            <MessagesSquare size={14} strokeWidth={1.75} aria-hidden="true" /> {t.line.inThread}
          </button>
        )}
        {message.quotes && !isGone && <Quoted id={message.quotes} acts={acts} />}
        {isGone ? (
          <p className={s.gone}>{t.line.retracted}</p>
        ) : (
          (editor ??
          (message.body !== '' && (
            <Body body={message.body} end={message.edited_at ? <Edited message={message} /> : null} />
          )))
        )}
        {message.forwarded && !isGone && <ForwardedCard forwarded={message.forwarded} />}
        {message.poll && !isGone && <Poll message={message} poll={message.poll} />}
        {message.is_pinned && !isGone && (
          <p className={s.pinned}>
            <Pin size={13} strokeWidth={1.75} aria-hidden="true" /> {t.line.pinned}
          </p>
        )}
        {mark && !isGone && (
          <p className={s.kept}>
            {mark.is_saved && (
              <span>
                <Bookmark size={13} strokeWidth={1.75} aria-hidden="true" /> {t.later.isSaved}
              </span>
            )}
            {mark.remind_at && (
              <span>
                <AlarmClock size={13} strokeWidth={1.75} aria-hidden="true" />{' '}
                {t.later.remindedAt(format.dateTime(mark.remind_at))}
              </span>
            )}
          </p>
        )}
        {message.reactions.length > 0 && !isGone && <Signs message={message} acts={acts} />}
        {!acts.isThread && message.answers && message.answers.count > 0 && <ThreadLink message={message} acts={acts} />}
        {channel.requires_threads && !acts.isThread && !isGone && !hasThread(message) && mayAnswer(channel) && (
          <button type="button" className={cx(s.thread, s.begin)} onClick={() => acts.reply(message)}>
            <MessageSquareReply size={15} strokeWidth={1.75} aria-hidden="true" /> {t.actions.reply}
          </button>
        )}
        {channel.kind === 'log' && !isGone && <CorrectedBy message={message} acts={acts} />}
      </div>
      {isActive && !isGone && !editor && <Tools message={message} acts={acts} isMine={isMine} />}
    </div>
  )
})

function DecisionMark() {
  const t = useTexts()
  return (
    <p className={s.kind}>
      <Gavel size={14} strokeWidth={1.75} aria-hidden="true" /> {t.line.decision}
    </p>
  )
}

function Tools({ message, acts, isMine }: { message: Message; acts: Acts; isMine: boolean }) {
  const t = useTexts()
  const { channel, markOf } = useTalk()
  const isSaved = markOf(message.id)?.is_saved ?? false
  const isLog = channel.kind === 'log'
  return (
    <div className={s.tools} role="toolbar" aria-label={t.line.actions}>
      {channel.can.react && (
        <IconButton
          size="sm"
          icon={SmilePlus}
          label={t.actions.react}
          shortcut="+"
          onPress={(event) => acts.pick(message, event.currentTarget)}
        />
      )}
      {!acts.isThread && (mayAnswer(channel) || hasThread(message)) && (
        <IconButton
          size="sm"
          icon={MessageSquareReply}
          label={mayAnswer(channel) ? t.actions.reply : t.actions.readThread}
          shortcut="R"
          onPress={() => acts.reply(message)}
        />
      )}
      {isLog && mayQuote(channel, acts.isThread) && (
        <IconButton size="sm" icon={FilePenLine} label={t.actions.correct} onPress={() => acts.quote(message)} />
      )}
      {!isLog && !isMine && mayQuote(channel, acts.isThread) && (
        <IconButton size="sm" icon={Quote} label={t.actions.quote} onPress={() => acts.quote(message)} />
      )}
      <IconButton
        size="sm"
        icon={Bookmark}
        label={t.later.save}
        shortcut="S"
        isPressed={isSaved}
        onPress={() => acts.save(message, !isSaved)}
      />
      <IconButton
        size="sm"
        icon={Ellipsis}
        label={t.actions.more}
        aria-haspopup="menu"
        onPress={(event) => acts.menu(message, event.currentTarget)}
      />
    </div>
  )
}

/** How many of those who gave a sign are named. */
const NAMED = 12

function Signs({ message, acts }: { message: Message; acts: Acts }) {
  const t = useTexts()
  const format = useFormat()
  const { nameOf, channel } = useTalk()
  return (
    <div className={s.signs}>
      {message.reactions.map(({ emoji, count, is_mine, people }) => {
        const isOn = is_mine ?? false
        const names = people.slice(0, NAMED).map((it) => nameOf(it))
        const others = count - names.length
        return (
          <button
            key={emoji}
            type="button"
            className={cx(s.sign, isOn && s.signOn)}
            aria-pressed={isOn}
            aria-label={t.line.react(emoji, count)}
            title={t.line.reactedBy(emoji, format.list(others > 0 ? [...names, t.line.others(others)] : names))}
            disabled={!channel.can.react}
            onClick={() => acts.sign(message, emoji, !isOn)}
          >
            <span aria-hidden="true">{emoji}</span>
            <span aria-hidden="true">{count}</span>
          </button>
        )
      })}
      {channel.can.react && (
        <button
          type="button"
          className={cx(s.sign, s.moreSigns)}
          aria-label={t.actions.react}
          onClick={(event) => acts.pick(message, event.currentTarget)}
        >
          <SmilePlus size={15} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

function ThreadLink({ message, acts }: { message: Message; acts: Acts }) {
  const t = useTexts()
  const format = useFormat()
  const { personOf } = useTalk()
  const { answers } = message
  const unread = useUnreadIn(message.id)
  if (!answers) return null
  const people = answers.people.flatMap((it) => personOf(it) ?? [])
  return (
    <button type="button" className={s.thread} onClick={() => acts.reply(message)}>
      <span aria-hidden="true">
        <AvatarStack people={people.slice(0, 3)} max={3} size={20} />
      </span>
      <b>{t.log.answers(answers.count)}</b>
      {unread > 0 && <b className={s.fresh}>{t.log.freshAnswers(unread)}</b>}
      <span>{answers.resolved_at ? t.line.resolved : t.line.last(format.dateTime(answers.last_posted_at))}</span>
    </button>
  )
}

/** Which later entries correct this one, those among them that were heard since: said here, not only in what is exported. */
function CorrectedBy({ message, acts }: { message: Message; acts: Acts }) {
  const t = useTexts()
  const { channel } = useTalk()
  const cache = useQueryClient()
  const heard = useQuery({
    ...stretchIn(cache, channel.id, null),
    enabled: false,
    select: (it: Stretch) => it.items.filter((each) => each.quotes === message.id),
  }).data
  const by = [
    ...message.corrected_by,
    ...(heard ?? []).filter(({ id }) => !message.corrected_by.some((it) => it.id === id)),
  ]
  if (by.length === 0) return null
  return (
    <p className={s.corrected}>
      <FilePenLine size={14} strokeWidth={1.75} aria-hidden="true" />
      <span>
        {t.line.corrected}{' '}
        {by.map((it, at) => (
          <span key={it.id}>
            {at > 0 && ', '}
            <button type="button" onClick={() => acts.show(it.id)}>
              {t.line.entry(it.seq ?? 0)}
            </button>
          </span>
        ))}
      </span>
    </p>
  )
}

function Quoted({ id, acts }: { id: Id; acts: Acts }) {
  const t = useTexts()
  const { channel } = useTalk()
  const { data, error, isFetching, refetch } = useQuery({ ...messageOf(channel.id, id), staleTime: 10 * 60_000 })
  if (isNotFound(error)) return <p className={s.quote}>{t.line.quoteGone}</p>
  if (data) return <QuoteOf message={data} acts={acts} />
  if (!error) return <button type="button" className={s.quote} disabled />
  return (
    <button type="button" className={s.quote} aria-busy={isFetching} onClick={() => void refetch()}>
      {t.line.quoteRetry}
    </button>
  )
}

/** The same of what has not left: where it is at hand, since there may be nobody to ask. */
function HeldQuote({ id, acts }: { id: Id; acts: Acts }) {
  const { channel } = useTalk()
  const cache = useQueryClient()
  // Drawn again for as long as it waits.
  const held = heldMessage(cache, channel.id, id)
  return held ? <QuoteOf message={held} acts={acts} /> : null
}

function QuoteOf({ message, acts }: { message: Message; acts: Acts }) {
  const t = useTexts()
  const { channel, personOf, nameOf } = useTalk()
  if (message.retracted_at) return <p className={s.quote}>{t.line.quoteGone}</p>
  return (
    <button type="button" className={s.quote} onClick={() => acts.show(message.id)}>
      <b>
        {channel.kind === 'log' && message.seq
          ? t.line.corrects(message.seq)
          : signature(message, personOf(message.author), t.line.someone)}
      </b>{' '}
      {excerptOf(message, nameOf, t.line, 160)}
    </button>
  )
}

/** The mark, and behind it what the message said before. */
function Edited({ message }: { message: Message }) {
  const t = useTexts()
  const format = useFormat()
  const when = message.edited_at ? format.fullDateTime(message.edited_at) : ''
  return (
    <Popover
      label={t.line.versions}
      trigger={
        <button type="button" className={s.edited} title={t.line.editedAt(when)}>
          ({t.line.edited})
        </button>
      }
    >
      <Versions message={message} />
    </Popover>
  )
}

function Versions({ message }: { message: Message }) {
  const t = useTexts()
  const format = useFormat()
  const query = useInfiniteQuery(versionsOf(message))
  const data = query.data?.pages.flatMap((page) => page.items)
  return (
    <div className={s.versions}>
      <h3>{t.line.versions}</h3>
      {!data && !query.isError && <Spinner />}
      {!data && query.isError && <NotLoadedLine query={query} />}
      {data?.map((it) => (
        <div key={it.version} className={s.version}>
          <p className={s.until}>{t.line.until(format.fullDateTime(it.replaced_at))}</p>
          <Body body={it.body} />
        </div>
      ))}
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </div>
  )
}

/** Written, not yet sent: it waits for the network, or for the person. */
export function WaitingLine({
  waiting,
  isFirst,
  acts,
  isLate,
}: {
  waiting: Waiting
  isFirst: boolean
  acts: Acts
  isLate: boolean
}) {
  const t = useTexts()
  const { me } = useTalk()
  const codes = useApiTexts()
  return (
    <div className={cx(s.line, isFirst && s.first, s.waiting, waiting.kind === 'decision' && s.decision)}>
      <div className={s.side}>{isFirst && <Avatar person={me} size={36} />}</div>
      <div className={s.main}>
        {isFirst && (
          <div className={s.who}>
            <b>{me.name}</b>
          </div>
        )}
        <div className={s.unsent}>
          {waiting.kind === 'decision' && <DecisionMark />}
          {waiting.quotes && <HeldQuote id={waiting.quotes} acts={acts} />}
          <Body body={waiting.body} />
        </div>
        {waiting.refused ? (
          <p className={s.failed} role="alert">
            {t.line.failed} {sentence(waiting.refused, codes)}
            <Button size="sm" variant="link" onPress={() => acts.retry(waiting.draft)}>
              {t.line.retry}
            </Button>
            <Button size="sm" variant="link" onPress={() => acts.discard(waiting.draft)}>
              {t.line.discard}
            </Button>
          </p>
        ) : (
          isLate && <p className={s.late}>{t.line.waiting}</p>
        )}
      </div>
    </div>
  )
}
