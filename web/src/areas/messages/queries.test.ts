// SPDX-License-Identifier: EUPL-1.2
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'

import { keys } from './keys'
import { stretchIn } from './queries'
import { placeInChannel, type Stretch, withOlder } from './stretch'
import { aMessage } from './testkit'

test('a page of the history before what is held leaves what is held as it is, so that it is not drawn again', () => {
  const cache = new QueryClient()
  const held: Stretch = { items: [3, 4, 5, 6].map((seq) => aMessage(seq)), hasOlder: true, hasNewer: false }
  new QueryObserver(cache, { ...stretchIn(cache, 'chn_1', null), initialData: held, enabled: false }).subscribe(
    () => {},
  )
  const page = { items: [1, 2].map((seq) => aMessage(seq)), has_older: false, has_newer: true, people: [] }
  const key = keys.stretch('chn_1')
  cache.setQueryData<Stretch>(key, (now) => now && withOlder(now, page, placeInChannel))
  const items = cache.getQueryData<Stretch>(key)?.items
  expect(items).toHaveLength(6)
  for (const [at, it] of held.items.entries()) expect(items?.[at + 2]).toBe(it)
})
