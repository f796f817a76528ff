// SPDX-License-Identifier: EUPL-1.2
// Stands in for `@/api/client` in the tests of this area: answers by path, and remembers what was asked.

import { vi } from 'vitest'
import { ProblemError } from '@/api/problem'

export interface Asked {
  path: Record<string, string>
  query: Record<string, string | number | undefined>
  body: unknown
  headers: Record<string, string>
}

type Answer = (asked: Asked) => unknown
const answers = new Map<string, Answer>()
const log: { what: string; asked: Asked }[] = []

/** `serve({ 'GET /admin/accounts': () => page })`. Called again, it adds to what is already served. */
export function serve(next: Record<string, Answer>): void {
  for (const [what, how] of Object.entries(next)) answers.set(what, how)
}

export const askedFor = (what: string): Asked[] => log.filter((it) => it.what === what).map((it) => it.asked)

export function forget(): void {
  answers.clear()
  log.length = 0
}

export const refusal = (status: number, code: string) =>
  new ProblemError({ type: 'about:blank', title: code, status, code })

interface Options {
  params?: {
    path?: Record<string, string>
    query?: Record<string, string | number | undefined>
    header?: Record<string, string>
  }
  body?: unknown
}

const call =
  (method: string) =>
  async (path: string, options: Options = {}) => {
    const what = `${method} ${path}`
    const asked: Asked = {
      path: options.params?.path ?? {},
      query: options.params?.query ?? {},
      body: options.body,
      headers: options.params?.header ?? {},
    }
    log.push({ what, asked })
    const how = answers.get(what)
    if (!how) throw refusal(404, 'not_found')
    return { data: await how(asked) }
  }

export const API = '/api/v1'
export const api = {
  GET: call('GET'),
  POST: call('POST'),
  PUT: call('PUT'),
  PATCH: call('PATCH'),
  DELETE: call('DELETE'),
}
export const answer = async <T>(it: Promise<{ data?: unknown }>): Promise<T> => (await it).data as T
export const ifMatch = (value: { etag: string }) => ({ 'If-Match': value.etag })
export const bytes = (body: Blob) => ({ body, headers: { 'Content-Type': body.type } })
export const setAttendant = vi.fn()
export const send = vi.fn()
