// SPDX-License-Identifier: EUPL-1.2
import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import { useTitle } from '@/lib/title'
import css from './admin.module.css'
import { useTexts } from './texts'

interface PageProps {
  title: string
  /** Beside the title: a count. */
  summary?: ReactNode
  actions?: ReactNode
  /** Under the content, always in sight: paging. */
  footer?: ReactNode
  /** Beside the content: the sheet of what is open. */
  panel?: ReactNode
  /** Tables take the whole width; text and forms do not. `split` lays itself out. */
  layout?: 'text' | 'form' | 'table' | 'split'
  children: ReactNode
}

/** The frame of an administration page: header, content that scrolls, foot, side panel. */
export function Page({ title, summary, actions, footer, panel, layout = 'text', children }: PageProps) {
  const t = useTexts()
  useTitle(title, t.title)
  return (
    <>
      <header className={css.head}>
        <h1 className={css.title}>{title}</h1>
        {summary && <p className={css.summary}>{summary}</p>}
        {actions && <div className={css.headActions}>{actions}</div>}
      </header>
      <div className={css.frame}>
        <div className={css.column}>
          {layout === 'split' ? (
            children
          ) : (
            <div className={layout === 'table' ? css.wide : cx(css.narrow, layout === 'form' && css.form)}>
              {children}
            </div>
          )}
          {footer}
        </div>
        {panel}
      </div>
    </>
  )
}
