// SPDX-License-Identifier: EUPL-1.2
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function routesIn(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/notifications',
      component: lazyRouteComponent(() => import('./NotificationsPage'), 'NotificationsPage'),
    }),
  ]
}
