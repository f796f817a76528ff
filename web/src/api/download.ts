// SPDX-License-Identifier: EUPL-1.2
// A file that the server makes, put where the browser keeps what is downloaded. Refusals are thrown, and shown where it
// was asked for: a bare link would leave the page for them.

import { API, send } from './client'

/** How long a browser may take to begin writing it. */
const KEPT_MS = 60_000

/** The browser downloads what `path` (below the API) answers as it comes: it is never whole in memory. */
export function follow(path: string): void {
  const link = document.createElement('a')
  link.href = API + path
  link.download = ''
  link.click()
}

/** Downloads what `path` (below the API) answers, under the name that the server gives it; tells that name. */
export async function download(path: string): Promise<string> {
  const response = await send(new Request(location.origin + API + path))
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'plano'
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
  return name
}
