// SPDX-License-Identifier: EUPL-1.2
// The one socket and who listens to it.

import { onEvent, setPresence, startLive, stopLive } from '../api/live'
import { meQuery } from '../api/me'
import { queryClient } from '../api/query'
import type { Me } from '../api/types'
import { listenToAdmin } from '../areas/admin/live'
import { listenToNotifications } from '../areas/notifications/live'
import { listenToProjects } from '../areas/projects/live'
import { keptPresence } from './presence'
import { leave } from './session'

let isListening = false

export function startListening(): void {
  if (!isListening) {
    isListening = true
    listenToProjects()
    listenToNotifications()
    listenToAdmin()
    listenToMe()
  }
  setPresence(keptPresence())
  startLive({
    cache: queryClient,
    // Read before all else that events change.
    cursor: queryClient.getQueryData(meQuery.queryKey)?.cursor ?? null,
    signedOut: () => leave('ended'),
    // Refused with 401 when the session is over, which leads to the sign-in page.
    probe: () => void queryClient.fetchQuery({ ...meQuery, staleTime: 0, retry: false }).catch(() => {}),
  })
}

export const stopListening = stopLive

function listenToMe(): void {
  onEvent('me.changed', (_, { cache }) => void cache.invalidateQueries({ queryKey: meQuery.queryKey }))
  onEvent('session.ended', ({ session }, { cache }) => {
    const me = cache.getQueryData<Me>(meQuery.queryKey)
    if (me?.session === session) leave('ended')
    else void cache.invalidateQueries({ queryKey: ['me', 'sessions'] })
  })
}
