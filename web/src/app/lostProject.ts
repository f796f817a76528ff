// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from 'react'
import { onTopicEnded } from '../api/live'

const PROJECT = 'project:'

/**
 * Whether the project on screen is no longer mine to read: the person is told where they stand, at once. A channel or a
 * conversation that was lost is its own screen's to say: the project around it is still there.
 */
export function useIsProjectLost(path: string): boolean {
  const [lost, setLost] = useState<string | null>(null)
  useEffect(() => onTopicEnded((topic) => void (topic.startsWith(PROJECT) && setLost(topic.slice(PROJECT.length)))), [])
  const isLost = lost !== null && path.split('/').includes(lost)
  useEffect(() => {
    if (lost !== null && !isLost) setLost(null)
  }, [lost, isLost])
  return isLost
}
