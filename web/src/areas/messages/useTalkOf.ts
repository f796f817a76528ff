// SPDX-License-Identifier: EUPL-1.2
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { useMe } from '@/api/me'
import type { Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { marks } from './laterQueries'
import { EVERYONE } from './mentions'
import { outboxOf } from './outbox'
import { cards, membersIn, readersIn } from './queries'
import { send } from './sending'
import { COUNTERS, channelName, type Nameable, type Place, type SteadyChannel, type Talk } from './talk'
import { useTexts } from './texts'

/** Everything a conversation needs to know of itself. */
export function useTalkOf(known: SteadyChannel, place: Place | null): Talk {
  const channel = useSteady(known)
  const t = useTexts()
  const format = useFormat()
  const cache = useQueryClient()
  const { account: me, display } = useMe()
  const hasSingleKeys = display.single_key_shortcuts
  const { data: met } = useQuery(cards)
  const members = useQuery({ ...membersIn(cache, place?.id ?? ''), enabled: place !== null }).data
  const readers = useQuery({ ...readersIn(cache, channel.id), enabled: place !== null }).data
  const outbox = outboxOf(me.id, send)
  const kept = useQuery(marks).data

  const { people } = channel
  const nameables = useMemo(() => {
    const nameables: Nameable[] = []
    for (const it of [...(readers ?? []), ...people])
      if (it.id !== me.id) nameables.push({ id: it.id, name: it.name, hint: it.function ?? '', person: it })
    for (const it of members ?? [])
      if (it.group && it.status === 'active')
        nameables.push({ id: it.group.id, name: it.group.name, hint: t.line.group, person: null })
    return nameables.sort((a, b) => format.compare(a.name, b.name))
  }, [members, readers, people, me.id, format, t])

  return useMemo(() => {
    const groups = new Map(nameables.map((it) => [it.id, it.name]))
    const inTalk = new Map(channel.people.map((it) => [it.id, it]))
    const personOf = (id: Id) => (id === me.id ? me : (met[id] ?? inTalk.get(id)))
    const nameOf = (id: Id, said = '') => {
      if (id === EVERYONE) return t.line.everyone
      const known = personOf(id)?.name ?? groups.get(id) ?? said
      return known || (id.startsWith('grp_') ? t.line.group : t.line.unknownPerson)
    }
    const byMessage = new Map(kept?.map((it) => [it.message, it]))
    return {
      channel,
      name: channelName(channel, t, format.list),
      me,
      place,
      outbox,
      nameables,
      personOf,
      nameOf,
      hasSingleKeys,
      markOf: (id: Id) => byMessage.get(id),
    }
  }, [channel, place, me, met, nameables, outbox, kept, hasSingleKeys, t, format])
}

/** The same object for as long as nothing but its counters changes. */
function useSteady(channel: SteadyChannel): SteadyChannel {
  const said = JSON.stringify(channel, (key, value) =>
    (COUNTERS as readonly string[]).includes(key) ? undefined : value,
  )
  const held = useRef({ said, channel })
  if (held.current.said !== said) held.current = { said, channel }
  return held.current.channel
}
