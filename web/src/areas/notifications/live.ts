// SPDX-License-Identifier: EUPL-1.2
// What the socket says about notifications, folded into the query cache.

import { onEvent } from '@/api/live'
import { hearNotification, markReadUntil } from './cache'
import { keys } from './keys'
import { refetchNotifications } from './queries'

/** Listens for as long as the tab lives; called once, when the signed-in frame starts. */
export function listenToNotifications(): void {
  onEvent('notification.changed', (notification, { cache }) => {
    if (hearNotification(cache, notification) === 'ask') refetchNotifications(cache).catch(later)
  })
  onEvent('notification.all_read', ({ until }, { cache }) => {
    if (markReadUntil(cache, until) === 'ask') refetchNotifications(cache).catch(later)
  })
  // What is told of a project carries its name, and is hidden from those who are in it no more.
  onEvent('project.changed', (_, { cache }) => void cache.invalidateQueries({ queryKey: keys.lists }))
  // The same of a channel.
  onEvent('channel.changed', (_, { cache }) => void cache.invalidateQueries({ queryKey: keys.lists }))
  // They hold words of messages that are gone.
  onEvent('channel.cleared', (_, { cache }) => void cache.invalidateQueries({ queryKey: keys.lists }))
  onEvent('project.people_changed', (_, { cache }) => void cache.invalidateQueries({ queryKey: keys.lists }))
  // What stood in there is mine to read no more, or again.
  for (const name of ['project.left', 'project.joined', 'channel.left', 'channel.joined'] as const)
    onEvent(name, (_, { cache }) => {
      refetchNotifications(cache).catch(later)
    })
}

/** No answer now: the socket that comes back asks for everything again. */
const later = (): void => {}
