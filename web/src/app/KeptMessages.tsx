// SPDX-License-Identifier: EUPL-1.2
// What one keeps for later: the area of messages knows no projects, the shell tells it what they are called.

import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Id } from '../api/types'
import { Kept } from '../areas/messages/Kept'
import { myProjects } from '../areas/projects/queries'

export function KeptMessages() {
  const active = useQuery(myProjects('active')).data
  const archived = useQuery(myProjects('archived')).data
  const nameOf = useCallback(
    (project: Id) => (active?.find((it) => it.id === project) ?? archived?.find((it) => it.id === project))?.name,
    [active, archived],
  )
  return <Kept projectName={nameOf} />
}
