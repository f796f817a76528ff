// SPDX-License-Identifier: EUPL-1.2
// What a screen becomes when it cannot be shown: refused or absent, out of date, or broken. Each with a way on.

import { useQuery, useQueryErrorResetBoundary } from '@tanstack/react-query'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { Home, RotateCcw } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect } from 'react'
import { Button } from '@/ui'
import { whoIsHere } from '../api/here'
import { backoff } from '../api/liveMachine'
import { instanceQuery, meQuery } from '../api/me'
import { asProblem, ProblemError, sentence } from '../api/problem'
import { queryClient } from '../api/query'
import { useApiTexts } from '../api/texts'
import type { Id } from '../api/types'
import { patiently } from '../lib/patiently'
import { Loading } from './Loading'
import s from './MessagePage.module.css'
import { MessagePage, NotFound } from './NotFound'
import { useAppTexts } from './texts'

/** The script of a screen is gone from the server: a newer version was installed since this page was loaded. */
const isStale = (error: unknown): boolean =>
  navigator.onLine &&
  error instanceof TypeError &&
  /dynamically imported module|module script|preload/i.test(error.message)

/** Nobody answered, or a proxy whose server did not. */
const isAway = (status: number): boolean => [0, 502, 504].includes(status)

/** Loaded with the shell, so that it is there without a network. */
const Unsent = lazy(() => patiently(() => import('./Unsent')).then((it) => ({ default: it.Unsent })))

/** Whose texts may be shown while no server says who is there; in the frame it has said so. */
function whoseDevice(): Id | null {
  const here = whoIsHere()
  const me = queryClient.getQueryData(meQuery.queryKey)?.account.id
  return me === undefined || me === here ? here : null
}

/** Asks for the least there is, less and less often, until something answers. Gives the way to stop. */
function onceItIsBack(act: () => void): () => void {
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const ask = async () => {
    clearTimeout(timer)
    const isBack = await queryClient.fetchQuery({ ...instanceQuery, staleTime: 0, retry: false }).then(
      () => true,
      (error: unknown) => !isAway(asProblem(error).status),
    )
    if (isOver) return
    if (isBack) act()
    else wait()
  }
  const wait = () => {
    attempts += 1
    timer = setTimeout(ask, backoff(attempts, Math.random()))
  }
  wait()
  addEventListener('online', ask)
  return () => {
    isOver = true
    clearTimeout(timer)
    removeEventListener('online', ask)
  }
}

/** What there is to tell; `null` while it is not known. A script that does not come is gone, or nobody is there to give it. */
function useWhatFailed(error: unknown): unknown {
  const isScript = isStale(error)
  const asked = useQuery({ ...instanceQuery, enabled: isScript, staleTime: 0, retry: false })
  if (!isScript) return error
  if (asked.isFetching) return null
  return asked.isError && isAway(asProblem(asked.error).status) ? asked.error : error
}

export function Failure({ error: thrown, reset }: ErrorComponentProps) {
  const error = useWhatFailed(thrown)
  return error === null ? <Loading /> : <WhatFailed error={error} reset={reset} />
}

function WhatFailed({ error, reset }: { error: unknown; reset: () => void }) {
  const t = useAppTexts()
  const words = useApiTexts()
  const router = useRouter()
  const { reset: forget } = useQueryErrorResetBoundary()
  const problem = asProblem(error)
  const again = useCallback(() => {
    forget()
    reset()
    void router.invalidate()
  }, [forget, reset, router])
  // What failed for want of a network or a server is tried again when it is back, without anyone having to ask.
  const hasNobody = isAway(problem.status)
  useEffect(() => (hasNobody ? onceItIsBack(again) : undefined), [again, hasNobody])

  if (error instanceof ProblemError && problem.status === 404) return <NotFound requestId={problem.request_id} />
  if (isStale(error)) {
    return (
      <MessagePage title={t.failed.title} text={t.failed.updated}>
        <div className={s.actions}>
          <Button variant="primary" icon={RotateCcw} onPress={() => location.reload()}>
            {t.failed.reload}
          </Button>
        </div>
      </MessagePage>
    )
  }
  // A server that has no room for a request is as good as away for whoever wonders where their texts are.
  const here = hasNobody || problem.status === 503 ? whoseDevice() : null
  return (
    <MessagePage title={t.failed.title} text={error instanceof ProblemError ? sentence(problem, words) : t.failed.text}>
      <div className={s.actions}>
        <Button variant="primary" icon={RotateCcw} onPress={again}>
          {t.failed.retry}
        </Button>
        <Button icon={Home} href="/">
          {t.refused.home}
        </Button>
      </div>
      {problem.request_id && (
        <p className={s.code}>
          {t.refused.code(problem.status)}
          {' · '}
          {t.refused.reference} <span className={s.reference}>{problem.request_id}</span>
        </p>
      )}
      {here !== null && (
        <Suspense fallback={null}>
          <Unsent account={here} />
        </Suspense>
      )}
    </MessagePage>
  )
}
