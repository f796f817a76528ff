// SPDX-License-Identifier: EUPL-1.2
// Frames into the cache: old state + frame = what the server would answer; hearing twice is hearing once.

import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, test, vi } from 'vitest'
import { dispatch } from '@/api/live'
import type { Channel, FollowedThreads, Message, Reaction } from '@/api/types'
import '@/testing/request'
import { counted, hearPosted, hearRead, hearSigned, isLessUnread, readUpTo } from './cache'
import { allCalls, countsOf } from './counts'
import { keys } from './keys'
import { listenToMessages } from './live'
import { fromMarkup, mentionsMe, toMarkup } from './mentions'
import { loadAt, loadMore, signed, stretchIn } from './queries'
import { Reading } from './reading'
import { keyOf, rowsOf } from './rows'
import { changed, placeInChannel, posted, type Stretch, withOlder } from './stretch'
import { aChannel, aMessage } from './testkit'

const held = (from: number, to: number, more: Partial<Stretch> = {}): Stretch => ({
  items: Array.from({ length: to - from + 1 }, (_, index) => aMessage(from + index)),
  hasOlder: from > 1,
  hasNewer: false,
  ...more,
})
const seqs = (stretch: Stretch | undefined) => stretch?.items.map((it) => it.seq)

describe('a posted message', () => {
  test('stands at the end, once, however often it is heard', () => {
    const once = posted(held(1, 3), aMessage(4), placeInChannel)
    expect(seqs(once)).toEqual([1, 2, 3, 4])
    expect(posted(once, aMessage(4), placeInChannel)).toBe(once)
  })

  test('is not put where the end is not held: there would be a hole before it', () => {
    const middle = held(1, 3, { hasNewer: true })
    expect(posted(middle, aMessage(9), placeInChannel)).toBe(middle)
  })

  test('that leaps over one not heard leaves the rest to the next page', () => {
    const after = posted(held(1, 3), aMessage(5), placeInChannel)
    expect(seqs(after)).toEqual([1, 2, 3])
    expect(after.hasNewer).toBe(true)
  })

  test('that shows in its thread only is not put in the channel', () => {
    const before = held(1, 3)
    expect(posted(before, aMessage(9, { seq: null, thread: 'msg_1', thread_seq: 1 }), placeInChannel)).toBe(before)
  })

  test('counts as unread, and as a mention when it names me or everyone', () => {
    expect(counted(aChannel(), aMessage(11), 'acc_me')).toMatchObject({ unread: 1, mentions: 0, last_seq: 11 })
    for (const who of ['acc_me', 'everyone'])
      expect(counted(aChannel(), aMessage(11, { body: `@[x](${who}) bonjour` }), 'acc_me')).toMatchObject({
        mentions: 1,
      })
  })

  test('of my own never counts, and marks all before it as read', () => {
    const channel = aChannel({ last_seq: 12, read_seq: 10, unread: 2, mentions: 1 })
    expect(counted(channel, aMessage(13, { author: 'acc_me' }), 'acc_me')).toMatchObject({
      unread: 0,
      mentions: 0,
      read_seq: 13,
    })
  })

  test('heard twice counts once', () => {
    const once = counted(aChannel(), aMessage(11), 'acc_me')
    expect(counted(once, aMessage(11), 'acc_me')).toBe(once)
  })
})

test('an older saying does not undo a newer one', () => {
  const stretch = held(1, 3)
  const edited = aMessage(2, { body: 'Nouveau', etag: '3' })
  const after = posted(
    { ...stretch, items: stretch.items.map((it) => (it.seq === 2 ? edited : it)) },
    aMessage(2),
    placeInChannel,
  )
  expect(after.items[1]?.body).toBe('Nouveau')
})

test('an older page joins without doubling where both meet', () => {
  const page = { items: [1, 2, 3].map((it) => aMessage(it)), people: [], has_older: false, has_newer: true }
  const after = withOlder(held(3, 5), page, placeInChannel)
  expect(seqs(after)).toEqual([1, 2, 3, 4, 5])
  expect(after).toMatchObject({ hasOlder: false, hasNewer: false })
})

describe('read', () => {
  const tenUnread = aChannel({ last_seq: 20, read_seq: 10, unread: 10, mentions: 3 })
  test('up to a place, in another window, leaves what came after', () => {
    expect(readUpTo(tenUnread, 18).channel).toMatchObject({ unread: 2, mentions: 2 })
  })
  test('to the end leaves nothing, and never more than there is', () => {
    expect(readUpTo(tenUnread, 99)).toMatchObject({ channel: { read_seq: 20, unread: 0, mentions: 0 }, isSure: true })
  })
  test('from there on is unread again, as far as others wrote it and it is there', () => {
    expect(readUpTo(aChannel({ last_seq: 20, read_seq: 20 }), 15)).toMatchObject({
      channel: { read_seq: 15, unread: 5 },
      isSure: false,
    })
  })
  test('in part is known where each of what is left is unread, and else at most', () => {
    expect(readUpTo({ ...tenUnread, mentions: 0 }, 14)).toMatchObject({ channel: { unread: 6 }, isSure: true })
    // Three of the ten are my own, or were taken away: nobody knows where they stand.
    const fewer = { ...tenUnread, mentions: 0, unread: 7 }
    expect(readUpTo(fewer, 12)).toMatchObject({ channel: { unread: 7 }, isSure: false })
    expect(readUpTo(fewer, 19)).toMatchObject({ channel: { unread: 1 }, isSure: false })
    expect(readUpTo(fewer, 20)).toMatchObject({ channel: { unread: 0 }, isSure: true })
  })
})

describe('frames', () => {
  listenToMessages()
  const cacheWith = (channels: Channel[]) => {
    const cache = new QueryClient()
    cache.setQueryData(['me'], { account: { id: 'acc_me' } })
    cache.setQueryData(keys.mine, channels)
    cache.setQueryData(keys.stretch('chn_1'), held(8, 10))
    return cache
  }
  const frame = (name: string, body: unknown) =>
    ({ type: 'event', cursor: 'c', topic: 'channel:chn_1', name, body }) as const
  const mine = (cache: QueryClient) => cache.getQueryData<Channel[]>(keys.mine)?.[0]

  test('a message taken away that was unread has the counters asked for, one that was read or is mine has not', () => {
    const cache = cacheWith([aChannel({ last_seq: 10, read_seq: 8, unread: 2 })])
    const gone = (seq: number, more = {}) => aMessage(seq, { retracted_at: '2026-10-08T09:00:00Z', ...more })
    expect(isLessUnread(cache, gone(9))).toBe(true)
    expect(isLessUnread(cache, gone(8))).toBe(false)
    expect(isLessUnread(cache, gone(9, { author: 'acc_me' }))).toBe(false)
    expect(isLessUnread(cache, aMessage(9))).toBe(false)
    // Settled or otherwise changed after that, it is not taken away again.
    const stretch = cache.getQueryData<Stretch>(keys.stretch('chn_1'))
    cache.setQueryData(keys.stretch('chn_1'), { ...stretch, items: [gone(9)] })
    expect(isLessUnread(cache, gone(9))).toBe(false)
    cache.setQueryData(keys.stretch('chn_1'), stretch)
    const answer = { seq: null, thread: 'msg_1', thread_seq: 4 }
    expect(isLessUnread(cache, gone(20, answer))).toBe(false)
    const followed = { root: aMessage(1), read_seq: 3, last_seq: 4, unread: 1 }
    cache.setQueryData(keys.threads, { items: [followed], people: [] })
    expect(isLessUnread(cache, gone(20, answer))).toBe(true)
    expect(isLessUnread(cache, gone(20, { ...answer, thread_seq: 3 }))).toBe(false)
  })

  test('a posted message is in its channel and on the counter', () => {
    const cache = cacheWith([aChannel()])
    const heard = frame('message.posted', { message: aMessage(11), people: [] })
    dispatch(heard, cache)
    dispatch(heard, cache)
    expect(seqs(cache.getQueryData(keys.stretch('chn_1')))).toEqual([8, 9, 10, 11])
    expect(mine(cache)).toMatchObject({ unread: 1, last_seq: 11 })
  })

  test('my own message that was written for later leaves unread what I have not read', () => {
    const cache = cacheWith([aChannel({ last_seq: 12, read_seq: 11, unread: 1, mentions: 1 })])
    const message = aMessage(13, { author: 'acc_me' })
    cache.setQueryData(keys.scheduled, [{ draft: message.draft, channel: 'chn_1' }])
    dispatch(frame('message.posted', { message, people: [] }), cache)
    dispatch(frame('message.posted', { message, people: [] }), cache)
    expect(mine(cache)).toMatchObject({ last_seq: 13, read_seq: 11, unread: 1, mentions: 1 })
  })

  test('my own message of another window is read, and asked about only if it may have been written for later', () => {
    const asked = (prepare: (cache: QueryClient) => void) => {
      const cache = cacheWith([aChannel({ last_seq: 12, read_seq: 11, unread: 1, mentions: 1 })])
      prepare(cache)
      dispatch(frame('message.posted', { message: aMessage(13, { author: 'acc_me' }), people: [] }), cache)
      expect(mine(cache)).toMatchObject({ read_seq: 13, unread: 0 })
      return cache.getQueryState(keys.mine)?.isInvalidated
    }
    expect(asked((cache) => cache.setQueryData(keys.scheduled, []))).toBe(false)
    expect(asked(() => {})).toBe(true)
    expect(
      asked((cache) => {
        cache.setQueryData(keys.scheduled, [])
        void cache.invalidateQueries({ queryKey: keys.scheduled })
      }),
    ).toBe(true)
  })

  test('an answer changes what its root says of the thread', () => {
    const cache = cacheWith([aChannel()])
    const answers = { count: 2, last_posted_at: '2026-10-08T09:00:00Z', people: ['acc_maelle'], resolved_at: null }
    const answer = aMessage(0, { id: 'msg_a', seq: null, thread: 'msg_9', thread_seq: 2 })
    dispatch(frame('message.posted', { message: answer, people: [], root: { id: 'msg_9', answers } }), cache)
    const stretch = cache.getQueryData<Stretch>(keys.stretch('chn_1'))
    expect(stretch?.items[1]?.answers).toEqual(answers)
    expect(mine(cache)).toMatchObject({ unread: 0 })
  })

  test('reading in one window is read in all: the aside', () => {
    const cache = cacheWith([aChannel({ last_seq: 12, read_seq: 10, unread: 2, mentions: 1 })])
    dispatch(
      { type: 'aside', topic: 'person:acc_me', name: 'channel.read', body: { channel: 'chn_1', seq: 12 } },
      cache,
    )
    expect(mine(cache)).toMatchObject({ unread: 0, mentions: 0, read_seq: 12 })
  })

  test('a thread read in one window is read in all: the aside', () => {
    const cache = new QueryClient()
    const root = aMessage(1, { answers: { count: 4 } as NonNullable<Message['answers']> })
    const held = { items: [{ root, read_seq: 1, last_seq: 4, unread: 3 }] } as unknown as FollowedThreads
    cache.setQueryData(keys.threads, held)
    const aside = { type: 'aside', topic: 'person:acc_me', name: 'thread.read' } as const
    dispatch({ ...aside, body: { thread: root.id, seq: 4 } }, cache)
    expect(cache.getQueryData<FollowedThreads>(keys.threads)?.items[0]).toMatchObject({ read_seq: 4, unread: 0 })
    // And unread again, as it was before.
    cache.setQueryData(keys.myThread('chn_1', root.id), { attention: 'followed', read_seq: 4 })
    dispatch({ ...aside, body: { thread: root.id, seq: 1 } }, cache)
    expect(cache.getQueryData<FollowedThreads>(keys.threads)?.items[0]).toMatchObject({ read_seq: 1, unread: 3 })
    expect(cache.getQueryData(keys.myThread('chn_1', root.id))).toMatchObject({ read_seq: 1 })
  })

  test('nothing that was never loaded is made up', () => {
    const cache = new QueryClient()
    dispatch(frame('message.posted', { message: aMessage(11), people: [] }), cache)
    expect(cache.getQueryData(keys.stretch('chn_1'))).toBeUndefined()
    expect(cache.getQueryData(keys.mine)).toBeUndefined()
  })
})

describe('rows', () => {
  const rows = (more: Partial<Parameters<typeof rowsOf>[0]> = {}) =>
    rowsOf({
      messages: [1, 2, 30].map((it) => aMessage(it)),
      waiting: [],
      newAfter: null,
      me: 'acc_me',
      dayOf: (at) => at.slice(0, 10),
      place: placeInChannel,
      hasStart: true,
      ...more,
    })
  test('what one says in a row stands under one name, until a pause', () => {
    expect(rows().map((it) => (it.kind === 'message' ? `${it.message.seq}${it.isFirst ? '!' : ''}` : it.kind))).toEqual(
      ['start', 'day', '1!', '2', '30!'],
    )
  })
  test('the line of what is new stands before the first message of another that is not read', () => {
    const own = [aMessage(1), aMessage(2, { author: 'acc_me' }), aMessage(3)]
    expect(rows({ messages: own, newAfter: 1 }).map((it) => it.kind)).toEqual([
      'start',
      'day',
      'message',
      'message',
      'new',
      'message',
    ])
  })
  test('what waits is one line with what was posted: its key does not change', () => {
    const waiting = {
      draft: 'draft-30',
      channel: 'chn_1',
      body: 'x',
      thread: null,
      also_in_channel: false,
      quotes: null,
      kind: 'text' as const,
      at: 0,
      refused: null,
    }
    const before = rows({ messages: [aMessage(1)], waiting: [waiting] }).at(-1)
    const mine = aMessage(30, { author: 'acc_me' })
    const after = rows({ messages: [aMessage(1), mine], waiting: [waiting] }).at(-1)
    expect(before).toMatchObject({ kind: 'waiting', key: keyOf(mine) })
    expect(after).toMatchObject({ kind: 'message', key: keyOf(mine) })
  })
})

describe('mentions', () => {
  const named = [
    { id: 'acc_1', name: 'Léa Roy' },
    { id: 'acc_2', name: 'Léa Roy-Martin' },
    { id: 'everyone', name: 'tous' },
  ]
  test('go as markup and come back as names', () => {
    const sent = toMarkup('Bonjour @Léa Roy-Martin et @Léa Roy, @tous', named)
    expect(sent).toBe('Bonjour @[Léa Roy-Martin](acc_2) et @[Léa Roy](acc_1), @[tous](everyone)')
    const { text } = fromMarkup(sent, (id) => named.find((it) => it.id === id)?.name)
    expect(text).toBe('Bonjour @Léa Roy-Martin et @Léa Roy, @tous')
  })
  test('in code, in an address, in a longer word, name nobody', () => {
    for (const text of ['`@tous`', '```\n@tous\n```', 'a@tous', '@toussaint']) expect(toMarkup(text, named)).toBe(text)
  })
  test('a name with brackets cannot name somebody else', () => {
    const sent = toMarkup('@x](acc_9)[y', [{ id: 'acc_1', name: 'x](acc_9)[y' }])
    expect(mentionsMe(sent, 'acc_9')).toBe(false)
    expect(mentionsMe(sent, 'acc_1')).toBe(true)
  })
})

test('a sign is there once, and gone with its last person', () => {
  const message = aMessage(1, { reactions: [{ emoji: '👍', count: 1, is_mine: false, people: ['acc_a'] }] })
  const on = signed({ message, emoji: '👍', isOn: true, me: 'acc_me' })
  expect(on.reactions).toEqual([{ emoji: '👍', count: 2, is_mine: true, people: ['acc_a', 'acc_me'] }])
  expect(signed({ message: on, emoji: '👍', isOn: true, me: 'acc_me' }).reactions).toEqual(on.reactions)
  const off = signed({ message: on, emoji: '👍', isOn: false, me: 'acc_me' })
  expect(off.reactions).toEqual(message.reactions)
  const alone = signed({ message: aMessage(1), emoji: '👍', isOn: true, me: 'acc_a' })
  expect(signed({ message: alone, emoji: '👍', isOn: false, me: 'acc_a' }).reactions).toEqual([])
})

test('of a sign that many gave I am counted, and known to be one of them, though others are named', () => {
  const people = Array.from({ length: 30 }, (_, at) => `acc_${at}`)
  const many = aMessage(1, { reactions: [{ emoji: '👏', count: 42, is_mine: false, people }] })
  const on = signed({ message: many, emoji: '👏', isOn: true, me: 'acc_me' })
  expect(on.reactions).toEqual([{ emoji: '👏', count: 43, is_mine: true, people }])
  // Somebody else's: all are told the same, which does not say what is mine.
  const told = { emoji: '👏', count: 44, people }
  const stretch = changed({ items: [on], hasOlder: false, hasNewer: false }, { ...on, reactions: [told as Reaction] })
  expect(stretch.items[0]?.reactions).toEqual([{ ...told, is_mine: true }])
})

test('what I signed in another window is said to me apart', () => {
  const cache = new QueryClient()
  const told = [
    { emoji: '👏', count: 44, is_mine: false, people: ['acc_a'] },
    { emoji: '👀', count: 1, is_mine: true, people: ['acc_b'] },
  ]
  const stretch: Stretch = { items: [aMessage(1, { reactions: told })], hasOlder: false, hasNewer: false }
  cache.setQueryData(keys.stretch('chn_1'), stretch)
  hearSigned(cache, { channel: 'chn_1', message: 'msg_1', mine: ['👏'] })
  const signs = () => cache.getQueryData<Stretch>(keys.stretch('chn_1'))
  expect(signs()?.items[0]?.reactions.map((it) => it.is_mine)).toEqual([true, false])
  const heard = signs()
  hearSigned(cache, { channel: 'chn_1', message: 'msg_1', mine: ['👏'] })
  expect(signs()).toBe(heard)
})

test('counts of the frame: what is muted or closed is not new, what names me always is', () => {
  const counts = countsOf([
    aChannel({ unread: 3, is_muted: true, mentions: 1 }),
    aChannel({ id: 'chn_2', unread: 2, archived_at: '2026-10-08T08:00:00Z' }),
    aChannel({ id: 'chn_3', project: null, unread: 1 }),
  ])
  expect(counts.get('prj_1')).toEqual({ mentions: 1, isUnread: false })
  expect(counts.get(null)).toEqual({ mentions: 0, isUnread: true })
})

test('in a conversation whatever is unread calls, unless it is muted', () => {
  const counts = countsOf([
    aChannel({ id: 'chn_4', kind: 'direct', project: null, unread: 2 }),
    aChannel({ id: 'chn_5', kind: 'direct', project: null, unread: 3, is_muted: true }),
    aChannel({ unread: 7, mentions: 1 }),
  ])
  expect(counts.get(null)).toEqual({ mentions: 2, isUnread: true })
  expect(allCalls(counts)).toBe(3)
})

test('reading is told at most every two seconds, the last place always', async () => {
  const told: number[] = []
  const timers: (() => void)[] = []
  const reading = new Reading({
    send: async (_, seq) => void told.push(seq),
    later: (tell) => void timers.push(tell),
  })
  for (const seq of [1, 2, 3]) reading.say('chn_1', seq)
  expect(told).toEqual([1])
  const answered = () => new Promise((done) => setTimeout(done))
  await answered()
  timers.shift()?.()
  expect(told).toEqual([1, 3])
  await answered()
  timers.shift()?.()
  reading.say('chn_1', 4)
  expect(told).toEqual([1, 3, 4])
})

describe('what was asked for again', () => {
  const answering = (pages: ((url: URL) => Message[])[]) => {
    const asked: URL[] = []
    vi.stubGlobal('fetch', async (request: Request) => {
      const url = new URL(request.url)
      asked.push(url)
      const items = pages.shift()?.(url) ?? []
      const body = { items, people: [], has_older: false, has_newer: false }
      return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
    })
    return asked
  }

  test('shows the signs that came meanwhile, of which the version of a message says nothing', async () => {
    const cache = new QueryClient()
    cache.setQueryData(keys.stretch('chn_1'), held(1, 2))
    const reactions = [{ emoji: '👍', count: 1, is_mine: false, people: ['acc_anna'] }]
    answering([() => [aMessage(1, { reactions }), aMessage(2)]])
    await cache.fetchQuery({ ...stretchIn(cache, 'chn_1', null), staleTime: 0 })
    expect(cache.getQueryData<Stretch>(keys.stretch('chn_1'))?.items[0]?.reactions).toEqual(reactions)
  })

  test('a page of another part of the channel is not put beside the one that is held by then', async () => {
    const cache = new QueryClient()
    cache.setQueryData(keys.stretch('chn_1'), held(1, 2, { hasNewer: true }))
    answering([
      () => {
        cache.setQueryData(keys.stretch('chn_1'), held(90, 91))
        return [aMessage(3), aMessage(4)]
      },
    ])
    await loadMore(cache, 'chn_1', 'newer')
    expect(seqs(cache.getQueryData(keys.stretch('chn_1')))).toEqual([90, 91])
  })

  test('the end that is loaded is not taken for the end when more was posted meanwhile', async () => {
    const cache = new QueryClient()
    cache.setQueryData(keys.mine, [aChannel({ last_seq: 12 })])
    answering([() => [aMessage(10), aMessage(11)]])
    await loadAt(cache, 'chn_1', null)
    expect(cache.getQueryData<Stretch>(keys.stretch('chn_1'))?.hasNewer).toBe(true)
  })

  test('is not put over another part that was asked for meanwhile', async () => {
    const cache = new QueryClient()
    cache.setQueryData(keys.stretch('chn_1'), held(90, 91))
    let again: Promise<unknown> = Promise.resolve()
    answering([
      () => {
        again = cache.fetchQuery({ ...stretchIn(cache, 'chn_1', null), staleTime: 0 }).catch(() => null)
        return [aMessage(5), aMessage(6)]
      },
      () => [aMessage(90), aMessage(91), aMessage(92)],
    ])
    await loadAt(cache, 'chn_1', 5)
    await again
    expect(seqs(cache.getQueryData(keys.stretch('chn_1')))).toEqual([5, 6])
    // It was asked for with a reason: it is again, for this part.
    expect(cache.getQueryState(keys.stretch('chn_1'))?.isInvalidated).toBe(true)
  })

  test('that does not come has what was being asked for of the one that is held asked for again', async () => {
    const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    cache.setQueryData(keys.stretch('chn_1'), held(90, 91))
    const asked: string[] = []
    vi.stubGlobal('fetch', async (request: Request) => {
      const part = new URL(request.url).searchParams
      asked.push(part.has('around') ? 'around' : 'again')
      if (part.has('around')) return new Response('', { status: 503 })
      if (asked.length === 1) return await new Promise<Response>(() => {})
      return new Response(JSON.stringify({ items: [aMessage(92)], people: [], has_older: true, has_newer: false }), {
        headers: { 'content-type': 'application/json' },
      })
    })
    const seen = new QueryObserver(cache, { ...stretchIn(cache, 'chn_1', null), staleTime: 0 })
    const stop = seen.subscribe(() => {})
    await vi.waitFor(() => expect(asked).toEqual(['again']))
    await expect(loadAt(cache, 'chn_1', 5)).rejects.toThrow()
    await vi.waitFor(() => expect(asked).toEqual(['again', 'around', 'again']))
    await vi.waitFor(() => expect(seqs(cache.getQueryData(keys.stretch('chn_1')))).toEqual([92]))
    stop()
  })
})

test('an answer that leaves a hole before it is not put after it: there is more to ask for', () => {
  const cache = new QueryClient()
  const thread = keys.thread('chn_1', 'msg_1')
  const answer = (thread_seq: number) => aMessage(thread_seq, { seq: null, thread: 'msg_1', thread_seq })
  cache.setQueryData(thread, { items: [answer(1)], hasOlder: false, hasNewer: false })
  hearPosted(cache, { message: answer(3), people: [] })
  expect(cache.getQueryData(thread)).toEqual({ items: [answer(1)], hasOlder: false, hasNewer: true })
})

test('a conversation too old for the list is in it again once something is said there, and is read by being read', () => {
  const old = aChannel({ id: 'chn_old', kind: 'direct', last_seq: 12, read_seq: 10, unread: 2 })
  const cache = new QueryClient()
  cache.setQueryData(keys.mine, [aChannel()])
  cache.setQueryData(keys.channel('chn_old'), old)
  hearRead(cache, 'chn_old', 12)
  expect(cache.getQueryData(keys.channel('chn_old'))).toMatchObject({ read_seq: 12, unread: 0 })
  expect(cache.getQueryState(keys.mine)?.isInvalidated).toBe(false)
  hearPosted(cache, { message: aMessage(13, { channel: 'chn_old' }), people: [] })
  expect(cache.getQueryState(keys.mine)?.isInvalidated).toBe(true)
})
