// SPDX-License-Identifier: EUPL-1.2
import {
  Bell,
  FolderKanban,
  History,
  Home,
  Keyboard,
  LogOut,
  Palette,
  Plus,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
} from 'lucide-react'
import type { Me } from '../api/types'
import type { Action } from './SearchPalette'
import { signOut } from './session'
import type { AppTexts } from './texts'

/** What this person can do from the search palette: nothing that would be refused, nothing that is not there yet. */
export function actionsFor(me: Me, t: AppTexts, openShortcuts: () => void): Action[] {
  const words = t.palette.actions
  return [
    ...(me.can.create_projects
      ? [
          {
            id: 'new-project',
            label: words.newProject,
            hint: words.newProjectHint,
            icon: Plus,
            href: '/projets/nouveau',
          },
        ]
      : []),
    { id: 'home', label: words.home, icon: Home, href: '/' },
    { id: 'projects', label: words.allProjects, icon: FolderKanban, href: '/projets' },
    { id: 'catch-up', label: words.catchUp, hint: words.catchUpHint, icon: History, href: '/rattrapage' },
    { id: 'notifications', label: words.notifications, icon: Bell, href: '/notifications' },
    { id: 'settings', label: words.settings, icon: Settings, href: '/reglages/profil' },
    { id: 'display', label: words.display, icon: Palette, href: '/reglages/affichage' },
    { id: 'security', label: words.security, icon: ShieldCheck, href: '/reglages/securite' },
    ...(me.can.administer
      ? [
          {
            id: 'administration',
            label: words.administration,
            icon: SlidersHorizontal,
            href: '/administration/comptes',
          },
        ]
      : []),
    { id: 'shortcuts', label: words.shortcuts, icon: Keyboard, run: openShortcuts },
    { id: 'sign-out', label: words.signOut, icon: LogOut, run: () => void signOut() },
  ]
}
