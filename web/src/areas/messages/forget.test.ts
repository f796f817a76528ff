// SPDX-License-Identifier: EUPL-1.2
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { dropChannel } from './cache'
import { inChannel, without } from './forget'
import { keys } from './keys'
import { aChannel, aMessage } from './testkit'

const [here, there] = [aMessage(1), aMessage(2, { channel: 'chn_2' })]

test('lines of a channel go from any list; what has none stays the same object', () => {
  const caught = {
    mentions: { items: [here, there], has_more: false },
    threads: [{ root: here, unread: 1 }],
    channels: [{ channel: 'chn_2', liveliest: [there] }],
  }
  expect(without(caught, inChannel('chn_1'))).toEqual({
    ...caught,
    mentions: { items: [there], has_more: false },
    threads: [],
  })
  expect(without(caught, inChannel('chn_9'))).toBe(caught)
  const names = new Map([['prj_1', 'Mairie']])
  expect(without(names, inChannel('chn_1'))).toBe(names)
})

test('of a channel that is no longer mine nothing stays readable, in whatever list; what I wrote for later stays', () => {
  const cache = new QueryClient()
  const pages = (items: unknown[]) => ({ pages: [{ items, people: [] }], pageParams: [null] })
  cache.setQueryData(keys.mine, [aChannel(), aChannel({ id: 'chn_2' })])
  cache.setQueryData(keys.decisions('prj_1'), pages([here, there]))
  cache.setQueryData(keys.conversations, pages([aChannel()]))
  cache.setQueryData(['messages', 'found', { q: 'plan' }], pages([{ id: 'msg_1', channel: 'chn_1' }]))
  cache.setQueryData(keys.catchUp('t'), { mentions: { items: [here], has_more: false } })
  cache.setQueryData(keys.versions('msg_1', '1'), [{ body: 'Secret' }])
  cache.setQueryData(keys.scheduled, [{ id: 'sch_1', channel: 'chn_1', body: 'Les miens' }])
  dropChannel(cache, 'chn_1')
  const left = JSON.stringify(cache.getQueriesData({ queryKey: keys.all }).filter(([key]) => key[1] !== 'scheduled'))
  expect(left).not.toContain('chn_1')
  expect(left).not.toContain('Secret')
  expect(left).toContain('chn_2')
  expect(cache.getQueryData(keys.scheduled)).toHaveLength(1)
})
