// SPDX-License-Identifier: EUPL-1.2
// Leaving, by one's own will or because the session has ended.

import { toast } from '@/ui'
import { api } from '../api/client'
import { forgetHere } from '../api/here'
import { stopLive } from '../api/live'
import { asProblem, sentence } from '../api/problem'
import { queryClient } from '../api/query'
import { useApiTexts } from '../api/texts'
import { safeReturn } from '../areas/accounts'

type Go = (to: string) => void
let go: Go = (to) => location.assign(to)

/** The router's way to another page; set by `main.tsx`, because the router itself needs this file. */
export function setGo(next: Go): void {
  go = next
}

let isLeaving = false

/** Forgets everything that was read, then shows the sign-in page. Several refusals at once leave once. */
export function leave(why: 'ended' | 'signed-out'): void {
  forgetHere()
  if (isLeaving || location.pathname === '/connexion') return
  isLeaving = true
  stopLive()
  const path = safeReturn(location.pathname + location.search + location.hash)
  const retour = why === 'ended' && path !== '/' ? `?retour=${encodeURIComponent(path)}` : ''
  go(`/connexion${retour}`)
  // After the screens have gone, so that none of them asks again for what was forgotten.
  queueMicrotask(() => {
    queryClient.clear()
    isLeaving = false
  })
}

/** Ends the session on the server first: a device that is not ours must not stay signed in behind a pretty page. */
export async function signOut(): Promise<void> {
  try {
    await api.DELETE('/session', {})
  } catch (error) {
    const problem = asProblem(error)
    if (problem.status !== 401) {
      // Still signed in, and told so.
      toast({ text: sentence(problem, useApiTexts.current()), tone: 'danger' })
      return
    }
  }
  leave('signed-out')
}
