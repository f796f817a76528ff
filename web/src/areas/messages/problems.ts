// SPDX-License-Identifier: EUPL-1.2
import type { Problem } from '@/api/types'
import { toast } from '@/ui'

/** What passes by itself: no connection, one that is too slow, a busy server, too many at once. */
export const mayWait = (problem: Problem): boolean => [0, 408, 429, 502, 503, 504].includes(problem.status)

/** Says why an action failed, where nothing on screen would. */
export const failed = (problem: unknown): void => void toast({ problem, tone: 'danger' })
