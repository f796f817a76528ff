// SPDX-License-Identifier: EUPL-1.2
// What my projects are called, for areas that know no projects.

import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Id } from '../api/types'
import { myProjects } from '../areas/projects/queries'

export interface ProjectPlace {
  id: Id
  name: string
  isArchived: boolean
}

/** `undefined` for one that is not mine to know. */
export function useProjectPlaces(): (project: Id) => ProjectPlace | undefined {
  const active = useQuery(myProjects('active')).data
  const archived = useQuery(myProjects('archived')).data
  return useCallback(
    (id: Id) => {
      const here = active?.find((it) => it.id === id)
      const it = here ?? archived?.find((each) => each.id === id)
      return it && { id, name: it.name, isArchived: here === undefined }
    },
    [active, archived],
  )
}

/** How a project of mine is called, in use or archived. */
export function useProjectName(): (project: Id) => string | undefined {
  const placeOf = useProjectPlaces()
  return useCallback((project: Id) => placeOf(project)?.name, [placeOf])
}
