// SPDX-License-Identifier: EUPL-1.2
// The tab « Documents » of a project: a folder, or the page of a file.

import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { FileQuestion } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { isNotFound } from '@/api/problem'
import { Button, EmptyState, LinkButton, SkeletonList } from '@/ui'
import { type Place, topHref, trashHref } from './addresses'
import s from './Documents.module.css'
import { FolderView } from './FolderView'
import { pageOf } from './pages'
import { useTexts } from './texts'

const FilePage = lazy(() => import('./file/FilePage').then((it) => ({ default: it.FilePage })))

export function Documents({ project }: { project: Place }) {
  const t = useTexts()
  const id = useParams({ strict: false, select: (it) => (it as { entry?: string }).entry })
  const query = useQuery(pageOf(project.id, id))
  const page = query.data
  // Gone while it was open, or of another project than the address says.
  const isAbsent =
    (query.isError && isNotFound(query.error)) || (page !== undefined && page.entry.project !== project.id)
  if (isAbsent) return <Absent project={project} />
  if (page?.entry.kind === 'folder') return <FolderView key={page.entry.id} project={project} page={page} />
  if (page)
    return (
      <Suspense fallback={<SkeletonList label={t.loading} rows={6} />}>
        <FilePage key={page.entry.id} project={project} page={page} />
      </Suspense>
    )
  return (
    <div className={s.page}>
      <title>{`${t.title} – ${project.name} – Plano`}</title>
      {query.isError ? (
        <EmptyState
          headingLevel={1}
          title={t.notLoaded}
          problem={query.error}
          actions={<Button onPress={() => void query.refetch()}>{t.retry}</Button>}
        />
      ) : (
        <SkeletonList label={t.loading} rows={6} />
      )}
    </div>
  )
}

function Absent({ project }: { project: Place }) {
  const t = useTexts()
  return (
    <div className={s.page}>
      <title>{t.titleIn(t.absent, project.name)}</title>
      <EmptyState
        headingLevel={1}
        illustration={FileQuestion}
        title={t.absent}
        text={t.absentText}
        actions={
          <>
            <LinkButton href={topHref(project.id)}>{t.toDocuments}</LinkButton>
            <LinkButton variant="ghost" href={trashHref(project.id)}>
              {t.toTrash}
            </LinkButton>
          </>
        }
      />
    </div>
  )
}
