// SPDX-License-Identifier: EUPL-1.2
// The whole map of addresses. Each area says its own in `routes.tsx`; screens are loaded when they are first opened.

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { meQuery } from '../api/me'
import { asProblem } from '../api/problem'
import { queryClient } from '../api/query'
import type { Problem } from '../api/types'
import { accountRoutesIn, applyProfile, settingsRoutesIn } from '../areas/accounts'
import * as admin from '../areas/admin/routes'
import * as documents from '../areas/documents/routes'
import * as home from '../areas/home/routes'
import * as messages from '../areas/messages/routes'
import * as notifications from '../areas/notifications/routes'
import * as projects from '../areas/projects/routes'
import { Failure } from './Failure'
import { Loading } from './Loading'
import { NotFound } from './NotFound'
import { Root } from './Root'
import { SignedIn } from './SignedIn'

const root = createRootRoute({ component: Root, notFoundComponent: () => <NotFound /> })

/** Everything behind the sign-in. Nothing is drawn before it is known who is there. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: SignedIn,
  errorComponent: Failure,
  pendingComponent: Loading,
  beforeLoad: async ({ location }) => {
    try {
      const me = await queryClient.ensureQueryData(meQuery)
      await applyProfile(me)
    } catch (error) {
      if (asProblem(error).status !== 401) throw error
      throw redirect({ to: '/connexion', search: location.href === '/' ? {} : { retour: location.href } })
    }
  },
})

/** The primitives, shown together for whoever builds a screen. */
const components = createRoute({
  getParentRoute: () => root,
  path: '/dev/composants',
  component: lazyRouteComponent(() => import('../areas/components/ComponentsPage'), 'ComponentsPage'),
})

/** Any other address, inside the frame: a person who is signed in keeps the navigation. */
const elsewhere = createRoute({ getParentRoute: () => signedIn, path: '$', component: () => <NotFound /> })

export const router = createRouter({
  routeTree: root.addChildren([
    ...accountRoutesIn(root),
    components,
    signedIn.addChildren([
      ...home.routesIn(signedIn),
      ...projects.routesIn(signedIn, (frame) => [
        ...messages.projectRoutesIn(
          frame,
          lazyRouteComponent(() => import('./ProjectMessages'), 'ProjectMessages'),
        ),
        ...documents.projectRoutesIn(
          frame,
          lazyRouteComponent(() => import('./ProjectDocuments'), 'ProjectDocuments'),
          lazyRouteComponent(() => import('./ProjectDocuments'), 'ProjectTrash'),
        ),
      ]),
      ...messages.routesIn(
        signedIn,
        lazyRouteComponent(() => import('./ConversationsPage'), 'ConversationsPage'),
      ),
      messages.catchUpRouteIn(
        signedIn,
        lazyRouteComponent(() => import('./CatchUpPage'), 'CatchUpPage'),
      ),
      messages.keptRouteIn(
        signedIn,
        lazyRouteComponent(() => import('./KeptMessages'), 'KeptMessages'),
      ),
      ...notifications.routesIn(
        signedIn,
        lazyRouteComponent(() => import('./NotificationsPage'), 'NotificationsPage'),
      ),
      ...admin.routesIn(signedIn),
      ...settingsRoutesIn(signedIn, {
        notifications: lazyRouteComponent(() => import('./NotificationSettingsPage'), 'NotificationSettingsPage'),
      }),
      elsewhere,
    ]),
  ]),
  defaultPreload: 'intent',
  // The query cache decides what is fresh, not the router.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 300,
  defaultPendingMinMs: 300,
  defaultPendingComponent: Loading,
  defaultErrorComponent: Failure,
  // An area that was refused gives the problem with it, for its reference.
  defaultNotFoundComponent: ({ data }) => <NotFound requestId={(data as Problem | undefined)?.request_id} />,
  scrollRestoration: true,
})
