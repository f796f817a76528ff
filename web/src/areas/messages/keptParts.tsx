// SPDX-License-Identifier: EUPL-1.2
// What the lists of what one keeps have in common.

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useMe } from '@/api/me'
import type { Id, Message } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Anchor, EmptyState, SkeletonList, useKeptFocus } from '@/ui'
import { NotLoaded } from './AskAgain'
import { Face, signature } from './automates'
import { excerptOf } from './excerpt'
import s from './Kept.module.css'
import { EVERYONE } from './mentions'
import { cards } from './queries'
import { channelName, type Words } from './talk'
import { useTexts } from './texts'
import { useChannels } from './useChannels'

/** How a project is called; `undefined`: it is not mine to know. */
export type ProjectName = (project: Id) => string | undefined

interface ShownProps {
  query: { isError: boolean; error: unknown; isFetching: boolean; refetch: () => unknown }
  count: number | undefined
  empty: { title: string; text: string }
  children: ReactNode
}

/** A list, or why there is none to see. A line that is taken out leaves the focus to the next one. */
export function Shown(props: ShownProps) {
  const kept = useKeptFocus<HTMLDivElement>()
  return <div ref={kept}>{inside(props, useTexts())}</div>
}

function inside({ query, count, empty, children }: ShownProps, t: Words): ReactNode {
  if (count === undefined)
    return query.isError ? (
      <NotLoaded title={t.later.notLoaded} query={query} />
    ) : (
      <SkeletonList label={t.later.loading} rows={4} />
    )
  if (count === 0) return <EmptyState illustration="sheets" title={empty.title} text={empty.text} />
  return <ul className={s.list}>{children}</ul>
}

/** What a list of messages of these channels needs to know of them. The same object until something of it is otherwise. */
export function usePlaces(projectName: ProjectName, ids: readonly Id[]) {
  const t = useTexts()
  const format = useFormat()
  const { account: me } = useMe()
  const { data: met } = useQuery(cards)
  const { channelOf, isSure } = useChannels(ids)
  return useMemo(() => {
    const personOf = (id: Id) => (id === me.id ? me : met[id])
    const knownNameOf = (id: Id) => (id === EVERYONE ? t.line.everyone : personOf(id)?.name)
    return {
      channelOf,
      isSure,
      personOf,
      /** `undefined` if nobody has met them. */
      knownNameOf,
      nameOf: (id: Id, said = '') => (knownNameOf(id) ?? said) || t.line.someone,
      /** « #travaux · Mairie de quartier »; inside that project « #travaux ». */
      placeName: (id: Id, inside?: Id): string => {
        const channel = channelOf(id)
        if (!channel) return isSure ? t.later.elsewhere : ''
        const name = channelName(channel, t, format.list)
        const project = channel.project && channel.project !== inside ? projectName(channel.project) : undefined
        return channel.kind === 'direct' ? name : [`#${name}`, project].filter(Boolean).join(' · ')
      },
      hrefOf: (message: { id?: Id; channel: Id; thread?: Id | null }): string => {
        const project = channelOf(message.channel)?.project
        const base = project ? `/p/${project}/messages` : '/conversations'
        const search = new URLSearchParams({
          ...(message.id ? { message: message.id } : {}),
          ...(message.thread ? { fil: message.thread } : {}),
        }).toString()
        return `${base}/${message.channel}${search ? `?${search}` : ''}`
      },
    }
  }, [channelOf, isSure, me, met, projectName, t, format])
}

export type Places = ReturnType<typeof usePlaces>

interface MessageAwayProps {
  message: Message
  places: Places
  /** Where it leads, if not to the message. */
  href?: string
  /** What leads there, if not how the message begins. */
  text?: string
  /** Beside the time. */
  mark?: ReactNode
  note?: string | undefined
  /** Below. */
  children?: ReactNode
  actions?: ReactNode
  /** Told when one goes there. */
  onOpen?: (() => void) | undefined
}

const EXCERPT_CHARS = 280

/** A message away from its channel: who said it, where and when; how it begins leads there. */
export function MessageAway(props: MessageAwayProps) {
  const { message, places, href, text, mark, note, children, actions, onOpen } = props
  const t = useTexts()
  const format = useFormat()
  const author = places.personOf(message.author)
  return (
    <li className={s.line}>
      <Face message={message} author={author} size={36} />
      <div className={s.main}>
        <p className={s.head}>
          <b>{signature(message, author, t.line.someone)}</b>
          <span>{places.placeName(message.channel)}</span>
          <time dateTime={message.posted_at} title={format.fullDateTime(message.posted_at)}>
            {format.dateTime(message.posted_at)}
          </time>
          {mark}
        </p>
        {note && <p className={s.note}>{note}</p>}
        <Anchor href={href ?? places.hrefOf(message)} className={s.text} {...(onOpen ? { onClick: onOpen } : {})}>
          {text ?? excerptOf(message, places.nameOf, t.line, EXCERPT_CHARS)}
        </Anchor>
        {children}
      </div>
      {actions && <div className={s.actions}>{actions}</div>}
    </li>
  )
}

interface KeptLineProps extends Pick<MessageAwayProps, 'message' | 'note' | 'onOpen'> {
  projectName: ProjectName
  /** What one can do with it. */
  children: ReactNode
}

/** A message of any channel that one keeps. */
export function KeptLine({ projectName, children, ...line }: KeptLineProps) {
  const places = usePlaces(projectName, [line.message.channel])
  return <MessageAway {...line} places={places} actions={children} />
}
