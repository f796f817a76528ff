// SPDX-License-Identifier: EUPL-1.2
// A poll in its message: what one may choose, how it stands, and what becomes of one's choice.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type CSSProperties, useId, useState } from 'react'
import type { Message, Poll as PollOf } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { words } from '@/lib/markdown/markdown'
import { announce, Button, Popover, Spinner, useConfirm, useKeptFocus } from '@/ui'
import { NotLoadedLine } from './AskAgain'
import s from './Poll.module.css'
import { myVote, useClosePoll, useVote, votesOf } from './pollQueries'
import { failed } from './problems'
import { useTalk } from './talk'
import { useTexts } from './texts'

export function Poll({ message, poll }: { message: Message; poll: PollOf }) {
  const t = useTexts().poll
  const format = useFormat()
  const { channel, me, nameOf } = useTalk()
  const confirm = useConfirm()
  // The same poll may stand in the channel and in its thread.
  const group = useId()
  const kept = useKeptFocus<HTMLFormElement>(refugeIn)
  const asked = useQuery(myVote(channel.id, message.id))
  const mine = asked.data
  const vote = useVote(channel.id, message.id)
  const close = useClosePoll()
  const [chosen, setChosen] = useState<readonly number[] | null>(null)

  const isOver = isClosed(poll)
  const mayVote = channel.can.react && !isOver && mine !== undefined
  const now = chosen ?? mine ?? []
  const isChanged = chosen !== null && !isSame(chosen, mine ?? [])
  const hasVoted = (mine ?? []).length > 0
  const choose = (place: number, isOn: boolean) =>
    setChosen(
      poll.is_multiple
        ? isOn
          ? [...now, place].sort((a, b) => a - b)
          : now.filter((it) => it !== place)
        : isOn
          ? [place]
          : [],
    )
  const send = (options: readonly number[]) =>
    vote.mutate([...options], {
      onSuccess: () => {
        setChosen(null)
        announce(options.length === 0 ? t.withdrawn : t.voted)
      },
      onError: failed,
    })
  const end = async () => {
    const isSure = await confirm({
      title: t.closeTitle,
      body: poll.is_anonymous ? t.closeAnonymous : t.closeBody,
      confirmLabel: t.close,
      keepLabel: t.keepOpen,
    })
    if (isSure) close.mutate(message.id, { onSuccess: () => announce(t.closed), onError: failed })
  }

  return (
    <form
      ref={kept}
      className={s.poll}
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged && !vote.isPending) send(now)
      }}
    >
      <fieldset
        className={s.options}
        disabled={!mayVote}
        aria-describedby={poll.is_anonymous ? `${group}-foot ${group}-note` : `${group}-foot`}
      >
        <legend className={s.said}>{words(message.body, nameOf, 200)}</legend>
        {poll.options.map((option, place) => {
          const share = poll.voters === 0 ? 0 : option.votes / poll.voters
          const isMine = now.includes(place)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place.
            <label key={place} className={cx(s.option, isMine && s.mine)} style={{ '--share': share } as CSSProperties}>
              <input
                type={poll.is_multiple ? 'checkbox' : 'radio'}
                name={group}
                checked={isMine}
                onChange={(event) => choose(place, event.target.checked)}
              />
              <span className={s.text}>{option.text}</span>{' '}
              <span className={s.result}>{t.result(option.votes, format.percent(share))}</span>
              <span className={s.bar} aria-hidden="true" />
            </label>
          )
        })}
      </fieldset>
      <p id={`${group}-foot`} className={s.foot}>
        <span>{t.voters(poll.voters)}</span>
        {poll.is_multiple && <span>{t.multiple}</span>}
        {poll.closed_at ? (
          <span>{t.closedAt(format.dateTime(poll.closed_at))}</span>
        ) : (
          poll.ends_at && <span>{t.endsAt(format.dateTime(poll.ends_at))}</span>
        )}
      </p>
      {mine === undefined && !isOver && channel.can.react && asked.isError && (
        <NotLoadedLine title={t.notLoaded} query={asked} />
      )}
      {poll.is_anonymous && (
        <p id={`${group}-note`} className={s.note}>
          {isOver ? t.anonymousOver : t.anonymous}
        </p>
      )}
      <div className={s.buttons}>
        {mayVote && (isChanged || !hasVoted) && (
          <Button size="sm" variant="primary" type="submit" isBusy={vote.isPending} isDisabled={!isChanged}>
            {hasVoted ? t.change : t.vote}
          </Button>
        )}
        {mayVote && hasVoted && !isChanged && (
          <Button size="sm" variant="ghost" onPress={() => send([])}>
            {t.withdraw}
          </Button>
        )}
        {!poll.is_anonymous && poll.voters > 0 && (
          <Popover
            label={t.who}
            trigger={
              <button type="button" className={s.who}>
                {t.who}
              </button>
            }
          >
            <Who message={message} poll={poll} />
          </Popover>
        )}
        {!isOver && (message.author === me.id || channel.can.manage) && (
          <Button size="sm" variant="ghost" onPress={() => void end()}>
            {t.close}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Where the focus goes when the button that had it goes: to one's choice, to the options, to the message. */
const refugeIn = (poll: HTMLElement): HTMLElement | null =>
  poll.querySelector<HTMLElement>('input:enabled:checked') ??
  poll.querySelector<HTMLElement>('input:enabled') ??
  poll.closest('article')

/** Closed, or its time has come: the server says so a moment later. */
const isClosed = (poll: PollOf): boolean =>
  Boolean(poll.closed_at) || (Boolean(poll.ends_at) && Date.parse(poll.ends_at ?? '') <= Date.now())

const isSame = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((it) => b.includes(it))

function Who({ message, poll }: { message: Message; poll: PollOf }) {
  const t = useTexts().poll
  const format = useFormat()
  const cache = useQueryClient()
  const { channel, nameOf } = useTalk()
  const query = useQuery(votesOf(channel.id, message.id), cache)
  const { data } = query
  return (
    <div className={s.names}>
      <h3>{t.who}</h3>
      {!data && !query.isError && <Spinner />}
      {!data && query.isError && <NotLoadedLine title={t.whoNotLoaded} query={query} />}
      {data?.map((people, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place.
        <div key={place}>
          <b>{poll.options[place]?.text}</b>
          <p>{people.length === 0 ? t.nobody : format.list(people.map((it) => nameOf(it)))}</p>
        </div>
      ))}
    </div>
  )
}
