// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { PHOTO_MAX_BYTES, photoFault } from './photo'

test('accepted types pass up to the limit, others never', () => {
  expect(photoFault({ type: 'image/png', size: PHOTO_MAX_BYTES })).toBeNull()
  expect(photoFault({ type: 'image/png', size: PHOTO_MAX_BYTES + 1 })).toBe('size')
  expect(photoFault({ type: 'image/svg+xml', size: 10 })).toBe('type')
  expect(photoFault({ type: '', size: 10 })).toBe('type')
})
