// SPDX-License-Identifier: EUPL-1.2
// An answer may have been read before an event, and arrive after its frame: it would put back what the frame changed.

import type { Query, QueryClient } from '@tanstack/react-query'

/** Answers after which it is asked once more already, however much is heard before they come. */
const awaited = new WeakSet<Promise<unknown>>()

/**
 * Does `change`, which folds what was heard into the cache. Each answer that was on its way meanwhile, to a question
 * that this concerns or may concern, is asked for once more when it has come.
 *
 * What `change` asks for again by itself starts anew and is not late. A question never answered yet holds nothing that
 * shows whether a frame concerns it: it may. One whose `meta.mergesWhatIsHeard` puts its answer and the frames together
 * itself: in a busy channel something is heard during every answer.
 */
export function andAfterAnswers(cache: QueryClient, change: () => void): void {
  const underWay = new Map<Query, { answer: Promise<unknown> | undefined; changes: number }>()
  for (const query of cache.getQueryCache().findAll({ fetchStatus: 'fetching' }))
    underWay.set(query, { answer: query.promise, changes: query.state.dataUpdateCount })
  const toAsk = cache.getQueryCache().findAll({ predicate: (it) => it.state.isInvalidated })
  change()
  // What is to be asked for when somebody looks at it still is: written to, it would pass for new.
  for (const query of toAsk) if (!query.state.isInvalidated && query.state.fetchStatus === 'idle') query.invalidate()
  for (const [query, { answer, changes }] of underWay) {
    const { data, dataUpdateCount, isInvalidated } = query.state
    // Invalidated while nobody looks at it, it goes on as it was.
    const mayConcern = data === undefined || dataUpdateCount !== changes || (isInvalidated && !query.isActive())
    if (answer === undefined || query.promise !== answer || !mayConcern) continue
    if (query.meta?.mergesWhatIsHeard && data !== undefined) continue
    if (awaited.has(answer)) continue
    awaited.add(answer)
    // A failure is asked for again by whoever needs it, and a cancelled question by whoever cancelled it.
    answer.then(
      () => cache.invalidateQueries({ queryKey: query.queryKey, exact: true }),
      () => {},
    )
  }
}
