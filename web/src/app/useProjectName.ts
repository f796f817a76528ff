// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Id } from '../api/types'
import { myProjects } from '../areas/projects/queries'

/** How a project of mine is called, in use or archived. */
export function useProjectName(): (project: Id) => string | undefined {
  const active = useQuery(myProjects('active')).data
  const archived = useQuery(myProjects('archived')).data
  return useCallback(
    (project: Id) => (active?.find((it) => it.id === project) ?? archived?.find((it) => it.id === project))?.name,
    [active, archived],
  )
}
