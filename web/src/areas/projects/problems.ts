// SPDX-License-Identifier: EUPL-1.2
import { toast } from '@/ui'

/** Says why an action failed when what it was about has no place of its own for it: a row, a menu, a drop. */
export const failed = (problem: unknown): void => void toast({ problem, tone: 'danger' })
