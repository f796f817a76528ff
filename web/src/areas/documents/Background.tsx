// SPDX-License-Identifier: EUPL-1.2
// What goes on wherever one is: files on their way.

import { lazy, Suspense, useEffect } from 'react'
import { onReturn, useConnection } from '@/api/live'
import { useMe } from '@/api/me'
import { patiently } from '@/lib/patiently'
import { isUnderWay } from './upload/queue'
import { uploadsOf, useUploadItems } from './upload/uploads'

const UploadPanel = lazy(() =>
  patiently(() => import('./upload/UploadPanel')).then((it) => ({ default: it.UploadPanel })),
)

export function Background() {
  const { account } = useMe()
  const uploads = uploadsOf(account.id)
  const items = useUploadItems(uploads)
  const isBusy = items.some(isUnderWay)

  // The line is back: nobody waits for the next attempt.
  const { phase } = useConnection()
  useEffect(() => {
    if (phase === 'live') uploads.goOn()
  }, [phase, uploads])
  useEffect(() => onReturn(() => uploads.goOn()), [uploads])
  useEffect(() => {
    const online = () => uploads.goOn()
    addEventListener('online', online)
    return () => removeEventListener('online', online)
  }, [uploads])

  useEffect(() => {
    if (!isBusy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isBusy])

  // Let go beside where files are taken, one would have the browser leave the page for it.
  useEffect(() => {
    const keep = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'none'
    }
    addEventListener('dragover', keep)
    addEventListener('drop', keep)
    return () => {
      removeEventListener('dragover', keep)
      removeEventListener('drop', keep)
    }
  }, [])

  // Signed out: nothing leaves in the name of who was here.
  useEffect(() => () => uploads.stop(), [uploads])

  if (items.length === 0) return null
  return (
    <Suspense fallback={null}>
      <UploadPanel uploads={uploads} />
    </Suspense>
  )
}
