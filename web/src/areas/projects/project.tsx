// SPDX-License-Identifier: EUPL-1.2
// The project a screen is about, handed down by the frame.

import { createContext, useContext } from 'react'
import type { Project } from '@/api/types'

const ProjectContext = createContext<Project | null>(null)

export const ProjectProvider = ProjectContext.Provider

export function useProject(): Project {
  const project = useContext(ProjectContext)
  if (!project) throw new Error('a screen of a project stands inside ProjectFrame')
  return project
}

/** What needs a dialog and can be asked for from several screens: opened by the frame, once for all of them. */
export interface ProjectDialogs {
  invite: () => void
  whoCanSee: () => void
  handOver: () => void
  duplicate: () => void
  leave: () => void
  archive: () => void
  restore: () => void
  template: (on: boolean) => void
}

const DialogsContext = createContext<ProjectDialogs | null>(null)

export const DialogsProvider = DialogsContext.Provider

export function useDialogs(): ProjectDialogs {
  const dialogs = useContext(DialogsContext)
  if (!dialogs) throw new Error('a screen of a project stands inside ProjectFrame')
  return dialogs
}
