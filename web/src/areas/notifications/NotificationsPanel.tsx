// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CheckCheck, Moon, Settings, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import type { Notification } from '@/api/types'
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
  SkeletonList,
  Tabs,
  toast,
  useKeptFocus,
} from '@/ui'
import { itemsOf } from './cache'
import { byDay } from './days'
import { everything, type Filter } from './keys'
import { NotificationLine } from './NotificationLine'
import css from './NotificationsPanel.module.css'
import { notificationSettings, notifications, useMarkAll } from './queries'
import { isSaidToMe } from './sentence'
import { useTexts } from './texts'

export type Tab = 'all' | 'mentions' | 'saved'

export interface Shown {
  tab: Tab
  /** None that was read. */
  isUnread: boolean
}

/** What the panel shows of other areas, which this one does not know. */
export interface Slots {
  /** The messages that were saved. */
  saved: ReactNode
  /** Where one answers the message that an address leads to; `null`: one does not. */
  replyTo: (href: string) => string | null
}

interface NotificationsPanelProps extends Slots {
  onClose?: () => void
  titleId?: string
  /** What is shown, and the way to change it, where the address keeps it; beside another page it is the panel's own. */
  shows?: readonly [Shown, (shown: Shown) => void]
}

/**
 * Everything that concerns me, live. A panel beside the sidebar (`onClose`), or a page of its own on a small screen.
 * Its place in the page (aside, dialog, main) is the shell's business.
 */
export function NotificationsPanel({ onClose, titleId, shows, saved, replyTo }: NotificationsPanelProps) {
  const t = useTexts()
  const ownId = useId()
  const own = useState<Shown>({ tab: 'all', isUnread: false })
  const [{ tab, isUnread }, show] = shows ?? own
  // Whatever is shown: it knows the numbers, and which one is the newest.
  const whole = useInfiniteQuery(notifications(everything)).data
  const markAll = useMarkAll()

  const { unread = 0, unread_mentions: mentions = 0 } = whole?.pages[0] ?? {}
  const newest = itemsOf(whole)[0]

  const readAll = () => {
    if (!newest) return
    markAll.mutate(newest.id, {
      onSuccess: () => announce(t.spoken.allRead),
      onError: (problem) => toast({ problem, tone: 'danger' }),
    })
  }

  const Title = onClose ? 'h2' : 'h1'
  const list = (about: Filter['about']) => (
    <NotificationList filter={{ about, state: isUnread ? 'unread' : 'all' }} replyTo={replyTo} onLeave={onClose} />
  )

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
      <Tabs<Tab>
        label={t.filter}
        value={tab}
        onChange={(it) => show({ tab: it, isUnread })}
        isFilling
        end={
          tab !== 'saved' && (
            <Button variant="ghost" size="sm" isPressed={isUnread} onPress={() => show({ tab, isUnread: !isUnread })}>
              {t.unread}
            </Button>
          )
        }
        tabs={[
          { id: 'all', label: t.all, content: list('all') },
          {
            id: 'mentions',
            label: t.mentions,
            after: mentions > 0 && <Counter count={mentions} tone="mention" label={t.unreadCount(mentions)} />,
            content: list('mentions'),
          },
          { id: 'saved', label: t.saved, content: <div className={css.saved}>{saved}</div> },
        ]}
      />
      <QuietLine onLeave={onClose} />
    </div>
  )
}

interface NotificationListProps extends Pick<Slots, 'replyTo'> {
  filter: Filter
  /** Beside another page: the panel is closed when one goes somewhere. */
  onLeave: (() => void) | undefined
}

function NotificationList({ filter, replyTo, onLeave }: NotificationListProps) {
  const t = useTexts()
  const format = useFormat()
  const keysId = useId()
  const list = useRef<HTMLDivElement>(null)
  const kept = useKeptFocus<HTMLDivElement>()
  const query = useInfiniteQuery(notifications(filter))
  const items = itemsOf(query.data)
  const Day = onLeave ? 'h3' : 'h2'

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

  return (
    <div ref={kept}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a shortcut between links that Tab reaches too */}
      <div ref={list} onKeyDown={onKeyDown}>
        <p hidden id={keysId}>
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
        {query.isSuccess && items.length === 0 && <EmptyState {...emptyWords(filter, t.empty)} />}
        {byDay(items, format.day).map(({ title, items: ofDay }) => (
          <section key={title} aria-label={title}>
            <Day className={css.day}>{title}</Day>
            <ul aria-describedby={keysId}>
              {ofDay.map((it) => (
                <li key={it.id}>
                  <NotificationLine it={it} reply={replyOf(it, replyTo)} onOpen={onLeave} />
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
    </div>
  )
}

const emptyWords = ({ about, state }: Filter, t: ReturnType<typeof useTexts>['empty']) =>
  state === 'unread'
    ? { title: about === 'all' ? t.unreadTitle : t.unreadMentionsTitle, text: t.unreadText }
    : about === 'all'
      ? { title: t.title, text: t.text }
      : { title: t.mentionsTitle, text: t.mentionsText }

/** Where one answers what was said to one; what was read is behind one, and opened by its line. */
const replyOf = (it: Notification, replyTo: Slots['replyTo']): string | null =>
  !it.is_read && isSaidToMe(it) ? replyTo(it.href) : null

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
