// SPDX-License-Identifier: EUPL-1.2
// Conversations, and the followed threads of all projects: the shell tells the area of messages what these are called.

import { Conversations } from '../areas/messages/Talks'
import { useProjectPlaces } from './projectPlaces'

export function ConversationsPage() {
  return <Conversations placeOf={useProjectPlaces()} />
}
