// SPDX-License-Identifier: EUPL-1.2

import { ChevronRight, SearchX } from 'lucide-react'
import { createElement, type ReactNode, type Ref, useId } from 'react'
import { asProblem, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { cx } from '@/lib/cx'
import { Link } from './Button'
import { drawIcon, type IconLike } from './Icon'
import s from './layout.module.css'
import { useUiTexts } from './texts'

export interface CardProps {
  children: ReactNode
  title?: ReactNode
  /** At the right of the title. */
  actions?: ReactNode
  headingLevel?: 2 | 3 | 4
  /** The content goes to the edges: lists, tables. */
  isFlush?: boolean
  id?: string
}

/** A part of the page that stands by itself. Named by its title when it has one. */
export function Card({ children, title, actions, headingLevel = 2, isFlush, id }: CardProps) {
  const heading = useId()
  const body = <div className={cx(!isFlush && s.cardBody, !title && !isFlush && s.alone)}>{children}</div>
  if (title === undefined) {
    return (
      <div className={s.card} id={id}>
        {body}
      </div>
    )
  }
  return (
    <section className={s.card} id={id} aria-labelledby={heading}>
      <header className={s.cardHead}>
        {createElement(`h${headingLevel}`, { id: heading, className: s.cardTitle }, title)}
        {actions && <div className={s.end}>{actions}</div>}
      </header>
      {body}
    </section>
  )
}

export interface SectionProps {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
  headingLevel?: 2 | 3 | 4
  id?: string
}

/** A titled part of a page, separated by space rather than a box. */
export function Section({ title, description, actions, children, headingLevel = 2, id }: SectionProps) {
  const heading = useId()
  return (
    <section className={s.section} id={id} aria-labelledby={heading}>
      <header className={s.sectionHead}>
        <div className={s.grow}>
          {createElement(`h${headingLevel}`, { id: heading, className: s.sectionTitle }, title)}
          {description && <p className={s.description}>{description}</p>}
        </div>
        {actions && <div className={s.end}>{actions}</div>}
      </header>
      {children}
    </section>
  )
}

export interface PageHeaderProps {
  title: ReactNode
  /** Beside the title: a project's icon. */
  icon?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  breadcrumbs?: ReactNode
  ref?: Ref<HTMLHeadingElement>
}

/** The one `h1` of a page. It can receive the focus after navigation. */
export function PageHeader({ title, icon, description, actions, breadcrumbs, ref }: PageHeaderProps) {
  return (
    <header className={s.pageHead}>
      {breadcrumbs}
      <div className={s.pageLine}>
        {icon}
        <div className={s.grow}>
          <h1 className={s.pageTitle} tabIndex={-1} ref={ref}>
            {title}
          </h1>
          {description && <p className={s.description}>{description}</p>}
        </div>
        {actions && <div className={s.end}>{actions}</div>}
      </div>
    </header>
  )
}

export interface ScreenHeaderProps {
  title: ReactNode
  /** The page has its `h1` elsewhere: a greeting. On a telephone it stands alone. */
  isPlain?: boolean
  /** Beside the title: a count. */
  summary?: ReactNode
  actions?: ReactNode
}

/** The line at the top of a screen: where one is, and what can be done. Stays while the content scrolls under it. */
export function ScreenHeader({ title, isPlain, summary, actions }: ScreenHeaderProps) {
  return (
    <header className={cx(s.screenHead, isPlain && s.wideOnly)}>
      {isPlain ? (
        <p className={s.screenTitle}>{title}</p>
      ) : (
        <h1 className={s.screenTitle} tabIndex={-1}>
          {title}
        </h1>
      )}
      {summary && <div className={s.screenSummary}>{summary}</div>}
      {actions && <div className={s.end}>{actions}</div>}
    </header>
  )
}

export interface ToolbarProps {
  label: string
  children: ReactNode
  /** Pushed to the right edge. */
  end?: ReactNode
}

/** Filters and actions over a list. */
export function Toolbar({ label, children, end }: ToolbarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays out like a form, and this is not one.
    <div role="group" aria-label={label} className={s.toolbar}>
      {children}
      {end && <div className={s.end}>{end}</div>}
    </div>
  )
}

export interface DefinitionListProps {
  items: readonly ({ term: string; description: ReactNode } | null | false)[]
  /** Terms above rather than beside: in a narrow panel. */
  isStacked?: boolean
}

export function DefinitionList({ items, isStacked }: DefinitionListProps) {
  return (
    <dl className={cx(s.definitions, isStacked && s.stacked)}>
      {items.map(
        (it) =>
          it && (
            <div key={it.term} className={s.definition}>
              <dt>{it.term}</dt>
              <dd>{it.description}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

export interface BreadcrumbsProps {
  /** From the top; the last is where one is. */
  items: readonly { label: string; href?: string }[]
  label?: string
}

export function Breadcrumbs({ items, label }: BreadcrumbsProps) {
  const t = useUiTexts()
  return (
    <nav aria-label={label ?? t.breadcrumbs}>
      <ol className={s.crumbs}>
        {items.map((it, index) => {
          const isLast = index === items.length - 1
          return (
            <li key={`${it.href ?? ''}${it.label}`} className={s.crumb}>
              {it.href && !isLast ? (
                <Link href={it.href} isQuiet>
                  {it.label}
                </Link>
              ) : (
                <span aria-current={isLast ? 'page' : undefined} className={cx(isLast && s.here)}>
                  {it.label}
                </span>
              )}
              {!isLast && <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" />}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

export interface EmptyStateProps {
  title: string
  text?: ReactNode
  /** `sheets`: nothing yet (the drawing). `search`: no result. Or an icon, in small places. */
  illustration?: 'sheets' | 'search' | IconLike
  /** What was thrown: says why in place of `text`, and is heard. Offer to try again in `actions`. */
  problem?: unknown
  /** Up to four next steps. */
  actions?: ReactNode
  headingLevel?: 1 | 2 | 3
  size?: 'md' | 'sm'
}

/** « Rien encore » says what to do next; « aucun résultat » offers to clear the filters. */
export function EmptyState(props: EmptyStateProps) {
  const { title, text, illustration, problem, actions, headingLevel = 2, size = 'md' } = props
  const api = useApiTexts()
  const why = problem ? sentence(asProblem(problem), api) : text
  return (
    <div className={cx(s.empty, size === 'sm' && s.emptySmall)}>
      {illustration === 'sheets' ? (
        <ThreeSheets />
      ) : (
        illustration && (
          <span className={s.emptyIcon}>{drawIcon(illustration === 'search' ? SearchX : illustration, 22)}</span>
        )
      )}
      {createElement(`h${headingLevel}`, { className: s.emptyTitle }, title)}
      {why && (
        <p className={s.emptyText} role={problem ? 'alert' : undefined}>
          {why}
        </p>
      )}
      {actions && <div className={s.emptyActions}>{actions}</div>}
    </div>
  )
}

/** Three sheets, one soft, one to come, one solid, and the point where people meet: something is not there. */
export function ThreeSheets() {
  return (
    <svg className={s.sheets} width="168" height="76" viewBox="0 0 168 76" aria-hidden="true">
      <rect className={s.soft} x="2" y="14" width="48" height="60" rx="9" />
      <rect className={s.toCome} x="60" y="14" width="48" height="60" rx="9" />
      <rect className={s.solid} x="118" y="14" width="48" height="60" rx="9" />
      <path className={s.softLines} d="M12 32h26M12 42h18" />
      <path className={s.solidLines} d="M129 32h26M129 42h18" />
      <circle className={s.point} cx="108" cy="14" r="6" />
    </svg>
  )
}

/** The same three sheets, which now overlap, the last one ticked: all is ready to begin. */
export function SheetsReady() {
  return (
    <svg className={s.sheets} width="132" height="96" viewBox="0 0 132 96" aria-hidden="true">
      <rect className={s.soft} x="8" y="22" width="52" height="66" rx="8" />
      <rect className={s.outlined} x="40" y="8" width="52" height="66" rx="8" />
      <rect className={s.solid} x="72" y="22" width="52" height="66" rx="8" />
      <path className={s.lines} d="M48 20h18M48 29h14M48 38h16" />
      <path className={s.tick} d="M88 56l7 7 14-15" />
      <circle className={s.point} cx="120" cy="22" r="6" />
    </svg>
  )
}
