// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { newDraft } from './draft'

test('a draft is a random UUID, new each time', () => {
  const drafts = new Set(Array.from({ length: 100 }, newDraft))
  expect(drafts.size).toBe(100)
  for (const draft of drafts)
    expect(draft).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
