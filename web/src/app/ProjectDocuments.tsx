// SPDX-License-Identifier: EUPL-1.2
// The project's own documents: their area knows no projects, the shell tells it this one.

import { type ComponentType, useMemo } from 'react'
import type { Place } from '../areas/documents/addresses'
import { Documents } from '../areas/documents/Documents'
import { listenToDocuments } from '../areas/documents/live'
import { Trash } from '../areas/documents/Trash'
import { useProject } from '../areas/projects'
import { NotFound } from './NotFound'

// Of documents nothing is in the cache before their screens come.
listenToDocuments()

function useDocumentsOf(): Place | null {
  const { id, name, modules, my } = useProject()
  const place = useMemo(() => ({ id, name }), [id, name])
  return modules.files && my.levels.files !== 'none' ? place : null
}

function In({ screen: Screen }: { screen: ComponentType<{ project: Place }> }) {
  const place = useDocumentsOf()
  return place ? <Screen project={place} /> : <NotFound />
}

export const ProjectDocuments = () => <In screen={Documents} />
export const ProjectTrash = () => <In screen={Trash} />
