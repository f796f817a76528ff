// SPDX-License-Identifier: EUPL-1.2
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { useMemo } from 'react'
import type { Channel } from '@/api/types'
import { cx } from '@/lib/cx'
import { Anchor, Counter, VisuallyHidden } from '@/ui'
import s from './ChannelList.module.css'
import { useTexts } from './texts'
import { followedThreads, unreadThreads } from './threadQueries'

export interface FollowedLinkProps {
  href: string
  isHere: boolean
  /** Those of the project; `null`: of all. */
  channels: readonly Channel[] | null
  onChoose?: (() => void) | undefined
}

/** The way to the threads one follows, with how many of them have something new. */
export function FollowedLink({ href, isHere, channels, onChoose }: FollowedLinkProps) {
  const t = useTexts().threads
  const cache = useQueryClient()
  const { data } = useQuery(followedThreads(cache))
  const ids = useMemo(() => channels && new Set(channels.map((it) => it.id)), [channels])
  const unread = data ? unreadThreads(data, ids) : 0
  return (
    <Anchor
      href={href}
      className={cx(s.line, isHere && s.here, unread > 0 && s.unread)}
      aria-current={isHere ? 'page' : undefined}
      {...(onChoose ? { onClick: onChoose } : {})}
    >
      <MessagesSquare size={17} strokeWidth={1.75} aria-hidden="true" />
      <span className={s.name}>{t.title}</span>
      {unread > 0 && (
        <>
          <span aria-hidden="true">
            <Counter count={unread} />
          </span>
          <VisuallyHidden>{t.unreadThreads(unread)}</VisuallyHidden>
        </>
      )}
    </Anchor>
  )
}
