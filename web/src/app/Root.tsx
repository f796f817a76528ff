// SPDX-License-Identifier: EUPL-1.2
// What stands around every page, signed in or not: links of the primitives, messages, the announcer.

import { Outlet, useRouter } from '@tanstack/react-router'
import { Suspense, useCallback } from 'react'
import { Overlays, UiProvider } from '@/ui'
import { FreshSignIn } from '../areas/accounts'
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
        <FreshSignIn />
        <UpdateBanner />
        <Overlays />
      </Suspense>
    </UiProvider>
  )
}
