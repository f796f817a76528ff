// SPDX-License-Identifier: EUPL-1.2
import { asProblem, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { toast } from '@/ui'

/** For an action of a menu, which has no place of its own to say why it failed. */
export function useFailure(): (error: unknown) => void {
  const t = useApiTexts()
  return (error) => {
    toast({ text: sentence(asProblem(error), t), tone: 'danger' })
  }
}
