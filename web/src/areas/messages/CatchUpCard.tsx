// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useMe } from '@/api/me'
import { useFormat } from '@/lib/format'
import { Button, Card, Skeleton } from '@/ui'
import { NotLoadedLine } from './AskAgain'
import s from './CatchUp.module.css'
import { lastVisit } from './catchUp'
import { myChannels } from './mine'
import { useTexts } from './texts'

/** On the home page: how much waits, and the way to what happened. */
export function CatchUpCard() {
  const t = useTexts().catchUp
  const format = useFormat()
  const { account: me } = useMe()
  const query = useQuery(myChannels)
  const visit = lastVisit(me.id)
  const unread = (query.data ?? []).filter((it) => it.unread > 0 && !it.is_muted && !it.archived_at)
  const messages = unread.reduce((sum, it) => sum + it.unread, 0)
  return (
    <Card title={t.title}>
      <div className={s.card}>
        {query.data ? (
          <p className={s.summary}>{messages > 0 ? t.waits(messages, unread.length) : t.allRead}</p>
        ) : query.isError ? (
          <NotLoadedLine query={query} />
        ) : (
          <Skeleton lines={1} />
        )}
        {visit && <p className={s.summary}>{t.visitedAt(format.dateTime(visit))}</p>}
        <Button size="sm" icon={History} href="/rattrapage">
          {t.open}
        </Button>
      </div>
    </Card>
  )
}
