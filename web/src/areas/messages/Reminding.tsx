// SPDX-License-Identifier: EUPL-1.2
// When to be reminded of a message: the dialog that its menu opens, loaded with its first opening.

import { lazy, Suspense } from 'react'
import { useTexts } from './texts'
import type { useActs } from './useActs'

const WhenDialog = lazy(() => import('./WhenDialog').then((it) => ({ default: it.WhenDialog })))

export function Reminding({ choosing }: { choosing: ReturnType<typeof useActs>['choosing'] }) {
  const t = useTexts()
  if (!choosing) return null
  return (
    <Suspense fallback={null}>
      <WhenDialog
        title={t.later.remind}
        submit={t.later.remindSubmit}
        initial={choosing.initial}
        isBusy={choosing.isBusy}
        problem={choosing.problem}
        onClose={choosing.close}
        onChoose={choosing.choose}
      />
    </Suspense>
  )
}
