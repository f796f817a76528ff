// SPDX-License-Identifier: EUPL-1.2
// The keys of a message that has the focus, as the design says them.
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Channel, Message } from '@/api/types'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { keys } from './keys'
import { forWriting, toMarkup } from './mentions'
import { type Talk, TalkProvider } from './talk'
import { aChannel, aMessage, aTalk } from './testkit'
import { useActs } from './useActs'

const calls: string[] = []
beforeEach(() => {
  calls.length = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    calls.push(`${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`)
    return new Response(null, { status: 204 })
  })
})

function Line({ message }: { message: Message }) {
  const { onKey, menu, editing, picking } = useActs({
    isThread: false,
    openThread: (root) => calls.push(`thread ${root}`),
    show: () => {},
    onQuote: () => {},
    onUnread: () => {},
    toWriter: () => {},
  })
  return (
    <>
      <article tabIndex={0} onKeyDown={(event) => onKey(event, message)}>
        {editing === message.id ? 'modifié' : picking ? 'emoji' : message.body}
      </article>
      {menu}
    </>
  )
}

const shown = (more: Partial<Talk> = {}, message = aMessage(1, { author: 'acc_me' }), cache = new QueryClient()) => {
  const rendered = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk(more)}>
        <Line message={message} />
      </TalkProvider>
    </QueryClientProvider>,
  )
  act(() => screen.getByRole('article').focus())
  return rendered
}

test('R answers, E edits, + reacts, S saves', async () => {
  const { user, unmount } = shown()
  await user.keyboard('r')
  expect(calls).toContain('thread msg_1')
  await user.keyboard('s')
  await waitFor(() => expect(calls).toContain('PUT /messages/msg_1/saved'))
  await user.keyboard('e')
  expect(screen.getByText('modifié')).toBeTruthy()
  unmount()
  const next = shown()
  await next.user.keyboard('+')
  expect(screen.getByText('emoji')).toBeTruthy()
})

test('what a program of mine said is not mine to write again', async () => {
  const automate = { name: 'Veille' } as unknown as NonNullable<Message['automate']>
  const { user } = shown({}, aMessage(1, { author: 'acc_me', automate }))
  await user.keyboard('e')
  expect(screen.getByText('Message 1')).toBeTruthy()
})

test('M opens the other actions, Delete asks before it takes away', async () => {
  const { user, unmount } = shown()
  await user.keyboard('m')
  expect(await screen.findByRole('menuitem', { name: new RegExp(fr.actions.copyLink) })).toBeTruthy()
  unmount()
  const next = shown()
  await next.user.keyboard('{Delete}')
  expect(await screen.findByRole('alertdialog')).toBeTruthy()
  await next.user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})

test('single letters do nothing where the person has switched them off; Delete and the menu key still do', async () => {
  const { user } = shown({ hasSingleKeys: false })
  await user.keyboard('rse+m')
  expect(calls).toEqual([])
  expect(screen.queryByRole('menuitem')).toBeNull()
  expect(screen.getByText('Message 1')).toBeTruthy()
  await user.keyboard('{ContextMenu}')
  expect(await screen.findByRole('menuitem', { name: new RegExp(fr.actions.copyLink) })).toBeTruthy()
})

test('a channel that was named is named again when the message is edited; one of elsewhere stays a link', () => {
  const named = [{ id: 'chn_2', name: 'travaux', href: '/p/prj_1/messages/chn_2' }]
  const sent = toMarkup('Voir #travaux, et `#travaux`', named)
  expect(sent).toBe(`Voir [#travaux](${location.origin}/p/prj_1/messages/chn_2), et \`#travaux\``)
  const again = (body: string) =>
    forWriting(
      body,
      () => undefined,
      () => undefined,
    )
  expect(again(sent)).toEqual({ text: 'Voir #travaux, et `#travaux`', named })
  const other = 'Voir [#x](https://ailleurs.example/p/prj_1/messages/chn_2)'
  expect(again(other).text).toBe(other)
})

test('a poll on which somebody voted is not written again', async () => {
  const poll = { options: [], voters: 1, is_anonymous: false, is_multiple: false, ends_at: null, closed_at: null }
  const { user } = shown({}, aMessage(1, { author: 'acc_me', kind: 'poll', poll }))
  await user.keyboard('e')
  expect(screen.queryByText('modifié')).toBeNull()
  await user.keyboard('m')
  expect(await screen.findByRole('menuitem', { name: new RegExp(fr.actions.copyLink) })).toBeTruthy()
  expect(screen.queryByRole('menuitem', { name: new RegExp(fr.actions.edit) })).toBeNull()
})

test('who only reads begins no thread by R', async () => {
  const can = { react: true, post: false, edit: false, oversee: false, manage: false }
  const { user, unmount } = shown({ channel: aChannel({ kind: 'announcement', can }) })
  await user.keyboard('r')
  expect(calls).not.toContain('thread msg_1')
  unmount()
  const answers = { count: 2, last_posted_at: '2026-10-08T09:00:00Z', people: [], resolved_at: null }
  const next = shown({ channel: aChannel({ kind: 'announcement', can }) }, aMessage(1, { answers }))
  await next.user.keyboard('r')
  expect(calls).toContain('thread msg_1')
})

test('marked as unread, it is so at once, and what is left is asked for once the server knows', async () => {
  const cache = new QueryClient()
  const channel = aChannel({ last_seq: 9, read_seq: 9, unread: 0 })
  cache.setQueryData<Channel[]>(keys.mine, [channel])
  const { user } = shown({ channel }, aMessage(4, { author: 'acc_else' }), cache)
  await user.keyboard('m')
  await user.click(await screen.findByRole('menuitem', { name: 'Marquer non lu à partir d’ici' }))
  expect(cache.getQueryData<Channel[]>(keys.mine)?.[0]?.read_seq).toBe(3)
  await waitFor(() => expect(calls).toContain(`PUT /channels/${channel.id}/read`))
  await waitFor(() => expect(cache.getQueryState(keys.mine)?.isInvalidated).toBe(true))
})
