// SPDX-License-Identifier: EUPL-1.2
import { useCallback } from 'react'
import type { Id } from '@/api/types'
import { useAddress } from '@/lib/useAddress'
import { readTalkSearch } from './searches'

/** Shows a message of this channel in its place, wherever one asks from. */
export function useShowMessage(): (message: Id) => void {
  const [, change] = useAddress(readTalkSearch)
  return useCallback((message) => change({ message }), [change])
}
