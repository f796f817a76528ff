// SPDX-License-Identifier: EUPL-1.2
import type { ReactNode } from 'react'
import { useMe } from '@/api/me'
import { useFormat } from '@/lib/format'
import { LinkButton, Notice } from '@/ui'
import css from './admin.module.css'
import { Empty } from './Empty'
import { useTexts } from './texts'

/**
 * Says in plain words why a page is closed, rather than showing an empty one. The server refuses by itself;
 * this is for people who follow a link.
 */
export function Gate({ isInstanceOnly = false, children }: { isInstanceOnly?: boolean; children: ReactNode }) {
  const t = useTexts()
  const me = useMe()
  if (!me.can.administer)
    return (
      <Empty
        isPage
        title={t.noRight.title}
        text={t.noRight.text}
        actions={
          <LinkButton href="/" variant="primary">
            {t.noRight.home}
          </LinkButton>
        }
      />
    )
  if (isInstanceOnly && !me.is_instance_admin)
    return (
      <Empty
        isPage
        title={t.instanceOnly.title}
        text={t.instanceOnly.text}
        actions={
          <LinkButton href="/administration/comptes" variant="primary">
            {t.instanceOnly.back}
          </LinkButton>
        }
      />
    )
  return children
}

/** Which branch is seen: only for those who do not see everything. */
export function BranchNotice() {
  const t = useTexts()
  const format = useFormat()
  const me = useMe()
  if (me.is_instance_admin || me.administers.length === 0) return null
  return (
    <div className={css.notice}>
      <Notice>{t.branch.notice(format.list(me.administers.map((it) => it.name)))}</Notice>
    </div>
  )
}
