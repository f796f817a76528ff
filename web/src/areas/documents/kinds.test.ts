// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { kindOf, showingOf } from './kinds'

test.each([
  ['plan.pdf', 'application/pdf', 'pdf', 'pdf'],
  ['plan.pdf', 'application/zip', 'archive', 'nothing'],
  ['essai.jpg', 'image/jpeg', 'image', 'image'],
  ['photo.heic', 'image/heif', 'image', 'nothing'],
  ['logo.svg', 'image/svg+xml', 'code', 'text'],
  ['guide.odt', 'application/vnd.oasis.opendocument.text', 'writing', 'nothing'],
  ['metre.ods', 'application/vnd.oasis.opendocument.spreadsheet', 'sheet', 'nothing'],
  ['liste.csv', 'text/csv', 'sheet', 'csv'],
  ['note.md', 'text/markdown', 'text', 'markdown'],
  ['page.html', 'text/html', 'code', 'text'],
  ['main.rs', 'text/plain', 'code', 'text'],
  ['bruit', 'application/octet-stream', 'other', 'nothing'],
  ['film.mp4', 'video/mp4', 'video', 'video'],
])('%s of %s is %s, shown as %s', (name, type, kind, showing) => {
  expect(kindOf(name, type)).toBe(kind)
  expect(showingOf(name, type)).toBe(showing)
})
