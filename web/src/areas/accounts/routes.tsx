// SPDX-License-Identifier: EUPL-1.2
import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent, redirect } from '@tanstack/react-router'

/** Pages for people who are not signed in. */
export const accountRoutesIn = (parent: AnyRoute): AnyRoute[] => {
  const getParentRoute = () => parent
  return [
    createRoute({
      getParentRoute,
      path: '/connexion',
      component: lazyRouteComponent(() => import('./SignIn'), 'SignIn'),
      validateSearch: (search: Record<string, unknown>): { retour?: string } =>
        typeof search.retour === 'string' ? { retour: search.retour } : {},
    }),
    createRoute({
      getParentRoute,
      path: '/installation',
      component: lazyRouteComponent(() => import('./SetUp'), 'SetUp'),
    }),
    createRoute({
      getParentRoute,
      path: '/demande-acces',
      component: lazyRouteComponent(() => import('./RequestAccess'), 'RequestAccess'),
    }),
    createRoute({
      getParentRoute,
      path: '/demande',
      component: lazyRouteComponent(() => import('./ConfirmRequest'), 'ConfirmRequest'),
    }),
    createRoute({
      getParentRoute,
      path: '/mot-de-passe-oublie',
      component: lazyRouteComponent(() => import('./ForgottenPassword'), 'ForgottenPassword'),
    }),
    createRoute({
      getParentRoute,
      path: '/mot-de-passe',
      component: lazyRouteComponent(() => import('./NewPassword'), 'NewPassword'),
    }),
    createRoute({
      getParentRoute,
      path: '/invitation',
      component: lazyRouteComponent(() => import('./Invitation'), 'Invitation'),
    }),
    createRoute({
      getParentRoute,
      path: '/adresse',
      component: lazyRouteComponent(() => import('./EmailChange'), 'EmailChange'),
    }),
  ]
}

/** Pages that another area brings into the settings, given by the shell: areas do not know each other. */
export interface SettingsPieces {
  notifications: RouteComponent
}

/** Oneself and the others: settings and person sheets, inside the signed-in frame. */
export const settingsRoutesIn = (parent: AnyRoute, pieces: SettingsPieces): AnyRoute[] => {
  const settings = createRoute({
    getParentRoute: () => parent,
    path: '/reglages',
    component: lazyRouteComponent(() => import('./settings/SettingsFrame'), 'SettingsFrame'),
  })
  const getParentRoute = () => settings
  return [
    settings.addChildren([
      createRoute({
        getParentRoute,
        path: '/',
        beforeLoad: () => {
          throw redirect({ to: '/reglages/profil', replace: true })
        },
      }),
      createRoute({
        getParentRoute,
        path: 'profil',
        component: lazyRouteComponent(() => import('./settings/ProfileSettings'), 'ProfileSettings'),
      }),
      createRoute({
        getParentRoute,
        path: 'affichage',
        component: lazyRouteComponent(() => import('./settings/DisplaySettings'), 'DisplaySettings'),
      }),
      createRoute({ getParentRoute, path: 'notifications', component: pieces.notifications }),
      createRoute({
        getParentRoute,
        path: 'securite',
        component: lazyRouteComponent(() => import('./settings/SecuritySettings'), 'SecuritySettings'),
      }),
      createRoute({
        getParentRoute,
        path: 'langue',
        component: lazyRouteComponent(() => import('./settings/LanguageSettings'), 'LanguageSettings'),
      }),
    ]),
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$account',
      component: lazyRouteComponent(() => import('./PersonPage'), 'PersonPage'),
    }),
  ]
}
