// SPDX-License-Identifier: EUPL-1.2

/** So many requests at a time: a selection of hundreds does not hold up what else is asked for. */
const AT_ONCE = 4

export interface Outcome<T> {
  done: T[]
  failed: { it: T; why: unknown }[]
}

/** Does the same to several, some at a time; what is refused does not stop the others. Each list is in the order given. */
export async function together<T>(items: readonly T[], act: (it: T) => Promise<unknown>): Promise<Outcome<T>> {
  const results: ({ why: unknown } | null)[] = items.map(() => null)
  let next = 0
  const work = async () => {
    while (next < items.length) {
      const at = next
      next += 1
      try {
        await act(items[at] as T)
      } catch (why) {
        results[at] = { why }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work))
  return {
    done: items.filter((_, at) => results[at] === null),
    failed: items.flatMap((it, at) => {
      const result = results[at]
      return result ? [{ it, why: result.why }] : []
    }),
  }
}
