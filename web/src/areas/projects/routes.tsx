// SPDX-License-Identifier: EUPL-1.2
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queryClient } from '@/api/query'
import { membersOf, myProjects, projectOf } from './queries'

/** Asked for as soon as the pointer rests on a link. A refusal is the screen's business: nothing is thrown here. */
const warm = (...queries: Promise<unknown>[]) => void Promise.allSettled(queries)

/** `modules`: what other areas put into a project, as tabs of its frame. */
export function routesIn(parent: AnyRoute, modules: (frame: AnyRoute) => AnyRoute[]): AnyRoute[] {
  const frame = createRoute({
    getParentRoute: () => parent,
    path: '/p/$project',
    loader: ({ params: { project } }) =>
      warm(queryClient.ensureQueryData(projectOf(project)), queryClient.ensureQueryData(membersOf(project))),
    component: lazyRouteComponent(() => import('./ProjectFrame'), 'ProjectFrame'),
  })
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/projets',
      loader: () => warm(queryClient.ensureQueryData(myProjects('active'))),
      component: lazyRouteComponent(() => import('./AllProjects'), 'AllProjects'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/projets/nouveau',
      component: lazyRouteComponent(() => import('./NewProject'), 'NewProjectPage'),
    }),
    frame.addChildren([
      createRoute({
        getParentRoute: () => frame,
        path: '/',
        component: lazyRouteComponent(() => import('./Overview'), 'Overview'),
      }),
      createRoute({
        getParentRoute: () => frame,
        path: '/membres',
        loader: ({ params }) => {
          const { project } = params as { project: string }
          warm(queryClient.ensureQueryData(membersOf(project)))
        },
        component: lazyRouteComponent(() => import('./Members'), 'Members'),
      }),
      createRoute({
        getParentRoute: () => frame,
        path: '/reglages',
        component: lazyRouteComponent(() => import('./ProjectSettings'), 'ProjectSettings'),
      }),
      ...modules(frame),
    ]),
  ]
}
