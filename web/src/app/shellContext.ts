// SPDX-License-Identifier: EUPL-1.2
import { createContext, use } from 'react'

/** What the frame opens for whoever is inside it: the refused page offers search, a menu the list of keys. */
export interface ShellDoors {
  openSearch: () => void
  openShortcuts: () => void
  notifications: NotificationsDoor
}

/** The notifications beside the sidebar. Where there is no room for them, they are a page. */
export interface NotificationsDoor {
  isOpen: boolean
  hasRoom: () => boolean
  open: () => void
  close: () => void
}

export const ShellContext = createContext<ShellDoors | null>(null)

/** `null` outside the frame, on pages for people who are not signed in. */
export const useShell = (): ShellDoors | null => use(ShellContext)
