// SPDX-License-Identifier: EUPL-1.2
// All conversations of mine, page by page: also those that are too old for the list, and those I have put away.

import { useInfiniteQuery } from '@tanstack/react-query'
import type { Channel } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Avatar, AvatarStack, Button, Dialog, EmptyState, SkeletonList } from '@/ui'
import { NotLoaded } from './AskAgain'
import s from './dialogs.module.css'
import { KindIcon } from './KindIcon'
import { failed } from './problems'
import { conversations, useShowConversation } from './queries'
import { channelName } from './talk'
import { useTexts } from './texts'

export function ConversationsDialog({
  onClose,
  onChoose,
}: {
  onClose: () => void
  onChoose: (channel: Channel) => void
}) {
  const t = useTexts()
  const format = useFormat()
  const query = useInfiniteQuery(conversations)
  const show = useShowConversation()
  const items = query.data?.pages.flatMap((it) => it.items)
  // One that was put away is in the list again once it is opened.
  const choose = (it: Channel) =>
    it.is_hidden ? show.mutate(it, { onSuccess: () => onChoose(it), onError: failed }) : onChoose(it)
  return (
    <Dialog
      title={t.older.title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={<Button onPress={onClose}>{t.older.close}</Button>}
    >
      <p className={s.intro}>{t.older.intro}</p>
      {query.isPending && <SkeletonList label={t.older.loading} rows={5} />}
      {query.isError && !items && <NotLoaded size="sm" query={query} />}
      {items?.length === 0 && <EmptyState size="sm" title={t.older.empty} text={t.older.emptyText} />}
      <ul className={s.people}>
        {items?.map((it) => {
          const [one] = it.people
          return (
            <li key={it.id}>
              <button type="button" className={s.conversation} onClick={() => choose(it)}>
                {it.people.length > 1 ? (
                  <span aria-hidden="true">
                    <AvatarStack people={it.people} max={2} size={24} />
                  </span>
                ) : one ? (
                  <Avatar person={one} size={28} />
                ) : (
                  <KindIcon kind="direct" size={18} />
                )}
                <span className={s.person}>
                  {channelName(it, t, format.list)}
                  <small>
                    {it.last_posted_at ? t.older.last(format.dateTime(it.last_posted_at)) : t.older.silent}
                    {it.is_hidden && ` · ${t.older.hidden}`}
                  </small>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {query.hasNextPage && (
        <Button isBusy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {t.older.more}
        </Button>
      )}
    </Dialog>
  )
}
