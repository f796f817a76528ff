// SPDX-License-Identifier: EUPL-1.2
// What tests of the area are about.

import type { Channel, Message, Person } from '@/api/types'
import type { Acts } from './MessageLine'
import { Outbox } from './outbox'
import type { Talk } from './talk'

export const aPerson = (id: string, name: string): Person => ({
  id,
  name,
  given_name: name.split(' ')[0] ?? name,
  family_name: name.split(' ')[1] ?? '',
  function: null,
  organisation: null,
  photo: null,
  is_active: true,
  is_external: false,
})

export const aMessage = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `msg_${seq}`,
  channel: 'chn_1',
  seq,
  thread: null,
  thread_seq: null,
  author: 'acc_maelle',
  automate: null,
  draft: `draft-${seq}`,
  kind: 'text',
  body: `Message ${seq}`,
  quotes: null,
  forwarded: null,
  poll: null,
  posted_at: new Date(Date.UTC(2026, 9, 8, 8, seq)).toISOString(),
  edited_at: null,
  retracted_at: null,
  reactions: [],
  answers: null,
  corrected_by: [],
  is_pinned: false,
  etag: '1',
  ...more,
})

export const aChannel = (more: Partial<Channel> = {}): Channel => ({
  id: 'chn_1',
  project: 'prj_1',
  kind: 'open',
  name: 'travaux',
  topic: '',
  folder: null,
  rank: 'a',
  is_main: false,
  requires_threads: false,
  archived_at: null,
  people: [],
  last_seq: 10,
  last_posted_at: null,
  read_seq: 10,
  unread: 0,
  mentions: 0,
  attention: null,
  is_muted: false,
  cleared_at: null,
  cleared_by: null,
  expires_after_days: null,
  is_hidden: false,
  can: { react: true, post: true, edit: true, oversee: false, manage: false },
  etag: '1',
  ...more,
})

/** From which nothing leaves. */
export const idleOutbox = (): Outbox =>
  new Outbox({
    load: () => null,
    save: () => {},
    send: () => new Promise(() => {}),
    isMine: () => true,
    now: () => 0,
    later: () => {},
    alone: async (_, work) => await work(),
  })

export const aTalk = (more: Partial<Talk> = {}): Talk => ({
  channel: aChannel(),
  name: 'travaux',
  me: aPerson('acc_me', 'Maëlle Kervadec'),
  place: null,
  outbox: idleOutbox(),
  nameables: [],
  personOf: () => undefined,
  nameOf: () => '',
  hasSingleKeys: true,
  markOf: () => undefined,
  ...more,
})

/** Acts that do nothing. */
export const noActs: Acts = {
  sign: () => {},
  pick: () => {},
  reply: () => {},
  quote: () => {},
  edit: () => {},
  save: () => {},
  menu: () => {},
  show: () => {},
  retry: () => {},
  discard: () => {},
  isThread: false,
}

/** As tests find a text on the page: with ordinary spaces. */
export const asFound = (text: string): string => text.replace(/\s/g, ' ')
