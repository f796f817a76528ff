// SPDX-License-Identifier: EUPL-1.2
import { ChevronRight, Ellipsis } from 'lucide-react'
import { Anchor, IconButton, Menu, useNavigateTo } from '@/ui'
import s from './Crumbs.module.css'
import { useTexts } from './texts'

export interface Crumb {
  id: string
  label: string
  href: string
}

/** The way from the top. Of a long one, the folders in the middle are in a menu. */
export function Crumbs({ way, here }: { way: readonly Crumb[]; here: string }) {
  const t = useTexts()
  const go = useNavigateTo()
  const [first, ...rest] = way
  const hidden = rest.length > 2 ? rest.slice(0, -1) : []
  const shown = rest.length > 2 ? rest.slice(-1) : rest
  const gap = <ChevronRight className={s.gap} size={14} strokeWidth={1.75} aria-hidden="true" />
  return (
    <nav className={s.crumbs} aria-label={t.crumbs.label}>
      <ol className={s.list}>
        {first && (
          <li className={s.crumb}>
            <Anchor className={s.link} href={first.href}>
              {first.label}
            </Anchor>
            {gap}
          </li>
        )}
        {hidden.length > 0 && (
          <li className={s.crumb}>
            <Menu
              trigger={<IconButton size="sm" icon={Ellipsis} label={t.crumbs.more} />}
              items={hidden.map((it) => ({ id: it.id, label: it.label, onAction: () => go(it.href) }))}
            />
            {gap}
          </li>
        )}
        {shown.map((it) => (
          <li key={it.id} className={s.crumb}>
            <Anchor className={s.link} href={it.href} title={it.label}>
              {it.label}
            </Anchor>
            {gap}
          </li>
        ))}
        <li className={s.crumb} aria-current="page" title={here}>
          <h1 className={s.here} tabIndex={-1}>
            {here}
          </h1>
        </li>
      </ol>
    </nav>
  )
}
