// SPDX-License-Identifier: EUPL-1.2
import { Plus } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useMe } from '@/api/me'
import { useFormat } from '@/lib/format'
import { Button, Notice, ScreenHeader } from '@/ui'
import css from './Home.module.css'
import { pieces } from './pieces'
import { useTexts } from './texts'

/** Where the day begins: who one is, what awaits an answer, where one works. */
export function Home() {
  const t = useTexts()
  const me = useMe()
  const format = useFormat()
  const unread = me.unread_notifications
  return (
    <>
      <title>{`${t.title} – Plano`}</title>
      <ScreenHeader
        title={t.title}
        isPlain
        actions={
          me.can.create_projects && (
            <Button variant="primary" icon={Plus} href="/projets/nouveau">
              {t.newProject}
            </Button>
          )
        }
      />
      <div className={css.page}>
        <div className={css.top}>
          <h1 className={css.hello}>{t.hello(me.account.given_name)}</h1>
          <p className={css.today}>
            {t.todayIs(format.longDate(new Date()))} {unread > 0 ? t.unread(unread) : t.nothing}
          </p>
        </div>
        {me.account.is_external && (
          <div className={css.notice}>
            <Notice title={t.externalTitle}>
              {t.external} {me.access_ends_on && t.endsOn(format.date(me.access_ends_on))}
            </Notice>
          </div>
        )}
        <div className={css.columns}>
          {(['main', 'aside'] as const).map((place) => (
            <div key={place} className={css.column}>
              {pieces.map(
                ({ place: its, order, Piece }) =>
                  its === place && (
                    <div key={order} className={css.piece} style={{ '--order': order } as CSSProperties}>
                      <Piece />
                    </div>
                  ),
              )}
            </div>
          ))}
        </div>
      </div>
    </>
  )
}
