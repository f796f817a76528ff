// SPDX-License-Identifier: EUPL-1.2
// What the lists of what one keeps have in common.

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMe } from '@/api/me'
import type { Channel, Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Button, EmptyState, SkeletonList } from '@/ui'
import s from './Kept.module.css'
import { EVERYONE } from './mentions'
import { myChannels } from './mine'
import { cards } from './queries'
import { channelName } from './talk'
import { useTexts } from './texts'

/** How a project is called; `undefined`: it is not mine to know. */
export type ProjectName = (project: Id) => string | undefined

/** A list, or why there is none to see. */
export function Shown(props: {
  query: { isError: boolean; error: unknown; refetch: () => unknown }
  count: number | undefined
  empty: { title: string; text: string }
  children: ReactNode
}) {
  const t = useTexts()
  const { query, count, empty } = props
  if (count === undefined)
    return query.isError ? (
      <EmptyState
        title={t.later.notLoaded}
        problem={query.error}
        actions={<Button onPress={() => void query.refetch()}>{t.place.retry}</Button>}
      />
    ) : (
      <SkeletonList label={t.later.loading} rows={4} />
    )
  if (count === 0) return <EmptyState illustration="sheets" title={empty.title} text={empty.text} />
  return <ul className={s.list}>{props.children}</ul>
}

/** What a list of messages of several channels needs to know of them. */
export function usePlaces(projectName: ProjectName) {
  const t = useTexts()
  const format = useFormat()
  const { account: me } = useMe()
  const channels = useQuery(myChannels).data
  const { data: met } = useQuery(cards)
  const channelOf = (id: Id): Channel | undefined => channels?.find((it) => it.id === id)
  return {
    channelOf,
    personOf: (id: Id) => (id === me.id ? me : met[id]),
    nameOf: (id: Id) => (id === EVERYONE ? t.line.everyone : ((id === me.id ? me : met[id])?.name ?? t.line.someone)),
    /** « #travaux · Mairie de quartier »; inside that project « #travaux ». */
    placeName: (id: Id, inside?: Id): string => {
      const channel = channelOf(id)
      if (!channel) return channels ? t.later.elsewhere : ''
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
}
