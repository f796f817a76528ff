// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { memo } from 'react'
import { beforeEach, expect, test } from 'vitest'
import type { Channel } from '@/api/types'
import { renderUi } from '@/testing/render'
import { keys } from './keys'
import { TalkProvider, useTalk } from './talk'
import { aChannel, aPerson } from './testkit'
import { useTalkOf } from './useTalkOf'

let cache: QueryClient

beforeEach(() => {
  cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], {
    account: aPerson('acc_me', 'Maëlle Kervadec'),
    display: { single_key_shortcuts: true },
  })
  cache.setQueryData(keys.marks, [])
})

test('a counter that moves draws no line again; a channel that is otherwise does', () => {
  let drawn = 0
  const Line = memo(function Line() {
    drawn += 1
    return <p>{useTalk().channel.topic}</p>
  })
  const Talk = ({ channel }: { channel: Channel }) => (
    <TalkProvider value={useTalkOf(channel, null)}>
      <Line />
    </TalkProvider>
  )
  const place = (channel: Channel) => (
    <QueryClientProvider client={cache}>
      <Talk channel={channel} />
    </QueryClientProvider>
  )
  const { rerender } = renderUi(place(aChannel()))
  const before = drawn
  for (let unread = 1; unread < 20; unread++)
    rerender(
      place(aChannel({ unread, mentions: unread, last_seq: 10 + unread, last_posted_at: '2026-10-08T09:00:00Z' })),
    )
  rerender(place(aChannel({ read_seq: 30, last_seq: 30 })))
  expect(drawn).toBe(before)
  rerender(place(aChannel({ topic: 'Le hall' })))
  expect(drawn).toBeGreaterThan(before)
})
