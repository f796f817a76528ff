// SPDX-License-Identifier: EUPL-1.2
import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '@/ui'
import css from './admin.module.css'

/** Nothing yet, or nothing found: says which, and what to do next. */
export function Empty(props: {
  title: string
  text: string
  actions?: ReactNode
  isPage?: boolean
  isSearch?: boolean
}) {
  const state = (
    <EmptyState
      title={props.title}
      text={props.text}
      actions={props.actions}
      headingLevel={props.isPage ? 1 : 2}
      illustration={props.isSearch ? SearchX : 'sheets'}
    />
  )
  return props.isPage ? <div className={css.emptyPage}>{state}</div> : state
}
