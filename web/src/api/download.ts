// SPDX-License-Identifier: EUPL-1.2
// A file that the server makes, put where the browser keeps what is downloaded. Refusals are thrown, and shown where it
// was asked for: a bare link would leave the page for them, or leave a failed file.

import { API, send } from './client'

/** How long a browser may take to begin writing it. */
const KEPT_MS = 60_000

/** As much of a file is held in memory before the browser is left to write it as it comes. */
const HELD_MAX_BYTES = 64 * 1024 * 1024

/**
 * Downloads what `path` (below the API) answers, under the name that the server gives it, or `called`, with its ending;
 * tells that name. A file of no known size is asked for once more if it is long, by the browser itself, which knows the
 * server's name only: by then it is not refused.
 */
export async function download(path: string, signal: AbortSignal | null = null, called = ''): Promise<string> {
  const response = await send(new Request(location.origin + API + path, { signal }))
  const given = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'plano'
  const own = asFileName(called)
  const name = own === '' ? given : `${own}${/\.\w+$/.exec(given)?.[0] ?? ''}`
  const whole = await heldOf(response)
  signal?.throwIfAborted()
  if (whole) {
    const url = URL.createObjectURL(whole)
    put(url, name)
    setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
  } else {
    put(API + path, '')
  }
  return name
}

/** Leaves a file that is there already to the browser: it writes it as it comes, whatever its length. */
export const save = (href: string, name: string): void => put(href, name)

/** What every system takes for the name of a file. */
const asFileName = (text: string): string =>
  text
    .normalize('NFC')
    // What parts folders, drives and commands, and what is not seen.
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 100)
    .replace(/^[ .]+|[ .]+$/g, '')

/** `null`: it is too long to be held. */
async function heldOf(response: Response): Promise<Blob | null> {
  const parts: BlobPart[] = []
  let bytes = 0
  const body = response.body?.getReader()
  for (let it = await body?.read(); it && !it.done; it = await body?.read()) {
    bytes += it.value.length
    if (bytes > HELD_MAX_BYTES) {
      await body?.cancel()
      return null
    }
    parts.push(it.value)
  }
  return new Blob(parts, { type: response.headers.get('content-type') ?? '' })
}

function put(href: string, name: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
}
