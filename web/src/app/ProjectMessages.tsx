// SPDX-License-Identifier: EUPL-1.2
// The project's own screen of messages: the area of messages knows no projects, the shell tells it this one.

import { useMemo } from 'react'
import { ProjectTalks } from '../areas/messages/Talks'
import { useProject } from '../areas/projects'
import { NotFound } from './NotFound'
import { useProjectPlaces } from './projectPlaces'

export function ProjectMessages() {
  const { id, name, archived_at, modules, my, can } = useProject()
  const isArchived = archived_at !== null
  const placeOf = useProjectPlaces()
  const place = useMemo(() => ({ id, name, isArchived }), [id, name, isArchived])
  const level = my.levels.messages
  if (!modules.messages || level === 'none') return <NotFound />
  return (
    <ProjectTalks
      project={place}
      placeOf={placeOf}
      mayCreate={can.write && (level === 'write' || level === 'manage')}
      mayManage={level === 'manage'}
    />
  )
}
