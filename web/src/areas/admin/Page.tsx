// SPDX-License-Identifier: EUPL-1.2
import type { ReactNode } from 'react'
import { PageHeader } from '@/ui'
import css from './admin.module.css'

interface PageProps {
  title: string
  /** Beside the title: a count. */
  summary?: ReactNode
  actions?: ReactNode
  /** Under the content, always in sight: paging. */
  footer?: ReactNode
  /** Beside the content: the sheet of what is open. */
  panel?: ReactNode
  /** Tables take the whole width; text and forms do not. */
  isWide?: boolean
  children: ReactNode
}

/** The frame of an administration page: header, content that scrolls, foot, side panel. */
export function Page({ title, summary, actions, footer, panel, isWide = false, children }: PageProps) {
  return (
    <>
      <PageHeader title={title} summary={summary} actions={actions} />
      <div className={css.frame}>
        <div className={css.column}>
          <div className={isWide ? css.wide : css.narrow}>{children}</div>
          {footer}
        </div>
        {panel}
      </div>
    </>
  )
}
