// SPDX-License-Identifier: EUPL-1.2
// The channels that messages shown away from them stand in.

import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isNotFound } from '@/api/problem'
import type { Channel, Id } from '@/api/types'
import { myChannels } from './mine'
import { channelOf } from './queries'
import { COUNTERS, type SteadyChannel } from './talk'

/** Counters move with each message of anybody's: what does not show them is not drawn again for them. */
const steady = (channel: Channel): SteadyChannel => {
  const it: Partial<Channel> = { ...channel }
  for (const each of COUNTERS) delete it[each]
  return it as SteadyChannel
}
const allSteady = (channels: readonly Channel[]) => channels.map(steady)

const combined = (asked: UseQueryResult<SteadyChannel>[]) => ({
  found: asked.flatMap((it) => it.data ?? []),
  isSure: asked.every((it) => it.isSuccess || isNotFound(it.error)),
})

export interface Channels {
  /** `undefined`: not known yet, or not mine to read. */
  channelOf: (id: Id) => SteadyChannel | undefined
  /** All that could be had is there: one that is unknown is not mine to read. */
  isSure: boolean
}

/** My channels, and those of these that are not in the list: conversations that are too old for it. */
export function useChannels(ids: readonly Id[]): Channels {
  const mine = useQuery({ ...myChannels, select: allSteady }).data
  const missing = mine ? [...new Set(ids)].filter((id) => !mine.some((it) => it.id === id)) : []
  const { found, isSure } = useQueries({
    // Refused is refused: it is not asked again by each line that is drawn.
    queries: missing.map((id) => ({ ...channelOf(id), select: steady, retryOnMount: false })),
    combine: combined,
  })
  return useMemo(() => {
    const byId = new Map([...found, ...(mine ?? [])].map((it) => [it.id, it]))
    return { channelOf: (id: Id) => byId.get(id), isSure: mine !== undefined && isSure }
  }, [mine, found, isSure])
}
