// SPDX-License-Identifier: EUPL-1.2
// What one keeps for later: the area of messages knows no projects, the shell tells it what they are called.

import { useCallback } from 'react'
import type { Id } from '../api/types'
import { Kept } from '../areas/messages/Kept'
import { useProjectPlaces } from './projectPlaces'

export function KeptMessages() {
  const placeOf = useProjectPlaces()
  const nameOf = useCallback((project: Id) => placeOf(project)?.name, [placeOf])
  return <Kept projectName={nameOf} />
}
