// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import { setLanguage } from '@/lib/i18n'
import { asProblem, fieldSentences, ProblemError, problemOf, sentence, UNREACHABLE } from './problem'
import { useApiTexts } from './texts'

await setLanguage('en')
await useApiTexts.load()
const en = useApiTexts.current()
await setLanguage('fr')
await useApiTexts.load()
const fr = useApiTexts.current()

const problem = (code: string, status: number, params?: Record<string, string | number>) => ({
  type: 'about:blank',
  title: '',
  status,
  code,
  ...(params ? { params } : {}),
})

describe('sentence', () => {
  test('says a known code in both languages', () => {
    expect(sentence(problem('session.refused', 401), fr)).toBe('L’adresse ou le mot de passe ne correspond pas.')
    expect(sentence(problem('session.refused', 401), en)).toBe('The address or the password does not match.')
  })

  test('an unknown code is said by its status, never shown bare', () => {
    for (const status of [400, 403, 404, 409, 418, 422, 429, 500, 503, 599]) {
      const text = sentence(problem('brand.new_code', status), fr)
      expect(text).not.toContain('brand.new_code')
      expect(text.length).toBeGreaterThan(10)
    }
  })

  test('quotes the limit and the waiting time', () => {
    expect(sentence(problem('password.too_short', 422, { min_length: 16 }), fr)).toContain('16 caractères')
    expect(sentence({ ...problem('session.throttled', 429), retry_after_s: 31 }, fr)).toContain('dans 31\u00a0s')
    expect(sentence({ ...problem('session.throttled', 429), retry_after_s: 300 }, fr)).toContain('dans 5\u00a0min')
  })

  test('says which rule a value breaks rather than that one is broken', () => {
    const refused = {
      ...problem('body.unacceptable', 422),
      fields: [{ field: 'ends_on', code: 'project.ends_before_it_starts' }],
    }
    expect(sentence(refused, fr)).toBe('La fin vient avant le début. Choisissez une fin plus tardive.')
    const strange = { ...problem('body.unacceptable', 422), fields: [{ field: 'x', code: 'brand.new_code' }] }
    expect(sentence(strange, fr)).toBe('Une valeur n’est pas acceptée. Vérifiez les champs.')
  })

  test('names the domains an address must end with', () => {
    const text = sentence(
      problem('email.domain_refused', 422, { domains: 'rivemont.example, ch-rivemont.example' }),
      fr,
    )
    expect(text).toContain('@rivemont.example ou @ch-rivemont.example')
  })
})

test('field faults become one sentence per field', () => {
  const refused = {
    ...problem('invalid', 422),
    fields: [
      { field: 'password', code: 'password.too_short', params: { min_length: 12 } },
      { field: 'password', code: 'password.guessable' },
      { field: 'email', code: 'email.malformed' },
    ],
  }
  const sentences = fieldSentences(refused, fr)
  expect(Object.keys(sentences)).toEqual(['password', 'email'])
  expect(sentences.password).toContain('12 caractères')
})

describe('reading an answer', () => {
  test('keeps the server’s code and takes the request id from the header', async () => {
    const answer = new Response(JSON.stringify({ code: 'edit.lost_race', status: 412, current: { etag: '2' } }), {
      status: 412,
      headers: { 'content-type': 'application/problem+json', 'x-request-id': 'r-1' },
    })
    expect(await problemOf(answer)).toMatchObject({ code: 'edit.lost_race', request_id: 'r-1', current: { etag: '2' } })
  })

  test('a proxy’s page is a problem by its status, with the pause it asks for', async () => {
    const answer = new Response('<html>', { status: 503, headers: { 'retry-after': '3' } })
    expect(await problemOf(answer)).toMatchObject({ code: 'http.503', status: 503, retry_after_s: 3 })
  })

  test('a lost connection and an error of ours have a shape too', () => {
    expect(asProblem(new TypeError('Failed to fetch'))).toEqual(UNREACHABLE)
    expect(asProblem(new Error('x')).code).toBe('client.unexpected')
    expect(asProblem(new ProblemError(problem('not_found', 404))).code).toBe('not_found')
  })
})
