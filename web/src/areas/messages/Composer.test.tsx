// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { act, fireEvent, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderUi } from '@/testing/render'
import { Composer } from './Composer'
import { Outbox } from './outbox'
import { type Talk, TalkProvider } from './talk'
import { aChannel, aPerson } from './testkit'

const me = aPerson('acc_me', 'Maëlle Kervadec')

/** Nothing leaves. */
const outbox = new Outbox({
  load: () => null,
  save: () => {},
  send: () => new Promise(() => {}),
  isMine: () => true,
  now: () => 0,
  later: () => {},
  alone: async (_, work) => await work(),
})

const talk: Talk = {
  channel: aChannel(),
  name: 'travaux',
  me,
  place: null,
  outbox,
  nameables: [],
  personOf: () => undefined,
  nameOf: () => '',
  markOf: () => undefined,
}

test('the caret stands between the stars before the next letter comes', () => {
  renderUi(
    <TalkProvider value={talk}>
      <Composer label="Écrire" onSend={() => {}} />
    </TalkProvider>,
  )
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Écrire' })
  act(() => field.focus())
  fireEvent.keyDown(field, { key: 'b', ctrlKey: true })
  expect(field.value).toBe('****')
  expect([field.selectionStart, field.selectionEnd]).toEqual([2, 2])
})
