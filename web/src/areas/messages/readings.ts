// SPDX-License-Identifier: EUPL-1.2
// What this tab has read, on its way to the server.

import { queryClient } from '@/api/query'
import { mark, markThread } from './queries'
import { Reading } from './reading'

const later = (tell: () => void, ms: number) => void setTimeout(tell, ms)

/** Of channels. */
export const reading = new Reading({ send: (channel, seq) => mark(queryClient, channel, seq), later })

/** Of threads, by the message that began each. */
export const threadReading = new Reading({ send: (root, seq) => markThread(queryClient, root, seq), later })

function flush(): void {
  reading.flush()
  threadReading.flush()
}

addEventListener('pagehide', flush)
// A telephone may end a hidden page without another word.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) flush()
})
