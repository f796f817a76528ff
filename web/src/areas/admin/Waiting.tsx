// SPDX-License-Identifier: EUPL-1.2
import { Button, ProblemLine, Skeleton, SkeletonRows } from '@/ui'
import { useTexts } from './texts'

interface Asked {
  isError: boolean
  error: unknown
  refetch: () => unknown
}

/** In place of what is not there yet: a quiet sketch, or what went wrong with a way to try again. */
export function Waiting({ query, rows = 8 }: { query: Asked; rows?: number }) {
  const t = useTexts()
  if (query.isError)
    return (
      <ProblemLine
        problem={query.error}
        action={
          <Button size="sm" onPress={() => void query.refetch()}>
            {t.retry}
          </Button>
        }
      />
    )
  return (
    <Skeleton label={t.loading}>
      <SkeletonRows rows={rows} />
    </Skeleton>
  )
}
