// SPDX-License-Identifier: EUPL-1.2

import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { cx } from '@/lib/cx'
import s from './Tabs.module.css'

export interface TabsProps<Id extends string> {
  label: string
  value: Id
  onChange: (value: Id) => void
  /** Only the chosen one is drawn. */
  tabs: readonly { id: Id; label: string; after?: ReactNode; content: ReactNode; isDisabled?: boolean }[]
  /** The arrows move and Enter opens, when opening a tab asks the server. */
  isManual?: boolean
  /** Beside the tabs, and none of them. */
  end?: ReactNode
  /** As high as its place: what is shown scrolls below the tabs. */
  isFilling?: boolean
}

/** Several contents in the same place. Pages of a project are links, not these. */
export function Tabs<Id extends string>(props: TabsProps<Id>) {
  const { label, value, onChange, tabs, isManual, end, isFilling = false } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const present = tabs.find((it) => it.id === value)

  const press = (event: KeyboardEvent) => {
    const reachable = tabs.filter((it) => !it.isDisabled)
    const focused = document.activeElement?.id
    const at = reachable.findIndex((it) => `${id}-${it.id}` === focused)
    const last = reachable.length - 1
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key]
    const next = to === undefined ? undefined : reachable[to]
    if (!next) return
    event.preventDefault()
    list.current?.querySelector<HTMLElement>(`[id="${id}-${next.id}"]`)?.focus()
    if (!isManual) onChange(next.id)
  }

  return (
    <div className={cx(s.tabs, isFilling && s.filling)}>
      <div className={s.bar}>
        <div ref={list} role="tablist" aria-label={label} className={s.list} onKeyDown={press}>
          {tabs.map((it) => (
            <button
              key={it.id}
              id={`${id}-${it.id}`}
              type="button"
              role="tab"
              className={s.tab}
              aria-selected={it.id === value}
              aria-controls={it.id === value ? `${id}-panel` : undefined}
              tabIndex={it.id === value ? 0 : -1}
              disabled={it.isDisabled}
              onClick={() => onChange(it.id)}
            >
              {it.label}
              {/* Heard as words of their own. */}
              {it.after && ' '}
              {it.after}
            </button>
          ))}
        </div>
        {end && <div className={s.end}>{end}</div>}
      </div>
      <div id={`${id}-panel`} role="tabpanel" tabIndex={0} className={s.panel} aria-labelledby={`${id}-${value}`}>
        {present?.content}
      </div>
    </div>
  )
}
