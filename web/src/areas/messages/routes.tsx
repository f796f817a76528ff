// SPDX-License-Identifier: EUPL-1.2
import { type AnyRoute, createRoute, type RouteComponent } from '@tanstack/react-router'
import { queryClient } from '@/api/query'
import { myChannels } from './mine'

/** Asked for as soon as the pointer rests on a link. A refusal is the screen's business: nothing is thrown here. */
const warm = () => void Promise.allSettled([queryClient.ensureQueryData(myChannels)])

/** Conversations outside any project. Their component knows what the projects are called, which this area does not. */
export function routesIn(parent: AnyRoute, component: RouteComponent): AnyRoute[] {
  return ['/conversations', '/conversations/$channel'].map((path) =>
    createRoute({ getParentRoute: () => parent, path, loader: warm, component }),
  )
}

/** What one keeps for later, over all channels. Its component knows the projects' names, which this area does not. */
export function keptRouteIn(parent: AnyRoute, component: RouteComponent): AnyRoute {
  return createRoute({ getParentRoute: () => parent, path: '/enregistres', loader: warm, component })
}

/** What happened while one was away. Its component knows the projects' names, which this area does not. */
export function catchUpRouteIn(parent: AnyRoute, component: RouteComponent): AnyRoute {
  return createRoute({ getParentRoute: () => parent, path: '/rattrapage', loader: warm, component })
}

/** The tab of a project. Its component knows the project, which this area does not. */
export function projectRoutesIn(frame: AnyRoute, component: RouteComponent): AnyRoute[] {
  return ['/messages', '/messages/$channel'].map((path) =>
    createRoute({ getParentRoute: () => frame, path, loader: warm, component }),
  )
}
