// SPDX-License-Identifier: EUPL-1.2
// Every area that folds frames must be listening once the frame stands: forgetting one shows nowhere else.

import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { dispatch } from '../api/live'
import { meQuery } from '../api/me'
import { aMe } from '../areas/accounts/testing'
import { startListening, stopListening } from './live'

class SilentSocket {
  static readonly OPEN = 1
  readyState = 0
  close() {}
  send() {}
}

beforeAll(() => {
  vi.stubGlobal('WebSocket', SilentSocket)
  startListening()
})
afterEach(stopListening)

const heard = (name: string, body: object, topic = 'person:acc_1') => {
  const cache = new QueryClient()
  cache.setQueryData(meQuery.queryKey, aMe)
  const asked = [vi.spyOn(cache, 'invalidateQueries'), vi.spyOn(cache, 'setQueryData'), vi.spyOn(cache, 'fetchQuery')]
  vi.stubGlobal('fetch', async () => new Response('{}', { headers: { 'content-type': 'application/json' } }))
  dispatch({ type: 'event', cursor: 'c', topic, name, body }, cache)
  return () => asked.some((it) => it.mock.calls.length > 0)
}

test.each([
  ['me.changed', {}],
  ['project.left', { project: 'prj_1' }],
  ['notification.all_read', { until: 'ntf_1' }],
  ['admin.changed', { what: 'accounts' }],
])('%s changes the cache', async (name, body) => {
  const hasChanged = heard(name, body)
  // The administration gathers its frames before it asks again.
  await vi.waitFor(() => expect(hasChanged()).toBe(true), { timeout: 3000 })
})
