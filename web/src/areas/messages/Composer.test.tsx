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
import { type Talk, TalkProvider } from './talk'
import { aChannel, aPerson, asFound, aTalk } from './testkit'

test('the caret stands between the stars before the next letter comes', () => {
  const { field } = shown()
  act(() => field.focus())
  fireEvent.keyDown(field, { key: 'b', ctrlKey: true })
  expect(field.value).toBe('****')
  expect([field.selectionStart, field.selectionEnd]).toEqual([2, 2])
})

const shown = (
  more: Partial<ComponentProps<typeof Composer>> = {},
  channels: Channel[] = [],
  talk: Partial<Talk> = {},
) => {
  const sent = vi.fn()
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(keys.mine, channels)
  const rendered = renderUi(
    <QueryClientProvider client={cache}>
      <TalkProvider value={aTalk({ place: { id: 'prj_1', name: 'Mairie', isArchived: false }, ...talk })}>
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

test('inside a block of code Enter goes to the next line, which the hint says, and after it sends again', async () => {
  const { user, field, sent } = shown()
  await user.type(field, '```sql{Enter}')
  expect(sent).not.toHaveBeenCalled()
  expect(field.value).toBe('```sql\n')
  expect(screen.getByText(asFound(fr.composer.hintCode))).toBeTruthy()
  await user.type(field, 'SELECT 1;{Enter}```')
  expect(screen.getByText(fr.composer.hint)).toBeTruthy()
  await user.keyboard('{Enter}')
  expect(sent.mock.calls[0]?.[0]).toBe('```sql\nSELECT 1;\n```')
})

test('a list goes on in the next line and ends after an empty one', async () => {
  const { user, field, sent } = shown()
  await user.type(field, '- un{Shift>}{Enter}{/Shift}deux{Shift>}{Enter}{Enter}{/Shift}fin')
  expect(field.value).toBe('- un\n- deux\nfin')
  await user.keyboard('{Enter}')
  expect(sent.mock.calls[0]?.[0]).toBe('- un\n- deux\nfin')
})

test('an address pasted over words makes a link of them', async () => {
  const { user, field } = shown()
  await user.type(field, 'Voir la page')
  field.setSelectionRange(5, 12)
  await user.paste('https://ville.example/a_(b)')
  expect(field.value).toBe('Voir [la page](https://ville.example/a_%28b%29)')
  await user.paste(' et https://ville.example')
  expect(field.value).toMatch(/ et https:\/\/ville\.example$/)
})

test('where nothing more is taken the text stays, and a sentence says why', async () => {
  const { user, field, sent } = shown({ refusal: fr.composer.full })
  await user.type(field, 'Bonjour{Enter}')
  expect(sent).not.toHaveBeenCalled()
  expect(screen.getByRole('alert').textContent).toBe(fr.composer.full)
  expect(field.value).toBe('Bonjour')
})

test('what was not taken stays in the field', async () => {
  const { user, field, sent } = shown()
  sent.mockReturnValueOnce(false)
  await user.type(field, 'Bonjour{Enter}')
  expect(field.value).toBe('Bonjour')
  await user.keyboard('{Enter}')
  expect(sent).toHaveBeenCalledTimes(2)
  expect(field.value).toBe('')
})

test('behind the plus of a small screen stands what is a row of buttons elsewhere', async () => {
  const onPoll = vi.fn()
  const onLater = vi.fn()
  const { user, field } = shown({ mayDecide: true, onPoll, onLater })
  const open = async () => {
    await user.click(screen.getByRole('button', { name: fr.composer.more }))
    return await screen.findAllByRole('menuitem')
  }
  expect((await open()).map((it) => it.textContent)).toEqual([
    fr.composer.mention,
    fr.composer.emoji,
    fr.composer.format,
    fr.composer.decision,
    fr.poll.title,
    fr.later.sendLater,
  ])
  await user.click(screen.getByRole('menuitem', { name: fr.poll.title }))
  expect(onPoll).toHaveBeenCalled()
  await user.type(field, 'Demain')
  await open()
  await user.click(screen.getByRole('menuitem', { name: fr.later.sendLater }))
  expect(onLater.mock.calls[0]?.slice(1, 3)).toEqual(['Demain', false])
  await open()
  await user.click(screen.getByRole('menuitem', { name: fr.composer.decision }))
  expect(screen.getByText(asFound(fr.composer.decisionHint))).toBeTruthy()
  // A decision is taken when it is said.
  expect((await open()).map((it) => it.textContent)).not.toContain(fr.later.sendLater)
})

test('two of one name who are named in one text are called apart, and each is told', async () => {
  const people = ['acc_1', 'acc_2', 'acc_3'].map((id) => aPerson(id, 'Marie Dupont'))
  const nameables = people.map((person, at) => ({
    id: person.id,
    name: person.name,
    hint: ['Voirie', 'Urbanisme', 'Voirie'][at] ?? '',
    person,
  }))
  const { user, field, sent } = shown({}, [], { nameables })
  await user.type(field, '@Marie{Enter}et @Marie{ArrowDown}{Enter}et @Marie{ArrowUp}{Enter}')
  expect(field.value).toBe('@Marie Dupont et @Marie Dupont (Urbanisme) et @Marie Dupont (2) ')
  await user.type(field, 'et @Marie{Enter}{Enter}')
  const [first, second, third] = people.map((it) => `@[Marie Dupont](${it.id})`)
  expect(sent.mock.calls[0]?.[0]).toBe(`${first} et ${second} et ${third} et ${first}`)
})

test('a decision that is marked behind the plus, and that an answer stands in the channel too, are told at once', async () => {
  const onDraft = vi.fn()
  const { user, field } = shown({ mayDecide: true, also: 'Aussi', onDraft })
  await user.type(field, 'Oui')
  await user.click(screen.getByRole('button', { name: fr.composer.more }))
  await user.click(await screen.findByRole('menuitem', { name: fr.composer.decision }))
  expect(onDraft).toHaveBeenLastCalledWith(expect.objectContaining({ text: 'Oui', isDecision: true, isAlso: false }))
  await user.click(screen.getByRole('checkbox', { name: 'Aussi' }))
  expect(onDraft).toHaveBeenLastCalledWith(expect.objectContaining({ text: 'Oui', isDecision: true, isAlso: true }))
})
