// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { reading, threadReading } from './readings'

let told: string[] = []

beforeEach(() => {
  told = []
  vi.stubGlobal('fetch', async (request: Request) => {
    told.push(`${new URL(request.url).pathname.replace('/api/v1', '')} ${await request.clone().text()}`)
    return new Response(null, { status: 204 })
  })
})

const hide = () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  document.dispatchEvent(new Event('visibilitychange'))
  hidden.mockRestore()
}

test('what was read of a thread is told when the page goes away, without waiting for its turn', async () => {
  threadReading.say('msg_1', 3)
  threadReading.say('msg_1', 7)
  dispatchEvent(new Event('pagehide'))
  await waitFor(() => expect(told).toContain('/messages/msg_1/thread {"read_seq":7}'))
})

test('what was read is told when the tab is no longer looked at', async () => {
  reading.say('chn_1', 3)
  reading.say('chn_1', 4)
  threadReading.say('msg_2', 1)
  threadReading.say('msg_2', 2)
  hide()
  await waitFor(() => expect(told).toContain('/messages/msg_2/thread {"read_seq":2}'))
  expect(told).toContain('/channels/chn_1/read {"seq":4}')
})

test('a tab that is looked at again tells nothing twice', async () => {
  threadReading.say('msg_3', 1)
  threadReading.say('msg_3', 2)
  hide()
  hide()
  await waitFor(() => expect(told).toContain('/messages/msg_3/thread {"read_seq":2}'))
  expect(told.filter((it) => it.startsWith('/messages/msg_3'))).toHaveLength(2)
})
