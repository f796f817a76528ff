// SPDX-License-Identifier: EUPL-1.2
/// <reference lib="webworker" />
// The offline shell: page, scripts, styles and font, so that Plano opens without a network.
// Nothing of `/api/` is ever kept here: who may read what is decided by the server, each time.

declare const __PRECACHE__: string[]
declare const __BUILD__: string

const worker = globalThis as unknown as ServiceWorkerGlobalScope

/** Beside what the build names: the script that sets the theme before the first paint, and the mark. */
const ALWAYS = ['/first-paint.js', '/icon.svg', '/icon-new.svg']

const SHELL = `plano-shell-${__BUILD__}`

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(SHELL).then((cache) =>
      // `reload`: the browser's own cache could hold the page of the previous version.
      cache.addAll([...__PRECACHE__, ...ALWAYS].map((path) => new Request(path, { cache: 'reload' }))),
    ),
  )
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith('plano-shell-') && name !== SHELL) await caches.delete(name)
      }
      await worker.clients.claim()
    })(),
  )
})

// The page asks for it once the person has accepted to reload; until then the open tabs keep their version.
worker.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'take-over') void worker.skipWaiting()
})

// A notice that was pressed: the window that is there, or a new one, opens what it is about.
worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { href, id } = (event.notification.data ?? {}) as { href?: unknown; id?: unknown }
  // Pages of ours alone.
  const own = typeof href === 'string' && /^\/(?!\/)/.test(href) ? href : '/'
  event.waitUntil(bringTo(own, typeof id === 'string' && id !== '' ? id : null))
})

async function bringTo(href: string, id: string | null): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const one = windows.find((it) => it.visibilityState === 'visible') ?? windows[0]
  if (!one) {
    // It reads of which notice it comes, and takes that out of its address (areas/notifications/notices.ts).
    const address = new URL(href, worker.location.origin)
    if (id) address.searchParams.set('avis', id)
    await worker.clients.openWindow(address.href)
    return
  }
  // Refused where nobody pressed: what is asked for opens all the same.
  await one.focus().catch(() => one)
  one.postMessage({ type: 'notice-pressed', href, id })
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  if (url.origin !== worker.location.origin) return
  if (request.mode === 'navigate') {
    if (isServers(url.pathname)) return
    event.respondWith(page(request))
    return
  }
  // Named by their content: what is cached is what would be fetched.
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (ALWAYS.includes(url.pathname)) event.respondWith(fixed(request))
})

/** Addresses that the server answers itself, never with the page of the application. */
function isServers(path: string): boolean {
  return /^\/(api|collab|dav|health|\.well-known)(\/|$)/.test(path)
}

/** The network first, so that a new version is seen; the kept page when there is none. */
async function page(request: Request): Promise<Response> {
  const kept = () => caches.match('/', { cacheName: SHELL })
  try {
    const answer = await fetch(request)
    // A proxy whose server is away answers with a page of its own.
    return answer.status >= 502 ? ((await kept()) ?? answer) : answer
  } catch {
    return (await kept()) ?? Response.error()
  }
}

/** Kept once fetched: a screen that was opened here opens again without a network. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

/** The network first: these keep their name from one version to the next. */
async function fixed(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(request, { cacheName: SHELL })) ?? Response.error()
  }
}
