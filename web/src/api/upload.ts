// SPDX-License-Identifier: EUPL-1.2
// The bytes of a file on their way, by tus 1.0. What the connection loses on the way is taken up again from where the server
// has come; when to try again is the caller's to say.

import type { DetailedError } from 'tus-js-client'
import { patiently } from '@/lib/patiently'
import { API, refused } from './client'
import { ProblemError, UNREACHABLE } from './problem'
import type { Id, Problem } from './types'

/** Most that the server takes at once. */
const CHUNK_BYTES = 8 * 1024 * 1024

export interface Sent {
  folder: Id
  file: Blob
  draft: string
  name: string
  /** The file it becomes a version of, as it was seen. */
  version: { file: Id; revision: number } | null
  /** Where it was being sent before. */
  url: string | null
  onUrl: (url: string) => void
  onProgress: (bytes: number) => void
}

/**
 * Sends a file, or the rest of it. The entry it has become; `null`: all of it is there, and it has become nothing yet, because
 * its name is taken or the file has changed.
 */
export async function sendFile(sent: Sent, signal: AbortSignal): Promise<Id | null> {
  const { Upload } = await patiently(() => import('tus-js-client'))
  signal.throwIfAborted()
  return await new Promise((resolve, reject) => {
    const upload = new Upload(sent.file, {
      endpoint: `${location.origin}${API}/documents/${sent.folder}/uploads`,
      uploadUrl: sent.url === null ? null : location.origin + sent.url,
      chunkSize: CHUNK_BYTES,
      metadata: {
        draft: sent.draft,
        filename: sent.name,
        ...(sent.version ? { file: sent.version.file, revision: String(sent.version.revision) } : {}),
      },
      // What is under way is kept by whoever asked for it, with the file itself.
      storeFingerprintForResuming: false,
      retryDelays: null,
      onUploadUrlAvailable: () => {
        if (upload.url) sent.onUrl(new URL(upload.url, location.origin).pathname)
      },
      onProgress: (bytes) => sent.onProgress(bytes),
      onSuccess: ({ lastResponse }) => {
        const at = lastResponse.getHeader('Content-Location')
        resolve(at ? (at.split('/').pop() ?? null) : null)
      },
      onError: (error) => reject(problemIn(error)),
    })
    signal.addEventListener('abort', () => {
      void upload.abort()
      reject(signal.reason)
    })
    upload.start()
  })
}

function problemIn(error: Error | DetailedError): ProblemError {
  const response = 'originalResponse' in error ? error.originalResponse : null
  const status = response?.getStatus() ?? 0
  if (!response || status === 0) return new ProblemError(UNREACHABLE)
  const bare: Problem = { type: 'about:blank', title: '', status, code: `http.${status}` }
  const wait = Number(response.getHeader('Retry-After'))
  const read = (): Problem => {
    try {
      const body: unknown = JSON.parse(response.getBody())
      return typeof body === 'object' && body !== null && 'code' in body ? { ...bare, ...(body as Problem) } : bare
    } catch {
      // A proxy may answer with a page of its own.
      return bare
    }
  }
  const problem = read()
  return refused(problem.retry_after_s === undefined && wait > 0 ? { ...problem, retry_after_s: wait } : problem)
}
