// SPDX-License-Identifier: EUPL-1.2
import { type AnyRoute, createRoute, type RouteComponent } from '@tanstack/react-router'

/** Its component knows what was saved and how one answers, which this area does not. */
export function routesIn(parent: AnyRoute, component: RouteComponent): AnyRoute[] {
  return [createRoute({ getParentRoute: () => parent, path: '/notifications', component })]
}
