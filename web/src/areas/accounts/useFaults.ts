// SPDX-License-Identifier: EUPL-1.2
import { asProblem, fieldSentences, sentence } from '../../api/problem'
import { useApiTexts } from '../../api/texts'
import type { Problem } from '../../api/types'

export interface Faults {
  /** Sentences by field, for the fields this form has. */
  of: Record<string, string | undefined>
  /** What no field of this form can carry: shown above the button. */
  rest: Problem | null
}

/**
 * Sorts a refusal into the fields it names and the rest. `alone` says which field carries a problem that names none:
 * a refused password is the password's, whatever the shape of the answer.
 */
export function useFaults(error: unknown, fields: readonly string[], alone: Record<string, string> = {}): Faults {
  const t = useApiTexts()
  if (!error) return { of: {}, rest: null }
  const problem = asProblem(error)
  const named = fieldSentences(problem, t)
  const of: Record<string, string | undefined> = {}
  for (const field of fields) of[field] = named[field]
  const sole = alone[problem.code] ?? (problem.code.startsWith('password.') ? 'password' : undefined)
  if (sole !== undefined && fields.includes(sole) && of[sole] === undefined) of[sole] = sentence(problem, t)
  const isSaid = Object.values(of).some((it) => it !== undefined)
  const isWhole = Object.keys(named).every((it) => fields.includes(it))
  return { of, rest: isSaid && isWhole ? null : problem }
}
