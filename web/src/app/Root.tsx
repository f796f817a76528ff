// SPDX-License-Identifier: EUPL-1.2
// What stands around every page, signed in or not: links of the primitives, messages, the announcer.

import { Outlet, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Overlays, UiProvider } from '@/ui'
import { useIsIdentityAsked } from '../areas/accounts'
import { Loading } from './Loading'
import { useRouteAnnouncements } from './routeAnnouncements'
import { UpdateBanner } from './UpdateBanner'

export function Root() {
  const router = useRouter()
  const navigate = useCallback((href: string) => router.history.push(href), [router])
  useRouteAnnouncements()
  return (
    <UiProvider navigate={navigate}>
      <Suspense fallback={<Loading />}>
        <Outlet />
        <UpdateBanner />
        <Overlays />
      </Suspense>
      <Suspense fallback={null}>
        <IdentityQuestion />
      </Suspense>
    </UiProvider>
  )
}

const FreshSignIn = lazy(() => import('../areas/accounts/FreshSignIn').then((it) => ({ default: it.FreshSignIn })))

/** Few people ever meet it: its script comes when it is first asked. */
function IdentityQuestion() {
  const isAsked = useIsIdentityAsked()
  const [wasAsked, setWasAsked] = useState(false)
  if (isAsked && !wasAsked) setWasAsked(true)
  return wasAsked ? <FreshSignIn /> : null
}
