// SPDX-License-Identifier: EUPL-1.2

import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react'
import { type ReactNode, type Ref, useEffect, useRef } from 'react'
import { asProblem, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { cx } from '@/lib/cx'
import { drawIcon, type IconLike } from './Icon'
import s from './messages.module.css'

export type MessageTone = 'info' | 'success' | 'warning' | 'danger'

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleX }

export interface BannerProps {
  tone?: MessageTone
  title?: ReactNode
  children?: ReactNode
  /** A button or a link, at the end. */
  action?: ReactNode
  icon?: IconLike
  /** Interrupts a screen reader: only for an error that stops the person. */
  isUrgent?: boolean
  ref?: Ref<HTMLDivElement>
}

/** A state of the page that lasts: offline, quota, an update that is ready. Heard when it appears. */
export function Banner({ tone = 'info', title, children, action, icon, isUrgent, ref }: BannerProps) {
  return (
    <div ref={ref} className={cx(s.banner, s[tone])} role={isUrgent ? 'alert' : 'status'}>
      {drawIcon(icon ?? ICONS[tone], 18)}
      <div className={s.text}>
        {title && <b>{title}</b>}
        {title && children && ' '}
        {children}
      </div>
      {action && <div className={s.action}>{action}</div>}
    </div>
  )
}

/** An explanation that was there from the start: it is read in its place, not announced. */
export function Notice(props: Omit<BannerProps, 'isUrgent' | 'ref'> & { id?: string }) {
  const { tone = 'info', title, children, action, icon, id } = props
  return (
    <div id={id} className={cx(s.banner, s[tone])} role="note">
      {drawIcon(icon ?? ICONS[tone], 18)}
      <div className={s.text}>
        {title && <b>{title}</b>}
        {title && children && ' '}
        {children}
      </div>
      {action && <div className={s.action}>{action}</div>}
    </div>
  )
}

export interface ProblemLineProps {
  /** What was thrown, whatever it is. Nothing is drawn without it. */
  problem: unknown
  /** Before the sentence: « Le projet n’a pas été créé. » */
  title?: string
  /** « Réessayer » */
  action?: ReactNode
}

/** Why something failed, in a sentence, with the reference to quote. */
export function ProblemLine({ problem, title, action }: ProblemLineProps) {
  const t = useApiTexts()
  const line = useRef<HTMLDivElement>(null)
  // At the end of a long form it would be heard and not seen.
  useEffect(() => {
    if (problem) line.current?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  if (!problem) return null
  const known = asProblem(problem)
  return (
    <Banner ref={line} tone="danger" isUrgent title={title} action={action}>
      {sentence(known, t)}
      {known.request_id && known.status >= 500 && <span className={s.reference}>{t.reference(known.request_id)}</span>}
    </Banner>
  )
}
