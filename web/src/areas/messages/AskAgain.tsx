// SPDX-License-Identifier: EUPL-1.2
// What was asked of the server did not come, and can be asked for again: in its place, or in a line of it.

import { Button, EmptyState, ProblemLine } from '@/ui'
import { useTexts } from './texts'

/** A question to the server, as far as it concerns whoever asks it again. */
export interface Asked {
  error: unknown
  isFetching: boolean
  refetch: () => unknown
}

interface Props {
  query: Asked
  /** What did not come, if that is not the page itself. */
  title?: string
}

function Again({ query, isSmall = false }: { query: Asked; isSmall?: boolean }) {
  const { retry } = useTexts().place
  return (
    <Button {...(isSmall ? { size: 'sm' } : {})} isBusy={query.isFetching} onPress={() => void query.refetch()}>
      {retry}
    </Button>
  )
}

/** In the place of what did not come. */
export function NotLoaded({ query, title, size = 'md' }: Props & { size?: 'sm' | 'md' }) {
  const { notLoaded } = useTexts().place
  return <EmptyState size={size} title={title ?? notLoaded} problem={query.error} actions={<Again query={query} />} />
}

/** Of something small, or beside other things. */
export function NotLoadedLine({ query, title }: Props) {
  return <ProblemLine problem={query.error} {...(title ? { title } : {})} action={<Again query={query} isSmall />} />
}
