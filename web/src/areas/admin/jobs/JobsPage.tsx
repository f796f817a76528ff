// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery } from '@tanstack/react-query'
import { RotateCcw, Trash2 } from 'lucide-react'
import type { Job } from '@/api/types'
import { useFormat } from '@/lib/format'
import { oneOf, useAddress } from '@/lib/useAddress'
import { Badge, Button, confirm, IconButton, LoadMore, ProblemLine, Tabs, toast } from '@/ui'
import css from '../admin.module.css'
import { Empty } from '../Empty'
import { Gate } from '../Gate'
import { Page } from '../Page'
import { type JobStatus, jobs, useDeleteJob, useRetryJob } from '../queries'
import { Scroller } from '../Scroller'
import { useTexts } from '../texts'
import { Waiting } from '../Waiting'

const STATES = { echecs: 'dead', attente: 'waiting' } as const
type StateName = keyof typeof STATES

const readSearch = (search: Record<string, unknown>): { etat?: StateName | undefined } => ({
  etat: oneOf(Object.keys(STATES) as StateName[], search.etat),
})

export function JobsPage() {
  const t = useTexts().jobs
  return (
    <Gate isInstanceOnly>
      <Page title={t.title}>
        <Jobs />
      </Page>
    </Gate>
  )
}

function Jobs() {
  const t = useTexts().jobs
  const [search, change] = useAddress(readSearch)
  const name = search.etat ?? 'echecs'
  return (
    <>
      <p className={css.lead}>{t.lead}</p>
      <Tabs
        label={t.tabsLabel}
        value={name}
        onChange={(etat) => change({ etat }, { isStep: true })}
        tabs={(Object.keys(STATES) as StateName[]).map((it) => ({
          id: it,
          label: t.tabs[STATES[it]],
          content: <JobList status={STATES[it]} />,
        }))}
        isManual
      />
    </>
  )
}

function JobList({ status }: { status: JobStatus }) {
  const all = useTexts()
  const t = all.jobs
  const format = useFormat()
  const query = useInfiniteQuery(jobs(status))
  const retry = useRetryJob()
  const remove = useDeleteJob()
  if (!query.data) return <Waiting query={query} rows={4} />
  const items = query.data.pages.flatMap((it) => it.items)
  if (items.length === 0) return <Empty title={t.empty[status].title} text={t.empty[status].text} />

  const kindOf = (job: Job) => t.kinds[job.kind] ?? job.kind
  const askToDelete = async (job: Job) => {
    const isSure = await confirm({
      title: t.deleteTitle,
      body: t.deleteBody,
      confirmLabel: t.deleteConfirm,
      keepLabel: all.keep,
      isDanger: true,
    })
    if (isSure) remove.mutate(job.id, { onSuccess: () => toast({ text: t.deleted }) })
  }

  return (
    <>
      <ProblemLine problem={retry.error ?? remove.error} />
      <Scroller label={t.captions[status]}>
        <table className={css.plain} aria-label={t.captions[status]}>
          <thead>
            <tr>
              <th scope="col">{t.columns.kind}</th>
              <th scope="col">{status === 'dead' ? t.columns.since : t.columns.next}</th>
              <th scope="col">{t.columns.attempts}</th>
              <th scope="col">{t.columns.error}</th>
              {status === 'dead' && <th scope="col">{t.columns.actions}</th>}
            </tr>
          </thead>
          <tbody>
            {items.map((job) => (
              <tr key={job.id}>
                <th scope="row">
                  {kindOf(job)} {job.status === 'running' && <Badge tone="info">{t.running}</Badge>}
                </th>
                <td className={css.when}>{format.dateTime(status === 'dead' ? job.created_at : job.run_at)}</td>
                <td>{t.attempts(job.attempts)}</td>
                <td className={css.mono}>{job.last_error ?? t.noError}</td>
                {status === 'dead' && (
                  <td>
                    <div className={css.rowActions}>
                      <Button
                        size="sm"
                        icon={RotateCcw}
                        aria-label={t.retryOf(kindOf(job))}
                        isBusy={retry.isPending && retry.variables === job.id}
                        onPress={() =>
                          retry.mutate(job.id, { onSuccess: () => toast({ text: t.retried, tone: 'success' }) })
                        }
                      >
                        {t.retry}
                      </Button>
                      <IconButton
                        size="sm"
                        icon={Trash2}
                        label={t.deleteOf(kindOf(job))}
                        onPress={() => void askToDelete(job)}
                      />
                    </div>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  )
}
