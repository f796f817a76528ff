// SPDX-License-Identifier: EUPL-1.2
import type { ReactNode } from 'react'
import { drawIcon, type IconLike } from '@/ui'
import { useTexts } from '../texts'
import s from './settings.module.css'

/** One page of the settings: its title, one sentence, its cards. */
export function SettingsPage({ title, subtitle, children }: { title: string; subtitle: string; children: ReactNode }) {
  const t = useTexts()
  return (
    <>
      <title>{`${title} – ${t.settings.title} – Plano`}</title>
      <h1 className={s.title} tabIndex={-1}>
        {title}
      </h1>
      <p className={s.subtitle}>{subtitle}</p>
      <div className={s.cards}>{children}</div>
    </>
  )
}

interface RowProps {
  icon?: IconLike
  title: ReactNode
  text?: ReactNode
  action?: ReactNode
  /** One of a list. */
  isItem?: boolean
}

/** A line of a card: what it is, in two lines, and what can be done. */
export function Row({ icon, title, text, action, isItem }: RowProps) {
  const Line = isItem ? 'li' : 'div'
  return (
    <Line className={s.row}>
      {icon !== undefined && <span className={s.tile}>{drawIcon(icon, 20)}</span>}
      <div className={s.words}>
        <div className={s.name}>{title}</div>
        {text && <div className={s.text}>{text}</div>}
      </div>
      {action && <div className={s.action}>{action}</div>}
    </Line>
  )
}
