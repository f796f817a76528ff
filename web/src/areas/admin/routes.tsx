// SPDX-License-Identifier: EUPL-1.2
// The addresses of the administration. Each page is loaded when it is first opened.

import { type AnyRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'

export function routesIn(parent: AnyRoute): AnyRoute[] {
  const page = (path: string, load: Parameters<typeof lazyRouteComponent>[0], name: string) =>
    createRoute({
      getParentRoute: () => parent,
      path: `/administration/${path}`,
      component: lazyRouteComponent(load, name),
    })
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/administration',
      beforeLoad: () => {
        throw redirect({ to: '/administration/comptes' } as never)
      },
    }),
    page('comptes', () => import('./accounts/AccountsPage'), 'AccountsPage'),
    page('demandes', () => import('./requests/RequestsPage'), 'RequestsPage'),
    page('import', () => import('./imports/ImportPage'), 'ImportPage'),
    page('structures', () => import('./organisations/OrganisationsPage'), 'OrganisationsPage'),
    page('groupes', () => import('./groups/GroupsPage'), 'GroupsPage'),
    page('journal', () => import('./journal/JournalPage'), 'JournalPage'),
    page('travaux', () => import('./jobs/JobsPage'), 'JobsPage'),
    page('reglages', () => import('./settings/SettingsPage'), 'SettingsPage'),
  ]
}
