// SPDX-License-Identifier: EUPL-1.2
import type { ReactNode } from 'react'
import { Button, ProblemLine, Spinner } from '@/ui'
import { asProblem } from '../../api/problem'
import s from './forms.module.css'
import { useTexts } from './texts'

export function Working({ words }: { words: string }) {
  return (
    <p className={s.advice} role="status">
      <Spinner />
      <span>{words}</span>
    </p>
  )
}

interface Props {
  error: unknown
  onRetry: () => void
  /** What to do when the link itself is of no more use. */
  way: ReactNode
}

/** A refused link is over; a lost connection is only late. */
export function LinkRefused({ error, onRetry, way }: Props) {
  const t = useTexts()
  const isOver = asProblem(error).status === 403
  return (
    <>
      <ProblemLine
        problem={error}
        {...(isOver
          ? {}
          : {
              action: (
                <Button size="sm" onPress={onRetry}>
                  {t.retry}
                </Button>
              ),
            })}
      />
      {isOver && <p>{way}</p>}
    </>
  )
}
