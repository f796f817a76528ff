// SPDX-License-Identifier: EUPL-1.2
import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { save } from '@/api/download'
import type { Id } from '@/api/types'
import { Button, EmptyState, Spinner } from '@/ui'
import { FileIcon } from '../FileIcon'
import { kindOf, showingOf } from '../kinds'
import { contentHref } from '../queries'
import { useTexts } from '../texts'
import { ImagePreview } from './ImagePreview'
import { AudioPreview, VideoPreview } from './MediaPreview'
import s from './previews.module.css'

const TextPreview = lazy(() => import('./TextPreview').then((it) => ({ default: it.TextPreview })))
const PdfPreview = lazy(() => import('./PdfPreview').then((it) => ({ default: it.PdfPreview })))

export interface Held {
  revision: number
  size: number
  media_type: string
}

/** What a file holds, or held, as far as a browser can show it. */
export function Preview({ project, file, name, held }: { project: Id; file: Id; name: string; held: Held }) {
  const t = useTexts()
  const [hasFailed, setFailed] = useState(false)
  const showing = hasFailed ? 'nothing' : showingOf(name, held.media_type)
  // Under its number, so that what a window has kept of it is never another version.
  const src = contentHref(file, held.revision)
  const fail = () => setFailed(true)
  switch (showing) {
    case 'image':
      return <ImagePreview src={src} name={name} onFail={fail} />
    case 'audio':
      return <AudioPreview src={src} name={name} onFail={fail} />
    case 'video':
      return <VideoPreview src={src} name={name} onFail={fail} />
    case 'pdf':
      return (
        <Suspense fallback={<Waiting />}>
          <PdfPreview src={src} name={name} onFail={fail} />
        </Suspense>
      )
    case 'nothing':
      return (
        <div className={s.centre}>
          <div className={s.nothing}>
            <FileIcon kind={kindOf(name, held.media_type)} size={56} />
            <EmptyState
              title={hasFailed ? t.file.notShown : t.file.noPreview}
              text={t.file.noPreviewText}
              actions={
                <Button icon={Download} onPress={() => save(contentHref(file, held.revision), name)}>
                  {t.menu.download}
                </Button>
              }
            />
          </div>
        </div>
      )
    default:
      return (
        <Suspense fallback={<Waiting />}>
          <TextPreview
            project={project}
            file={file}
            revision={held.revision}
            size={held.size}
            as={showing}
            name={name}
          />
        </Suspense>
      )
  }
}

const Waiting = () => (
  <div className={s.centre}>
    <Spinner />
  </div>
)
