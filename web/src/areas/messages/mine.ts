// SPDX-License-Identifier: EUPL-1.2
// The one answer that the frame needs of this area, for its counters: apart from `queries.ts`, whose rest comes with the
// screens.

import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { keys } from './keys'

export const myChannels = queryOptions({
  queryKey: keys.mine,
  queryFn: async ({ signal }) => (await answer(api.GET('/me/channels', { signal }))).items,
})
