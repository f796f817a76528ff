// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CheckCheck, Moon, Settings, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import {
  announce,
  Button,
  Counter,
  EmptyState,
  IconButton,
  Link,
  LoadMore,
  SegmentedControl,
  SkeletonList,
  toast,
} from '@/ui'
import { itemsOf } from './cache'
import { byDay } from './days'
import type { Filter } from './keys'
import { NotificationLine } from './NotificationLine'
import css from './NotificationsPanel.module.css'
import { notificationSettings, notifications, useMarkAll } from './queries'
import { useTexts } from './texts'

/**
 * Everything that concerns me, live. A panel beside the sidebar (`onClose`), or a page of its own on a small screen.
 * Its place in the page (aside, dialog, main) is the shell's business.
 */
export function NotificationsPanel({
  onClose,
  titleId,
  shows,
}: {
  onClose?: () => void
  titleId?: string
  /** Which ones, and the way to change it, where the address keeps it; beside another page it is the panel's own. */
  shows?: readonly [Filter, (filter: Filter) => void]
}) {
  const t = useTexts()
  const format = useFormat()
  const ownId = useId()
  const list = useRef<HTMLDivElement>(null)
  const own = useState<Filter>('all')
  const [filter, setFilter] = shows ?? own
  const query = useInfiniteQuery(notifications(filter))
  const markAll = useMarkAll()

  const items = itemsOf(query.data)
  const unread = query.data?.pages[0]?.unread ?? 0
  const newest = items[0]

  const readAll = () => {
    if (!newest) return
    markAll.mutate(newest.id, {
      onSuccess: () => announce(t.spoken.allRead),
      onError: (problem) => toast({ problem, tone: 'danger' }),
    })
  }

  /** ↑ and ↓ go from one notification to the next, whatever has the focus in the line. */
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-notification]') ?? [])]
    const line = document.activeElement?.closest('article')
    const at = links.findIndex((link) => line?.contains(link))
    const next = links[at + step]
    if (!next) return
    event.preventDefault()
    next.focus()
    next.scrollIntoView({ block: 'nearest' })
  }

  const Title = onClose ? 'h2' : 'h1'
  const Day = onClose ? 'h3' : 'h2'

  return (
    <div className={cx(css.panel, !onClose && css.alone)}>
      {!onClose && <title>{`${t.title} – Plano`}</title>}
      <div className={css.head}>
        <Title className={css.title} id={titleId ?? ownId}>
          {t.title}
        </Title>
        <Button
          variant="ghost"
          size="sm"
          icon={CheckCheck}
          isDisabled={unread === 0}
          isBusy={markAll.isPending}
          onPress={readAll}
        >
          {t.markAll}
        </Button>
        <IconButton
          size="sm"
          label={t.settings}
          icon={Settings}
          href="/reglages/notifications"
          onPress={() => onClose?.()}
        />
        {onClose && <IconButton size="sm" label={t.close} icon={X} onPress={onClose} />}
      </div>
      <div className={css.filter}>
        <SegmentedControl
          label={t.filter}
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          options={[
            { id: 'all', label: t.all },
            { id: 'unread', label: t.unread },
          ]}
        />
        {unread > 0 && (
          <span className={css.unread}>
            <Counter count={unread} tone="mention" label={t.unreadCount(unread)} />
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a shortcut between links that Tab reaches too */}
      <div className={css.list} ref={list} onKeyDown={onKeyDown}>
        <p hidden id={`${ownId}-keys`}>
          {t.keys}
        </p>
        {query.isPending && <SkeletonList label={t.loading} rows={5} />}
        {query.isError && items.length === 0 && (
          <EmptyState
            title={t.errors.load}
            problem={query.error}
            actions={<Button onPress={() => void query.refetch()}>{t.errors.retry}</Button>}
          />
        )}
        {query.isSuccess && items.length === 0 && (
          <EmptyState
            title={filter === 'all' ? t.empty.title : t.empty.unreadTitle}
            text={filter === 'all' ? t.empty.text : t.empty.unreadText}
          />
        )}
        {byDay(items, format.day).map(({ title, items: ofDay }) => (
          <section key={title} aria-label={title}>
            <Day className={css.day}>{title}</Day>
            <ul aria-describedby={`${ownId}-keys`}>
              {ofDay.map((it) => (
                <li key={it.id}>
                  <NotificationLine it={it} onOpen={onClose} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {query.hasNextPage && (
          <div className={css.more}>
            <LoadMore hasMore isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
          </div>
        )}
      </div>
      <QuietLine onLeave={onClose} />
    </div>
  )
}

/** Says when nothing will be sent, and where to change it. */
function QuietLine({ onLeave }: { onLeave: (() => void) | undefined }) {
  const t = useTexts()
  const { data } = useQuery(notificationSettings)
  if (!data) return null
  const hour = (text: string) => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number)
    return t.hour(hours, minutes)
  }
  const { on, from, until, weekends } = data.quiet
  const words = on ? (weekends ? t.quiet.weekends : t.quiet.between)(hour(from), hour(until)) : t.quiet.off
  return (
    <div className={css.foot}>
      <Moon size={17} strokeWidth={1.75} aria-hidden />
      <span className={css.quiet}>{words}</span>
      <Link href="/reglages/notifications" onPress={() => onLeave?.()}>
        {t.quiet.edit}
      </Link>
    </div>
  )
}
