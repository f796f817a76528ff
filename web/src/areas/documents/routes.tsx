// SPDX-License-Identifier: EUPL-1.2
import { type AnyRoute, createRoute, type RouteComponent } from '@tanstack/react-router'
import { queryClient } from '@/api/query'
import { pageOf } from './pages'

/** Asked for as soon as the pointer rests on a link. A refusal is the screen's business: nothing is thrown here. */
const warm = (query: Promise<unknown>) => void Promise.allSettled([query])

/** The tab of a project. Its components know the project, which this area does not. */
export function projectRoutesIn(frame: AnyRoute, documents: RouteComponent, trash: RouteComponent): AnyRoute[] {
  const project = (params: object) => (params as { project: string }).project
  return [
    createRoute({
      getParentRoute: () => frame,
      path: '/documents',
      loader: ({ params }) => warm(queryClient.ensureQueryData(pageOf(project(params), undefined))),
      component: documents,
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/documents/corbeille',
      component: trash,
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/documents/$entry',
      loader: ({ params }) =>
        warm(queryClient.ensureQueryData(pageOf(project(params), (params as { entry: string }).entry))),
      component: documents,
    }),
  ]
}
