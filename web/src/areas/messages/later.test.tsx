// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { dispatch } from '@/api/live'
import type { MessageMark, ScheduledMessage } from '@/api/types'
import { renderUi } from '@/testing/render'
import { dropChannel } from './cache'
import fr from './fr'
import { keys } from './keys'
import { listenToMessages } from './live'
import { ScheduledList } from './ScheduledList'
import { aChannel, aMessage, aPerson } from './testkit'
import { WhenDialog } from './WhenDialog'

listenToMessages()

const aScheduled = (more: Partial<ScheduledMessage> = {}): ScheduledMessage => ({
  id: 'sch_1',
  channel: 'chn_1',
  draft: 'draft-1',
  kind: 'text',
  body: 'Réunion **jeudi**',
  thread: null,
  also_in_channel: false,
  quotes: null,
  send_at: '2099-10-09T07:00:00Z',
  failed_at: null,
  failure: null,
  etag: '1',
  ...more,
})

let calls: string[] = []
let scheduledNow: ScheduledMessage[]
let cache: QueryClient

beforeEach(() => {
  calls = []
  scheduledNow = []
  cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(['me'], {
    account: aPerson('acc_me', 'Maëlle Kervadec'),
    display: { single_key_shortcuts: true },
  })
  cache.setQueryData(keys.mine, [aChannel()])
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    calls.push(`${request.method} ${path}`)
    if (path.startsWith('/channels/'))
      return new Response(JSON.stringify({ type: 'about:blank', title: '', status: 404, code: 'not_found' }), {
        status: 404,
        headers: { 'content-type': 'application/problem+json' },
      })
    return request.method === 'GET'
      ? new Response(
          JSON.stringify({ items: path === '/me/scheduled-messages' ? scheduledNow : [], people: [], next: null }),
          {
            headers: { 'content-type': 'application/json' },
          },
        )
      : new Response(null, { status: 204 })
  })
})

const shown = (list: ScheduledMessage[]) => {
  cache.setQueryData(keys.scheduled, list)
  return renderUi(
    <QueryClientProvider client={cache}>
      <ScheduledList projectName={() => 'Mairie de quartier'} />
    </QueryClientProvider>,
  )
}

describe('what waits to be sent', () => {
  test('says where and what, and is sent now', async () => {
    const { user } = shown([aScheduled()])
    const line = screen.getByRole('listitem')
    expect(line.textContent).toContain('#travaux · Mairie de quartier')
    expect(line.textContent).toContain('Réunion jeudi')
    await user.click(screen.getByRole('button', { name: fr.later.sendNow }))
    await waitFor(() => expect(calls).toContain('PUT /scheduled-messages/sch_1/sending'))
    expect(await screen.findByText(fr.later.noScheduled)).toBeTruthy()
  })

  test('that is sent leaves the focus to the next one, and the last to the list', async () => {
    const { user } = shown([aScheduled(), aScheduled({ id: 'sch_2', body: 'Réunion vendredi' })])
    const send = () => screen.getAllByRole('button', { name: fr.later.sendNow })[0] as HTMLElement
    scheduledNow = [aScheduled({ id: 'sch_2', body: 'Réunion vendredi' })]
    await user.click(send())
    await waitFor(() => expect(screen.queryByText('Réunion jeudi')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(send()))
    scheduledNow = []
    await user.click(send())
    await screen.findByText(fr.later.noScheduled)
    await waitFor(() => expect(document.activeElement).not.toBe(document.body))
  })

  test('is written again with the names that stand in it, and saved untouched it is not sent anew', async () => {
    const { user } = shown([aScheduled({ body: '@[Léa Roy](acc_8) et @[Léa Roy](acc_9)' })])
    await user.click(screen.getByRole('button', { name: fr.actions.more }))
    await user.click(await screen.findByRole('menuitem', { name: fr.actions.edit }))
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: fr.composer.editing })
    expect(field.value).toBe('@Léa Roy et @Léa Roy (2)')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull())
    expect(calls.some((it) => it.startsWith('PATCH'))).toBe(false)
  })

  test('that could not be sent keeps its text and says why, without the name of a channel that is not mine', async () => {
    const { user } = shown([
      aScheduled({ channel: 'chn_9', failure: 'not_allowed', failed_at: '2099-10-09T07:00:01Z' }),
    ])
    const line = screen.getByRole('listitem')
    expect(line.textContent).toContain(fr.later.failures.not_allowed)
    await waitFor(() => expect(line.textContent).toContain(fr.later.elsewhere))
    expect(line.textContent).toContain('Réunion jeudi')
    await user.click(screen.getByRole('button', { name: fr.actions.more }))
    expect(await screen.findByRole('menuitem', { name: fr.actions.copyText })).toBeTruthy()
    expect(screen.queryByRole('menuitem', { name: fr.actions.edit })).toBeNull()
  })
})

describe('a moment', () => {
  test('is one of those offered, at its hour', async () => {
    const chosen = vi.fn()
    const { user } = renderUi(<WhenDialog title="Quand" submit="D’accord" onChoose={chosen} onClose={() => {}} />)
    await user.click(await screen.findByRole('radio', { name: new RegExp(fr.later.moments.tomorrow) }))
    await user.click(screen.getByRole('button', { name: 'D’accord' }))
    const at = new Date(chosen.mock.calls[0]?.[0] as string)
    expect(at.getTime()).toBeGreaterThan(Date.now())
    expect(at.getUTCMinutes()).toBe(0)
  })

  test('that has passed is not taken', async () => {
    const chosen = vi.fn()
    const { user } = renderUi(
      <WhenDialog
        title="Quand"
        submit="D’accord"
        initial="2020-01-01T08:00:00Z"
        onChoose={chosen}
        onClose={() => {}}
      />,
    )
    await user.click(await screen.findByRole('button', { name: 'D’accord' }))
    expect(await screen.findByText(fr.later.past)).toBeTruthy()
    expect(chosen).not.toHaveBeenCalled()
  })

  test('that was offered and has passed meanwhile is not taken in silence', async () => {
    const chosen = vi.fn()
    const now = vi.spyOn(Date, 'now')
    const { user } = renderUi(<WhenDialog title="Quand" submit="D’accord" onChoose={chosen} onClose={() => {}} />)
    const submit = await screen.findByRole('button', { name: 'D’accord' })
    now.mockReturnValue(new Date('2199-01-01T08:00:00Z').getTime())
    await user.click(submit)
    expect(await screen.findByText(fr.later.past)).toBeTruthy()
    expect(chosen).not.toHaveBeenCalled()
    now.mockRestore()
  })
})

describe('what I keep', () => {
  const frame = (name: string, body: unknown) =>
    ({ type: 'event', cursor: 'c', topic: 'person:acc_me', name, body }) as never
  const marks = () => cache.getQueryData<MessageMark[]>(keys.marks)

  test('is heard from another window, once', () => {
    cache.setQueryData<MessageMark[]>(keys.marks, [{ message: 'msg_5', is_saved: true, remind_at: null }])
    const kept = { message: 'msg_2', is_saved: false, remind_at: '2099-10-09T07:00:00Z' }
    dispatch(frame('message.kept', kept), cache)
    dispatch(frame('message.kept', kept), cache)
    expect(marks()?.map((it) => it.message)).toEqual(['msg_2', 'msg_5'])
    dispatch(frame('message.kept', { message: 'msg_5', is_saved: false, remind_at: null }), cache)
    expect(marks()).toEqual([kept])
  })

  test('of a message that was taken away is nothing', () => {
    cache.setQueryData<MessageMark[]>(keys.marks, [{ message: 'msg_5', is_saved: true, remind_at: null }])
    const message = aMessage(5, { retracted_at: '2026-10-08T09:00:00Z', body: '', etag: '2' })
    dispatch(frame('message.changed', { message, people: [] }), cache)
    expect(marks()).toEqual([])
  })

  test('of a channel that is no longer mine is not shown', () => {
    const saved = (channel: string) => ({ message: aMessage(1, { channel }), saved_at: '2026-10-08T09:00:00Z' })
    cache.setQueryData(keys.saved, {
      pages: [{ items: [saved('chn_1'), saved('chn_2')], next: null }],
      pageParams: [null],
    })
    cache.setQueryData(keys.reminders, [saved('chn_1')])
    dropChannel(cache, 'chn_1')
    expect(cache.getQueryData<{ pages: { items: unknown[] }[] }>(keys.saved)?.pages[0]?.items).toHaveLength(1)
    expect(cache.getQueryData(keys.reminders)).toEqual([])
  })
})
