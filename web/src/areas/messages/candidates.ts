// SPDX-License-Identifier: EUPL-1.2
// Who of a project could be let into one of its channels: its people, by themselves or by a group, and its groups.

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Id, Person } from '@/api/types'
import { usePaused } from '@/lib/useSettled'
import { isLike } from './Composer'
import { myChannels } from './mine'
import { membersIn, READERS_MAX, readersIn } from './queries'

export interface Candidate {
  id: Id
  label: string
  description?: string
  /** `null`: a group. */
  person: Person | null
}

export const candidateOf = (person: Person): Candidate => ({
  id: person.id,
  label: person.name,
  ...(person.function ? { description: person.function } : {}),
  person,
})

const SHOWN_MAX = 20

/** Those whose name begins as is typed, people first. In a large project they are asked for as one types. */
export function useCandidates(project: Id | null, typed: string, groupWord: string): Candidate[] {
  const cache = useQueryClient()
  // All who read the messages of a project read its main channel.
  const channels = useQuery({ ...myChannels, enabled: project !== null }).data
  const main = channels?.find((it) => it.is_main && it.project === project)?.id
  const all = useQuery({ ...readersIn(cache, main ?? ''), enabled: main !== undefined }).data
  const asked = usePaused(typed.trim())
  const isLarge = (all?.length ?? 0) >= READERS_MAX
  const found = useQuery({
    ...readersIn(cache, main ?? '', asked),
    enabled: main !== undefined && isLarge && asked !== '',
    placeholderData: keepPreviousData,
  }).data
  const members = useQuery({ ...membersIn(cache, project ?? ''), enabled: project !== null }).data
  return useMemo(() => {
    const people = (isLarge && asked !== '' ? found : all) ?? []
    const groups = (members ?? []).flatMap((it): Candidate[] =>
      it.group && it.status === 'active'
        ? [{ id: it.group.id, label: it.group.name, description: groupWord, person: null }]
        : [],
    )
    return [...people.map(candidateOf), ...groups].filter((it) => isLike(it.label, typed)).slice(0, SHOWN_MAX)
  }, [isLarge, asked, found, all, members, groupWord, typed])
}
