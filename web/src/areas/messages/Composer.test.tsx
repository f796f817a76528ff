// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, screen } from '@testing-library/react'
import type { ComponentProps } from 'react'
import { expect, test, vi } from 'vitest'
import type { Channel } from '@/api/types'
import { renderUi } from '@/testing/render'
import { Composer } from './Composer'
import fr from './fr'
import { keys } from './keys'
import { chooseSendKey } from './sendKey'
import { TalkProvider } from './talk'
import { aChannel, aTalk } from './testkit'

test('the caret stands between the stars before the next letter comes', () => {
  const { field } = shown()
  act(() => field.focus())
  fireEvent.keyDown(field, { key: 'b', ctrlKey: true })
  expect(field.value).toBe('****')
  expect([field.selectionStart, field.selectionEnd]).toEqual([2, 2])
})

const shown = (more: Partial<ComponentProps<typeof Composer>> = {}, channels: Channel[] = []) => {
  const sent = vi.fn()
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(keys.mine, channels)
  const rendered = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk({ place: { id: 'prj_1', name: 'Mairie', isArchived: false } })}>
        <Composer label="Écrire" onSend={sent} {...more} />
      </TalkProvider>
    </QueryClientProvider>,
  )
  return { ...rendered, sent, field: screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Écrire' }) }
}

test('« # » names another channel of the project, which is sent as a link to it', async () => {
  const { user, field, sent } = shown({}, [
    aChannel({ id: 'chn_2', name: 'signalétique', topic: 'Panneaux' }),
    aChannel({ id: 'chn_3', name: 'signes', project: 'prj_9' }),
    aChannel({ id: 'chn_4', name: 'signaux', archived_at: '2026-10-08T08:00:00Z' }),
  ])
  await user.type(field, 'Voir #sig')
  expect(screen.getAllByRole('option').map((it) => it.textContent)).toEqual(['#signalétiquePanneaux'])
  await user.keyboard('{Enter}')
  expect(field.value).toBe('Voir #signalétique ')
  await user.keyboard('{Enter}')
  expect(sent.mock.calls[0]?.[0]).toBe(`Voir [#signalétique](${location.origin}/p/prj_1/messages/chn_2)`)
})

test('« / » at the beginning offers the actions by their name; elsewhere it is a sign like another', async () => {
  const { user, field, sent } = shown({ mayDecide: true })
  await user.type(field, '/déc')
  expect(screen.getAllByRole('option').map((it) => it.textContent)).toEqual([fr.composer.decision])
  await user.keyboard('{Enter}')
  expect(field.value).toBe('')
  await user.type(field, '3/4 des places{Enter}')
  expect(screen.queryByRole('option')).toBeNull()
  expect(sent.mock.calls[0]).toEqual(['3/4 des places', false, true])
})

test('« / » finds whom to name and how to put a poll', async () => {
  const onPoll = vi.fn()
  const { user, field } = shown({ onPoll })
  await user.type(field, '/sond')
  expect(screen.getAllByRole('option').map((it) => it.textContent)).toEqual([fr.poll.title])
  await user.keyboard('{Enter}')
  expect(onPoll).toHaveBeenCalled()
  expect(field.value).toBe('')
  await user.type(field, '/ment')
  await user.keyboard('{Enter}')
  expect(field.value).toBe('@')
  // Whom is asked at once.
  expect(screen.getAllByRole('option').length).toBeGreaterThan(0)
})

test('for whoever writes several lines, Enter goes to the next and Ctrl Enter sends', async () => {
  const { user, field, sent } = shown()
  await user.click(screen.getByRole('button', { name: fr.composer.format }))
  await user.click(screen.getByRole('button', { name: new RegExp(fr.composer.enterBreaks) }))
  await user.type(field, 'Un{Enter}deux')
  expect(sent).not.toHaveBeenCalled()
  expect(screen.getByText(fr.composer.hintCtrl)).toBeTruthy()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(sent.mock.calls[0]?.[0]).toBe('Un\ndeux')
  expect(localStorage.getItem('plano.sendKey')).toBe('ctrl-enter')
  chooseSendKey('enter')
})
