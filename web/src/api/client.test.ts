// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { send, setAttendant } from './client'
import { ProblemError } from './problem'

const server = vi.fn<(request: Request) => Promise<Response>>()
const signedOut = vi.fn()
const confirmIdentity = vi.fn<() => Promise<boolean>>()

const refusal = (status: number, code: string) =>
  new Response(JSON.stringify({ code, status }), { status, headers: { 'content-type': 'application/problem+json' } })
const request = (body = '{"name":"x"}') =>
  new Request('http://localhost/api/v1/me/app-passwords', { method: 'POST', body })

beforeEach(() => {
  vi.stubGlobal('fetch', server)
  setAttendant({ signedOut, confirmIdentity })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetAllMocks()
})

test('a success passes through', async () => {
  server.mockResolvedValueOnce(new Response('{}', { status: 201 }))
  expect((await send(request())).status).toBe(201)
})

test('a refusal becomes a ProblemError with its code', async () => {
  server.mockResolvedValueOnce(refusal(409, 'project.last_owner'))
  await expect(send(request())).rejects.toMatchObject({ code: 'project.last_owner', status: 409 })
})

test('no answer at all is a problem of its own', async () => {
  server.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await expect(send(request())).rejects.toBeInstanceOf(ProblemError)
})

test('a cancelled request stays a cancellation', async () => {
  const stop = new AbortController()
  server.mockImplementationOnce(async () => {
    stop.abort()
    throw new DOMException('stopped', 'AbortError')
  })
  const cancelled = new Request('http://localhost/api/v1/me', { signal: stop.signal })
  await expect(send(cancelled)).rejects.toMatchObject({ name: 'AbortError' })
})

test('an old sign-in is confirmed once and the same body sent again', async () => {
  const bodies: string[] = []
  server.mockImplementation(async (it) => {
    bodies.push(await it.text())
    return bodies.length === 1 ? refusal(403, 'session.not_fresh') : new Response('{}', { status: 201 })
  })
  confirmIdentity.mockResolvedValueOnce(true)
  expect((await send(request())).status).toBe(201)
  expect(bodies).toEqual(['{"name":"x"}', '{"name":"x"}'])
})

test('what only reads is sent a second time as it is', async () => {
  server.mockResolvedValueOnce(refusal(403, 'session.not_fresh'))
  server.mockResolvedValueOnce(new Response('{}'))
  confirmIdentity.mockResolvedValueOnce(true)
  const reads = new Request('http://localhost/api/v1/admin/journal/export')
  expect((await send(reads)).status).toBe(200)
  expect(server.mock.calls.map(([it]) => it)).toEqual([reads, reads])
  expect(reads.bodyUsed).toBe(false)
})

test('refusing to confirm leaves the operation refused, without a second try', async () => {
  server.mockResolvedValueOnce(refusal(403, 'session.not_fresh'))
  confirmIdentity.mockResolvedValueOnce(false)
  await expect(send(request())).rejects.toMatchObject({ code: 'session.not_fresh' })
  expect(server).toHaveBeenCalledOnce()
})

test('confirming is not asked for ever', async () => {
  server.mockImplementation(async () => refusal(403, 'session.not_fresh'))
  confirmIdentity.mockResolvedValue(true)
  await expect(send(request())).rejects.toMatchObject({ code: 'session.not_fresh' })
  expect(confirmIdentity).toHaveBeenCalledOnce()
})

test('an ended session calls for sign-in; a wrong password does not', async () => {
  server.mockResolvedValueOnce(refusal(401, 'session.refused'))
  await expect(send(request())).rejects.toMatchObject({ code: 'session.refused' })
  expect(signedOut).not.toHaveBeenCalled()
  server.mockResolvedValueOnce(refusal(401, 'session.missing'))
  await expect(send(request())).rejects.toMatchObject({ status: 401 })
  expect(signedOut).toHaveBeenCalledOnce()
})
