// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { replyAddress } from './replying'
import { aChannel } from './testkit'

const closed = { ...aChannel().can, post: false }
const channels = [
  aChannel({ id: 'chn_open' }),
  aChannel({ id: 'chn_news', kind: 'announcement', can: closed }),
  aChannel({ id: 'chn_log', kind: 'log' }),
  aChannel({ id: 'chn_talk', kind: 'direct', project: null }),
]
const reply = (href: string) => replyAddress(href, channels)

test('in a channel one answers in the thread of the message, or in the one it begins', () => {
  expect(reply('/p/prj_1/messages/chn_open?message=msg_1')).toBe('/p/prj_1/messages/chn_open?fil=msg_1&repondre=oui')
  expect(reply('/p/prj_1/messages/chn_open?fil=msg_1&message=msg_9')).toBe(
    '/p/prj_1/messages/chn_open?fil=msg_1&repondre=oui',
  )
})

test('in a conversation one answers among the others, unless it was said in a thread', () => {
  expect(reply('/conversations/chn_talk?message=msg_1')).toBe('/conversations/chn_talk?repondre=oui')
  expect(reply('/conversations/chn_talk?fil=msg_1&message=msg_9')).toBe(
    '/conversations/chn_talk?fil=msg_1&repondre=oui',
  )
  // Too old for the list.
  expect(reply('/conversations/chn_old?message=msg_1')).toBe('/conversations/chn_old?repondre=oui')
})

test('where one only reads, in a log, in a channel that is not mine and elsewhere, nothing is offered', () => {
  for (const href of [
    '/p/prj_1/messages/chn_news?message=msg_1',
    '/p/prj_1/messages/chn_log?message=msg_1',
    '/p/prj_1/messages/chn_gone?message=msg_1',
    '/p/prj_1/messages/chn_open',
    '/p/prj_1',
    '/',
  ])
    expect(reply(href)).toBeNull()
})
