// SPDX-License-Identifier: EUPL-1.2
// What went wrong, as one type for the whole client, and the sentence that says it.

import type { ApiTexts } from './texts'
import type { Problem } from './types'

/** Every failed call throws this, whether the server answered or could not be reached. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}`)
    this.name = 'ProblemError'
    this.problem = problem
  }

  get code(): string {
    return this.problem.code
  }

  get status(): number {
    return this.problem.status
  }
}

/** Made here, not by the server: the request never got an answer. */
export const UNREACHABLE: Problem = {
  type: 'about:blank',
  title: 'Unreachable',
  status: 0,
  code: 'network.unreachable',
}

/** Any thrown value as a problem, so that a screen has one shape to show. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  // `fetch` tells a lost connection only by this type of error.
  if (error instanceof TypeError) return UNREACHABLE
  return { type: 'about:blank', title: 'Unexpected', status: 500, code: 'client.unexpected' }
}

export function isProblem(error: unknown, code?: string): error is ProblemError {
  return error instanceof ProblemError && (code === undefined || error.code === code)
}

export const isNotFound = (error: unknown): boolean => error instanceof ProblemError && error.status === 404

/** Reads a refused answer. A proxy may answer with a page of its own: its status is then all there is. */
export async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get('x-request-id') ?? undefined
  const fallback: Problem = {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: `http.${response.status}`,
  }
  const retryAfter = Number(response.headers.get('retry-after'))
  let problem = fallback
  if ((response.headers.get('content-type') ?? '').includes('json')) {
    const body: unknown = await response.json().catch(() => null)
    if (isRecord(body) && typeof body.code === 'string') problem = { ...fallback, ...body } as Problem
  }
  return {
    ...problem,
    ...(problem.request_id === undefined && requestId !== undefined ? { request_id: requestId } : {}),
    ...(problem.retry_after_s === undefined && retryAfter > 0 ? { retry_after_s: retryAfter } : {}),
  }
}

/** The sentence for a problem: by its code, otherwise by its status, never the bare code. */
export function sentence(problem: Problem, t: ApiTexts): string {
  const { codes } = t
  const statuses: Sentences = t.statuses
  const [fault] = problem.fields ?? []
  // « A value is not accepted » says less than which rule it breaks.
  if (problem.code === 'body.unacceptable' && fault && codes[fault.code]) {
    return sentence({ ...UNREACHABLE, status: problem.status, code: fault.code, params: { ...fault.params } }, t)
  }
  const said = codes[problem.code] ?? statuses[problem.status] ?? (problem.status >= 500 ? statuses['500'] : undefined)
  return said?.(paramsOf(problem)) ?? t.unknown
}

/** Field name to sentence, for forms. Fields the server names twice keep the first. */
export function fieldSentences(problem: Problem | null | undefined, t: ApiTexts): Record<string, string> {
  const sentences: Record<string, string> = {}
  for (const fault of problem?.fields ?? []) {
    sentences[fault.field] ??= sentence(
      { ...UNREACHABLE, status: 422, code: fault.code, params: { ...fault.params } },
      t,
    )
  }
  return sentences
}

/** What a sentence may quote: the problem's own parameters and its waiting time. */
export type SentenceParams = Record<string, string | number | undefined>

type Sentences = Readonly<Record<string, ((params: SentenceParams) => string) | undefined>>

function paramsOf(problem: Problem): SentenceParams {
  return { ...problem.params, retry_after_s: problem.retry_after_s ?? problem.params?.retry_after_s }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
