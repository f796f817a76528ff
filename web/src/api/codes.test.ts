// SPDX-License-Identifier: EUPL-1.2

// Every code the server can answer has its sentence: read from the server's own sources.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { en } from './en'
import fr from './fr'

const crates = resolve(import.meta.dirname, '../../../crates')

const sources = readdirSync(crates, { recursive: true, withFileTypes: true })
  .filter((it) => it.isFile() && it.name.endsWith('.rs'))
  .map((it) => join(it.parentPath, it.name))
  .filter((it) => !/\/tests?\/|\/tests\.rs$|\/testkit\.rs$/.test(it))

const CODE = '"([a-z_]+\\.[a-z_]+|[a-z_]+)"'
const FORMS = [
  // A reason given by hand.
  new RegExp(`(?:Problem::(?:forbidden|conflict)|Invalid::new|\\brefused)\\(\\s*${CODE}`, 'g'),
  // The codes of the kinds of problem, and of refusals of the policy.
  new RegExp(`Self::\\w+(?:\\([_.]+\\)|\\(\\.\\.\\))? => ${CODE.replace('|[a-z_]+', '')}`, 'g'),
]

function codesOf(file: string): string[] {
  const [text = ''] = readFileSync(file, 'utf8').split('#[cfg(test)]')
  return FORMS.flatMap((form) => [...text.matchAll(form)].map(([, code = '']) => code))
}

/** Only a broken or foreign client can cause these: they get the sentence of their status. */
const TECHNICAL = new Set([
  'app_password.not_here',
  'app_password.one_project',
  'app_password.read_only',
  'body.too_deep',
  'body.wrong_type',
  'body.wrong_value',
  'content.out_of_range',
  'cursor.malformed',
  'day.malformed',
  'etag.malformed',
  'header.malformed',
  // Said to programs.
  'hook.closed',
  'hook.maker_may_not',
  'hook.maker_suspended',
  'hook.refusal_unknown',
  'hour.malformed',
  'id.malformed',
  'invitation.one_of_three',
  'job.status',
  'level.own_is_for_tasks',
  'page.after',
  'page.size',
  'request.other_origin',
  'secret.malformed',
  'time.malformed',
  'topic.malformed',
  'upload.checksum',
  'upload.file_and_revision',
  // Where an upload has come to is asked for again.
  'upload.offset',
])

const codes = [...new Set(sources.flatMap(codesOf))].sort()

test('the codes are found', () => {
  expect(codes).toContain('session.refused')
  expect(codes).toContain('access.archived')
  expect(codes).toContain('edit.lost_race')
  expect(codes.length).toBeGreaterThan(60)
})

test.each([
  ['French', fr],
  ['English', en],
])('each has its sentence in %s', (_, t) => {
  expect(codes.filter((it) => !(it in t.codes) && !TECHNICAL.has(it))).toEqual([])
})
