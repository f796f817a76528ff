// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useFormat } from '@/lib/format'
import { Button, Dialog, EmptyState, LoadMore, SkeletonList } from '@/ui'
import { NotLoaded } from './AskAgain'
import { signature } from './automates'
import { Body } from './Body'
import s from './dialogs.module.css'
import { myChannels } from './mine'
import { cards, decisionsOf } from './queries'
import { channelName, type Place } from './talk'
import { useTexts } from './texts'

/** What a project has decided, in all the channels that one reads, the last first. */
export function DecisionsDialog({ place, onClose }: { place: Place; onClose: () => void }) {
  const t = useTexts()
  const format = useFormat()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const query = useInfiniteQuery(decisionsOf(cache, place.id))
  const people = useQuery(cards).data
  const channels = useQuery(myChannels).data
  const items = query.data?.pages.flatMap((page) => page.items)
  return (
    <Dialog title={t.decisions.title} isOpen onClose={onClose} size="md">
      {query.isPending && <SkeletonList label={t.log.loading} rows={3} />}
      {query.isError && !items && <NotLoaded size="sm" query={query} />}
      {items?.length === 0 && <EmptyState size="sm" title={t.decisions.empty} text={t.decisions.emptyText} />}
      <ul className={s.pins}>
        {items?.map((it) => {
          const channel = channels?.find((each) => each.id === it.channel)
          return (
            <li key={it.id}>
              <p className={s.pinHead}>
                <b>{signature(it, people?.[it.author], t.line.someone)}</b>
                {channel && <span>#{channelName(channel, t, format.list)}</span>}
                <time dateTime={it.posted_at} title={format.fullDateTime(it.posted_at)}>
                  {format.dateTime(it.posted_at)}
                </time>
              </p>
              <Body body={it.body} />
              <Button
                size="sm"
                variant="link"
                onPress={() => {
                  onClose()
                  void navigate({
                    to: `/p/${place.id}/messages/${it.channel}`,
                    // An answer that shows in its thread only is shown there, by the channel that looks for it.
                    search: { message: it.id },
                  })
                }}
              >
                {t.pins.goTo}
              </Button>
            </li>
          )
        })}
      </ul>
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </Dialog>
  )
}
