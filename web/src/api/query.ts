// SPDX-License-Identifier: EUPL-1.2
// The query cache: everything the server has said. The live socket keeps it true, so it is seldom asked again.

import { QueryClient } from '@tanstack/react-query'
import { ProblemError } from './problem'

/** Only what may pass by itself is tried again: no connection, a busy server. Never a refusal. */
function mayPass(error: unknown): boolean {
  return error instanceof ProblemError && [0, 429, 502, 503, 504].includes(error.status)
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && mayPass(error),
        retryDelay: (attempt, error) => {
          const asked = error instanceof ProblemError ? (error.problem.retry_after_s ?? 0) * 1000 : 0
          return Math.max(asked, 400 * 2 ** attempt)
        },
        // What is cached is shown while offline; what is not says so at once instead of waiting for ever.
        networkMode: 'always',
        refetchOnReconnect: false,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** One cache for the tab. Frames of the live socket are folded into it. */
export const queryClient = makeQueryClient()
