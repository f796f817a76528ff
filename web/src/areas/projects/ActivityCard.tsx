// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Activity, Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Card, LoadMore, ProblemLine, SkeletonList } from '@/ui'
import css from './ActivityCard.module.css'
import { ActivityLine, isNews } from './ActivityLine'
import { activityOf } from './queries'
import { useTexts } from './texts'

/** What happened here, newest first, live. */
export function ActivityCard({ project }: { project: Id }) {
  const t = useTexts()
  const format = useFormat()
  const query = useInfiniteQuery(activityOf(project))
  const items: Activity[] = (query.data?.pages.flatMap((page) => page.items) ?? []).filter(isNews)
  const isToday = (at: string) => format.day(at) === format.day(new Date())
  return (
    <Card title={t.overview.activity} isFlush>
      {query.isPending && <SkeletonList label={t.overview.activity} rows={5} />}
      {query.isError && items.length === 0 && (
        <div className={css.empty}>
          <ProblemLine problem={query.error} />
        </div>
      )}
      {query.isSuccess && items.length === 0 && <p className={css.empty}>{t.overview.activityNone}</p>}
      <ol className={css.list}>
        {items.map((it) => (
          <li key={it.id}>
            <ActivityLine it={it} when={isToday(it.at) ? format.time(it.at) : format.dateTime(it.at)} />
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <div className={css.more}>
          <LoadMore hasMore isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
        </div>
      )}
    </Card>
  )
}
