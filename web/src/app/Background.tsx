// SPDX-License-Identifier: EUPL-1.2
// What goes on around every screen and shows nothing in it: notices over other windows, the number on the tab.

import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMe } from '../api/me'
import { queryClient } from '../api/query'
import { useApiTexts } from '../api/texts'
import { allCalls, useMessageCounts } from '../areas/messages'
import { myChannels } from '../areas/messages/mine'
import { openedBy } from '../areas/notifications/notices'
import { markNotificationRead } from '../areas/notifications/queries'
import { listenForNotices } from '../areas/notifications/showNotices'
import { type Attention, startAttention } from './attention'

export function Background() {
  const { account } = useMe()
  const router = useRouter()
  const counts = useMessageCounts()
  const calls = allCalls(counts)
  const hasNews = [...counts.values()].some((it) => it.isUnread)

  // Why something is refused is known before it is.
  useApiTexts()

  useEffect(
    () =>
      listenForNotices({
        account: account.id,
        isMuted: (channel) =>
          queryClient.getQueryData(myChannels.queryKey)?.find((it) => it.id === channel)?.is_muted ?? false,
        open: (href, notification) => {
          router.history.push(href)
          if (notification) void markNotificationRead(queryClient, notification)
        },
      }),
    [account.id, router],
  )

  // A window that a pressed notice opened.
  useEffect(() => {
    const opened = openedBy(location.href)
    if (!opened) return
    router.history.replace(opened.href)
    void markNotificationRead(queryClient, opened.id)
  }, [router])

  const attention = useRef<Attention | null>(null)
  useEffect(() => {
    attention.current = startAttention()
    return () => attention.current?.end()
  }, [])
  useEffect(() => attention.current?.show(calls, hasNews), [calls, hasNews])
  return null
}
