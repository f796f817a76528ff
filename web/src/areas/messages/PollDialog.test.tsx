// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { PollDialog } from './PollDialog'
import { readPoll } from './pollDrafts'
import { TalkProvider } from './talk'
import { aTalk } from './testkit'

beforeEach(() => localStorage.clear())

const shown = () =>
  renderUi(
    <QueryClientProvider client={new QueryClient()}>
      <TalkProvider value={aTalk()}>
        <PollDialog onClose={() => {}} onSent={() => {}} />
      </TalkProvider>
    </QueryClientProvider>,
  )

/** The parts of the day and of the hour at which it is to be closed. */
const parts = () => screen.findAllByRole('spinbutton')
const closes = async () => (await parts()).map((it) => it.textContent).join(' ')

test('an answer that is added is written at once; one that is taken out leaves the focus to the one in its place', async () => {
  const { user } = shown()
  const option = (at: number) => screen.findByRole('textbox', { name: new RegExp(`^${fr.poll.option(at)}`) })
  await user.type(await option(1), 'Lundi')
  await user.type(await option(2), 'Mardi')
  await user.click(screen.getByRole('button', { name: fr.poll.addOption }))
  const third = await option(3)
  await waitFor(() => expect(document.activeElement).toBe(third))
  await user.keyboard('Mercredi')
  await user.click(screen.getByRole('button', { name: fr.poll.removeOption(2) }))
  await waitFor(() => expect(document.activeElement).toBe(third))
  expect((third as HTMLInputElement).value).toBe('Mercredi')
})

test('what was begun keeps when it is to be closed', async () => {
  const first = shown()
  await first.user.type(await screen.findByRole('textbox', { name: new RegExp(fr.poll.question) }), 'Quel jour')
  await first.user.click(screen.getByRole('checkbox', { name: fr.poll.hasEnd }))
  expect(await closes()).toMatch(/18 00$/)
  await first.user.click((await parts())[0] as HTMLElement)
  await first.user.keyboard('09102030')
  await first.user.click((await parts())[3] as HTMLElement)
  await first.user.keyboard('1215')
  await waitFor(() =>
    expect(readPoll('acc_me', 'chn_1')).toMatchObject({ hasEnd: true, day: '2030-10-09', time: '12:15' }),
  )
  first.unmount()
  shown()
  expect(await closes()).toBe('09 10 2030 12 15')
})

test('a draft from before it kept that still opens, and tomorrow evening is offered', async () => {
  const old = { question: 'Quel jour', options: ['Lundi', 'Mardi'], isMultiple: true, isAnonymous: false }
  localStorage.setItem('plano.poll.acc_me.chn_1', JSON.stringify(old))
  const { user } = shown()
  const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: fr.poll.hasEnd })
  expect(box.checked).toBe(false)
  await user.click(box)
  expect(await closes()).toMatch(/18 00$/)
  localStorage.setItem('plano.poll.acc_me.chn_1', JSON.stringify({ ...old, day: 'demain', time: 3 }))
  expect(readPoll('acc_me', 'chn_1')).toEqual({ ...old, hasEnd: false })
})
