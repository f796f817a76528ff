// SPDX-License-Identifier: EUPL-1.2

import { Button } from './Button'
import s from './LoadMore.module.css'
import { useUiTexts } from './texts'

export interface LoadMoreProps {
  /** `hasNextPage`, `isFetchingNextPage` and `fetchNextPage` of an infinite query fit. */
  hasMore: boolean
  isLoading: boolean
  onMore: () => void
  shown?: number
  total?: number
}

/** The rest of a list, when asked: the foot of the page stays reachable. */
export function LoadMore({ hasMore, isLoading, onMore, shown, total }: LoadMoreProps) {
  const t = useUiTexts()
  const hasCount = shown !== undefined && total !== undefined
  if (!hasMore && !hasCount) return null
  return (
    <div className={s.more}>
      {hasMore && (
        <Button isBusy={isLoading} busyLabel={t.loadMore.loading} onPress={onMore}>
          {t.loadMore.more}
        </Button>
      )}
      {hasCount && <span className={s.count}>{t.loadMore.shown(shown, total)}</span>}
    </div>
  )
}
