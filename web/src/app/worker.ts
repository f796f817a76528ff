// SPDX-License-Identifier: EUPL-1.2
// Registers the service worker and says when a new version waits. Nothing is replaced under the person's hands.

import { useSyncExternalStore } from 'react'
import { trusted } from '../lib/trusted'

const WORKER = '/sw.js'

let waiting: ServiceWorker | null = null
const watchers = new Set<() => void>()

export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  navigator.serviceWorker
    .register(trusted(WORKER), { updateViaCache: 'none' })
    .then((registration) => {
      if (registration.waiting) announceUpdate(registration.waiting)
      registration.addEventListener('updatefound', () => {
        const next = registration.installing
        next?.addEventListener('statechange', () => {
          // Without a controller this is the first installation, not an update.
          if (next.state === 'installed' && navigator.serviceWorker.controller) announceUpdate(next)
        })
      })
      // A window left open for days hears about the new version too.
      setInterval(() => void registration.update().catch(() => {}), 60 * 60_000)
    })
    // Private windows of some browsers refuse it: Plano works without.
    .catch(() => {})
}

export const useUpdate = (): ServiceWorker | null =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
    () => waiting,
  )

/** Lets the new version take over, then loads the page with it. */
export function takeUpdate(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  worker.postMessage({ type: 'take-over' })
}

export function postponeUpdate(): void {
  waiting = null
  for (const tell of watchers) tell()
}

function announceUpdate(worker: ServiceWorker): void {
  waiting = worker
  for (const tell of watchers) tell()
}
