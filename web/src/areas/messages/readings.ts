// SPDX-License-Identifier: EUPL-1.2
// What this tab has read, on its way to the server.

import { queryClient } from '@/api/query'
import { mark } from './queries'
import { Reading } from './reading'

export const reading = new Reading({
  send: (channel, seq) => mark(queryClient, channel, seq),
  later: (tell, ms) => void setTimeout(tell, ms),
})

addEventListener('pagehide', () => reading.flush())
