// SPDX-License-Identifier: EUPL-1.2
// What one keeps for later: the area of messages knows no projects, the shell tells it what they are called.

import { Kept } from '../areas/messages/Kept'
import { useProjectName } from './projectPlaces'

export function KeptMessages() {
  return <Kept projectName={useProjectName()} />
}
