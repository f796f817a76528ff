// SPDX-License-Identifier: EUPL-1.2
import { useCallback } from 'react'
import { asProblem, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { toast } from '@/ui'

/** Says why an action failed when what it was about has no place of its own for it: a row, a menu, a drop. */
export function useFailed(): (error: unknown) => void {
  const t = useApiTexts()
  return useCallback((error: unknown) => void toast({ text: sentence(asProblem(error), t), tone: 'danger' }), [t])
}
