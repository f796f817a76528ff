// SPDX-License-Identifier: EUPL-1.2
// The frame of everything behind the sign-in: it starts the live socket and keeps the person's preferences applied.

import { CatchNotFound, Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { noteHere } from '../api/here'
import { useMe } from '../api/me'
import { applyProfile } from '../areas/accounts'
import { patiently } from '../lib/patiently'
import { Loading } from './Loading'
import { startListening, stopListening } from './live'
import { NotFound } from './NotFound'
import { Shell } from './Shell'

/** Every channel is heard, and what waits is sent, wherever one is. */
const MessagesBackground = lazy(() =>
  patiently(() => import('../areas/messages/Background')).then((it) => ({ default: it.Background })),
)

/** Files on their way. */
const DocumentsBackground = lazy(() =>
  patiently(() => import('../areas/documents/Background')).then((it) => ({ default: it.Background })),
)

const Background = lazy(() => patiently(() => import('./Background')).then((it) => ({ default: it.Background })))

export function SignedIn() {
  const me = useMe()

  useEffect(() => {
    startListening()
    return stopListening
  }, [])

  useEffect(() => noteHere(me.account.id), [me.account.id])

  // Changed here or in another window: `me.changed` brings it.
  useEffect(() => {
    void applyProfile(me)
  }, [me])

  return (
    <Shell me={me}>
      <Suspense fallback={null}>
        <Background />
        <MessagesBackground />
        <DocumentsBackground />
      </Suspense>
      <Suspense fallback={<Loading />}>
        {/* A screen that says "not found" loses the frame otherwise: the nearest page for it is the root's. */}
        <CatchNotFound fallback={() => <NotFound />}>
          <Outlet />
        </CatchNotFound>
      </Suspense>
    </Shell>
  )
}
