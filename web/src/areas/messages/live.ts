// SPDX-License-Identifier: EUPL-1.2
// What the socket says about channels and messages, folded into the query cache.

import type { QueryClient } from '@tanstack/react-query'
import { onEvent, onReturn, onTopicEnded, onTopicJoined, stoppedTyping } from '@/api/live'
import { queryClient } from '@/api/query'
import type { Channel, Id } from '@/api/types'
import { ask, askInRest, askInTurn } from './asking'
import {
  askVotes,
  channelIn,
  dropChannel,
  hearChanged,
  hearCleared,
  hearKept,
  hearPosted,
  hearRead,
  hearSigned,
  hearThreadRead,
  isLessUnread,
} from './cache'
import { keys } from './keys'
import { namesGroup } from './mentions'

/** A group was named somewhere, since it was last counted. */
let isGroupNamed = false

/** Listens for as long as the tab lives; called once, when `Background` is loaded. */
export function listenToMessages(): void {
  onEvent('message.posted', (heard, { cache, topic }) => {
    if (!heard.message.automate) stoppedTyping(topic, heard.message.thread, heard.message.author)
    hearPosted(cache, heard)
    isGroupNamed ||= namesGroup(heard.message.body)
  })
  // Who is in a group is not known here: those who are, are told, and count anew what names them.
  onEvent('notification.changed', ({ kind, is_read }, { cache }) => {
    if (!isGroupNamed || is_read || kind !== 'message.mentioned') return
    isGroupNamed = false
    askInTurn(cache)
  })
  onEvent('message.changed', (heard, { cache }) => {
    const isLess = isLessUnread(cache, heard.message)
    hearChanged(cache, heard)
    if (isLess) askInTurn(cache)
  })
  onEvent('message.signed', (heard, { cache }) => hearSigned(cache, heard))
  onEvent('message.kept', (mark, { cache }) => hearKept(cache, mark))
  // Of my own vote, asides tell my other windows; the frame that all hear counts it.
  onEvent('poll.voted', ({ message }, { cache }) => askVotes(cache, message))
  onEvent('calls.changed', (_, { cache }) => void cache.invalidateQueries({ queryKey: keys.mine }))
  onEvent('keywords.changed', (_, { cache }) => void cache.invalidateQueries({ queryKey: keys.keywords }))
  onEvent('scheduled.changed', (_, { cache }) => void cache.invalidateQueries({ queryKey: keys.scheduled }))
  for (const name of ['notification.changed', 'notification.all_read'] as const)
    onEvent(name, (_, { cache }) => void cache.invalidateQueries({ queryKey: keys.calls }))
  // Only ids travel: names, people and what I may do there are asked for.
  onEvent('channel.changed', ({ channel }, { cache }) => {
    void cache.invalidateQueries({ queryKey: keys.people(channel) })
    void cache.invalidateQueries({ queryKey: keys.channel(channel) })
    ask(cache)
  })
  onEvent(
    'automates.changed',
    ({ channel }, { cache }) => void cache.invalidateQueries({ queryKey: keys.automates(channel) }),
  )
  onEvent('channel.cleared', ({ channel, seq }, { cache }) => {
    hearCleared(cache, channel, seq)
    ask(cache)
  })
  for (const name of ['channels.changed', 'channel.joined', 'channel.left'] as const)
    onEvent(name, ({ project }, { cache }) => {
      if (project) void cache.invalidateQueries({ queryKey: keys.folders(project) })
      ask(cache)
    })
  onEvent('thread.read', ({ thread, seq }, { cache }) => {
    if (hearThreadRead(cache, thread, seq)) askInRest(cache)
  })
  onEvent('channel.read', ({ channel, seq }, { cache }) => {
    const isBack = seq < (channelIn(cache, channel)?.read_seq ?? 0)
    if (hearRead(cache, channel, seq)) (isBack ? ask : askInRest)(cache)
  })
  // Projects come and go with their channels; levels decide who reads them.
  for (const name of ['project.joined', 'project.changed', 'project.archived', 'project.restored'] as const)
    onEvent(name, (_, { cache }) => {
      void cache.invalidateQueries({ queryKey: keys.allAutomates })
      ask(cache)
    })
  onEvent('project.left', ({ project }, { cache }) => void leave(cache, project))
  for (const name of ['member.added', 'member.changed', 'member.removed', 'project.people_changed'] as const)
    onEvent(name, (_, { cache }) => {
      void cache.invalidateQueries({ queryKey: keys.allPeople })
      // Who manages sees the empty ones too.
      void cache.invalidateQueries({ queryKey: keys.allFolders })
      // Each acts for somebody, whose card it shows.
      void cache.invalidateQueries({ queryKey: keys.allAutomates })
      ask(cache)
    })
  // Asides are never said again: how far one has read elsewhere meanwhile, and chosen, is asked for.
  onReturn((cache) => {
    ask(cache)
    for (const what of ['my-thread', 'vote', 'votes']) void cache.invalidateQueries({ queryKey: [...keys.all, what] })
  })
  // Counted before it was heard: what came between is in no frame.
  onTopicJoined((topic, cache) => {
    if (topic.startsWith('channel:')) ask(cache)
  })
  onTopicEnded((topic) => {
    if (topic.startsWith('channel:')) dropChannel(queryClient, topic.slice('channel:'.length))
  })
}

/** Forgets the channels of a project that are no longer mine to read; in another way, through a group, they may still be. */
async function leave(cache: QueryClient, project: Id): Promise<void> {
  void cache.invalidateQueries({ queryKey: keys.folders(project) })
  const were = (cache.getQueryData<Channel[]>(keys.mine) ?? []).filter((it) => it.project === project)
  await cache.invalidateQueries({ queryKey: keys.mine })
  const are = new Set(cache.getQueryData<Channel[]>(keys.mine)?.map((it) => it.id))
  for (const { id } of were) if (!are.has(id)) dropChannel(cache, id)
}
