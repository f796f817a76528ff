// SPDX-License-Identifier: EUPL-1.2
// What the notifications show of messages, which their area does not know.

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback } from 'react'
import { myChannels } from '../areas/messages/mine'
import { replyAddress } from '../areas/messages/replying'
import { useProjectName } from './projectPlaces'

const SavedMessages = lazy(() =>
  import('../areas/messages/SavedMessages').then((it) => ({ default: it.SavedMessages })),
)

/** The messages that were saved. */
export function Saved({ onOpen }: { onOpen?: () => void }) {
  const projectName = useProjectName()
  return (
    <Suspense fallback={null}>
      <SavedMessages projectName={projectName} onOpen={onOpen} />
    </Suspense>
  )
}

/** Where one answers the message that an address leads to; `null`: one does not, or the channels are not known yet. */
export function useReplyTo(): (href: string) => string | null {
  const channels = useQuery(myChannels).data
  return useCallback((href: string) => (channels ? replyAddress(href, channels) : null), [channels])
}
