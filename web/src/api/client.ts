// SPDX-License-Identifier: EUPL-1.2
// The one way to the server: cookies, problems, the fresh sign-in that some operations ask for.

import createClient from 'openapi-fetch'
import { ProblemError, problemOf, UNREACHABLE } from './problem'
import type { paths } from './schema.gen'
import type { Problem } from './types'

/** Paths under this are the server's; nothing else of the client calls `fetch`. */
export const API = '/api/v1'

/** What the shell does when the server needs the person. Set once, by `app/`. */
export interface Attendant {
  /** The session has ended: go and sign in, then come back. */
  signedOut: () => void
  /** Asks for the password again. `true` once the server has accepted it. */
  confirmIdentity: () => Promise<boolean>
}

let attendant: Attendant = { signedOut: () => {}, confirmIdentity: async () => false }

export function setAttendant(next: Attendant): void {
  attendant = next
}

/**
 * Sends one request. Throws `ProblemError` for every answer that is not a success, and for no answer at all.
 * An operation refused because the sign-in is too old is tried once more after the person has confirmed it.
 */
export async function send(request: Request): Promise<Response> {
  // Cloned before it is sent, because a body can be read only once. What only reads has none, and is sent twice as it is.
  const again = request.method === 'GET' ? request : request.clone()
  const response = await reach(request)
  if (response.ok) return response
  const problem = await problemOf(response)
  if (problem.code === 'session.not_fresh' && (await attendant.confirmIdentity())) {
    const retried = await reach(again)
    if (retried.ok) return retried
    throw refused(await problemOf(retried))
  }
  throw refused(problem)
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    // A cancelled request is not a problem to show: the query cache knows what to do with it.
    if (request.signal.aborted) throw error
    throw new ProblemError(UNREACHABLE)
  }
}

/** A refusal that came another way than through `send`: an ended session leads to the sign-in page all the same. */
export function refused(problem: Problem): ProblemError {
  // `session.refused` is a wrong password on the sign-in page or in a dialog, not an ended session.
  if (problem.status === 401 && problem.code !== 'session.refused') attendant.signedOut()
  return new ProblemError(problem)
}

/**
 * The client of `/api/v1`. Calls throw `ProblemError`; use `answer` to take the body.
 *
 * ```ts
 * queryFn: ({ signal }) => answer(api.GET('/projects/{project}', { params: { path: { project } }, signal }))
 * ```
 */
export const api = createClient<paths>({ baseUrl: location.origin + API, fetch: send })

/** What a call answers when it is not refused; a 204 says nothing. */
type Body<R extends { data?: unknown }> = [Exclude<R['data'], undefined>] extends [never]
  ? undefined
  : Exclude<R['data'], undefined>

/** The body of a successful answer; a refusal has been thrown by then. */
export async function answer<C extends Promise<{ data?: unknown }>>(call: C): Promise<Body<Awaited<C>>> {
  return (await call).data as Body<Awaited<C>>
}

/** `If-Match` for an edit, from the value that was shown: the `header` of its `params`. */
export const ifMatch = (value: { etag: string }): { 'If-Match': string } => ({ 'If-Match': value.etag })

/** Bytes as they are, for photos and imports: openapi-fetch would make JSON of them. */
export const bytes = (
  body: Blob,
): { body: Blob; bodySerializer: (it: Blob) => Blob; headers: Record<string, string> } => ({
  body,
  bodySerializer: (it) => it,
  headers: { 'Content-Type': body.type || 'application/octet-stream' },
})
