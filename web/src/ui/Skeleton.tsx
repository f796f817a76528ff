// SPDX-License-Identifier: EUPL-1.2

import { type ReactNode, useEffect, useState } from 'react'
import { cx } from '@/lib/cx'
import s from './Skeleton.module.css'
import { useUiTexts } from './texts'
import { VisuallyHidden } from './VisuallyHidden'

/** Shorter waits are not shown: a flash of grey is slower to the eye than nothing. */
const SHOW_AFTER_MS = 300

export interface SkeletonProps {
  /** What is loading: « Chargement des membres ». */
  label?: string
  /** Shapes of what comes; lines by default. */
  children?: ReactNode
  lines?: number
}

/** Holds the place of what is loading, from 300 ms on. Announced once. */
export function Skeleton({ label, children, lines = 3 }: SkeletonProps) {
  const t = useUiTexts()
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={s.region} role="status" aria-busy="true">
      {isShown && (
        <>
          <VisuallyHidden>{label ?? t.loading}</VisuallyHidden>
          {children ?? <SkeletonText lines={lines} />}
        </>
      )}
    </div>
  )
}

const WIDTHS = ['w90', 'w75', 'w85', 'w60', 'w80'] as const

export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <div className={s.text}>
      {places(lines).map((place) => (
        <span key={place} className={cx(s.line, s[WIDTHS[place % WIDTHS.length] ?? 'w90'])} />
      ))}
    </div>
  )
}

export function SkeletonCircle({ size = 36 }: { size?: 20 | 24 | 28 | 32 | 36 | 40 | 64 }) {
  return <span className={cx(s.line, s.circle, s[`c${size}`])} />
}

/** Rows of a list of people, files, projects. */
export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  return (
    <div className={s.rows}>
      {places(rows).map((place) => (
        <div key={place} className={s.row}>
          <SkeletonCircle size={32} />
          <SkeletonText lines={2} />
        </div>
      ))}
    </div>
  )
}

/** A whole list that is loading. */
export function SkeletonList({ label, rows }: { label?: string; rows?: number }) {
  return (
    <Skeleton {...(label === undefined ? {} : { label })}>
      <SkeletonRows {...(rows === undefined ? {} : { rows })} />
    </Skeleton>
  )
}

export function SkeletonCard() {
  return (
    <div className={s.card}>
      <SkeletonText lines={3} />
    </div>
  )
}

const places = (n: number) => Array.from({ length: n }, (_, place) => place)
