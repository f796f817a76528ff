// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { BookmarkX } from 'lucide-react'
import type { Message } from '@/api/types'
import { IconButton, LoadMore, toast } from '@/ui'
import { KeptLine, type ProjectName, Shown } from './keptParts'
import { marks, savedMessages, useSave } from './laterQueries'
import { failed } from './problems'
import { useTexts } from './texts'

interface SavedMessagesProps {
  projectName: ProjectName
  /** Told when one goes to one of them. */
  onOpen?: (() => void) | undefined
}

/** The messages that one saved, over all channels: on the page of what one keeps, and wherever else they are shown. */
export function SavedMessages({ projectName, onOpen }: SavedMessagesProps) {
  const t = useTexts()
  // Frames are folded into the list by what is known to be kept.
  useQuery(marks)
  const query = useInfiniteQuery(savedMessages)
  const save = useSave()
  const items = query.data?.pages.flatMap((it) => it.items)
  const drop = (message: Message) =>
    save.mutate(
      { message: message.id, isSaved: false },
      { onSuccess: () => toast({ text: t.later.unsaved }), onError: failed },
    )
  return (
    <>
      <Shown query={query} count={items?.length} empty={{ title: t.later.noSaved, text: t.later.noSavedText }}>
        {items?.map(({ message }) => (
          <KeptLine key={message.id} message={message} projectName={projectName} onOpen={onOpen}>
            <IconButton size="sm" icon={BookmarkX} label={t.later.unsave} onPress={() => drop(message)} />
          </KeptLine>
        ))}
      </Shown>
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  )
}
