// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useMe } from '@/api/me'
import { useFormat } from '@/lib/format'
import { Button, Card } from '@/ui'
import s from './CatchUp.module.css'
import { lastVisit } from './catchUp'
import { myChannels } from './mine'
import { useTexts } from './texts'

/** On the home page: how much waits, and the way to what happened. */
export function CatchUpCard() {
  const t = useTexts().catchUp
  const format = useFormat()
  const { account: me } = useMe()
  const channels = useQuery(myChannels).data
  const visit = lastVisit(me.id)
  const unread = (channels ?? []).filter((it) => it.unread > 0 && !it.is_muted)
  const messages = unread.reduce((sum, it) => sum + it.unread, 0)
  return (
    <Card title={t.title}>
      <div className={s.card}>
        <p className={s.summary}>
          {messages > 0 ? t.waits(messages, unread.length) : t.allRead} {visit && t.visitedAt(format.dateTime(visit))}
        </p>
        <Button size="sm" icon={History} href="/rattrapage">
          {t.open}
        </Button>
      </div>
    </Card>
  )
}
