// SPDX-License-Identifier: EUPL-1.2
// What happened while one was away: the area of messages knows no projects, the shell tells it what they are called.

import { CatchUp } from '../areas/messages/CatchUp'
import { useProjectName } from './projectPlaces'

export function CatchUpPage() {
  return <CatchUp projectName={useProjectName()} />
}
