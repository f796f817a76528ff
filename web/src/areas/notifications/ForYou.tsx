// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '@/lib/format'
import { Anchor, Avatar, Card, Counter, Link, ProblemLine, SkeletonList, VisuallyHidden } from '@/ui'
import { itemsOf } from './cache'
import css from './ForYou.module.css'
import { everything } from './keys'
import { notifications, useMark } from './queries'
import { Rich } from './Rich'
import { lookOf, secondLine, sentenceOf } from './sentence'
import { useTexts } from './texts'

const SHOWN = 5

/** The last few notifications, for the home page: those that await an answer first, then the unread, then the newest. */
export function ForYou() {
  const t = useTexts()
  const format = useFormat()
  const query = useInfiniteQuery(notifications(everything))
  const mark = useMark()
  const unread = query.data?.pages[0]?.unread ?? 0
  const items = itemsOf(query.data)
    .map((it, index) => ({ it, rank: (it.is_open ? 0 : it.is_read ? 2 : 1) * 1000 + index }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SHOWN)
    .map(({ it }) => it)

  return (
    <Card
      isFlush
      title={
        <span className={css.title}>
          {t.forYou.title}
          {unread > 0 && <Counter count={unread} tone="mention" label={t.unreadCount(unread)} />}
        </span>
      }
      actions={
        <span className={css.all}>
          <Link href="/notifications" isQuiet>
            {t.forYou.all}
          </Link>
        </span>
      }
    >
      {query.isPending && <SkeletonList label={t.loading} rows={3} />}
      {query.isError && items.length === 0 && (
        <div className={css.empty}>
          <ProblemLine problem={query.error} />
        </div>
      )}
      {query.isSuccess && items.length === 0 && <p className={css.empty}>{t.forYou.empty}</p>}
      <ul className={css.list}>
        {items.map((it) => {
          const { text, parts } = sentenceOf(it, t)
          const { icon: Icon, colour } = lookOf(it.kind)
          const more = secondLine(it, t, format)
          return (
            <li key={it.id} className={css.item} data-unread={!it.is_read}>
              {it.actor ? (
                <Avatar person={it.actor} size={28} />
              ) : (
                <span className={css.kind} data-colour={colour}>
                  <Icon size={15} aria-hidden />
                </span>
              )}
              <div className={css.words}>
                <Anchor
                  href={it.href}
                  className={css.link}
                  onClick={() => {
                    if (!it.is_read) mark.mutate({ id: it.id, isRead: true })
                  }}
                >
                  {!it.is_read && <VisuallyHidden>{t.dot} </VisuallyHidden>}
                  <Rich
                    text={text}
                    parts={Object.fromEntries(
                      Object.entries(parts).map(([hole, words]) => [hole, <b key={hole}>{words}</b>]),
                    )}
                  />
                </Anchor>
                {more && <p className={css.more}>{more}</p>}
              </div>
              <time className={css.time} dateTime={it.at} title={format.fullDateTime(it.at)}>
                {format.relative(it.at)}
              </time>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
