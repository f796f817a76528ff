// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { AccessRequest, Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { oneOf, text, useAddress } from '@/lib/useAddress'
import { announce, Badge, Button, Counter, Link, LoadMore, Select, Tabs } from '@/ui'
import css from '../admin.module.css'
import { Empty } from '../Empty'
import { BranchNotice, Gate } from '../Gate'
import { useOrganisationOptions } from '../OrganisationField'
import { Page } from '../Page'
import { accessRequests, type RequestStatus, waitingRequests } from '../queries'
import { useTexts } from '../texts'
import { Waiting } from '../Waiting'
import { ApproveDialog, RefuseDialog } from './Answer'

const STATUSES: readonly RequestStatus[] = ['waiting', 'approved', 'refused']
const NAMES = { attente: 'waiting', acceptees: 'approved', refusees: 'refused' } as const
type StatusName = keyof typeof NAMES
const nameOf = (status: RequestStatus) =>
  (Object.keys(NAMES) as StatusName[]).find((it) => NAMES[it] === status) as StatusName

interface RequestSearch {
  etat?: StatusName | undefined
  structure?: Id | undefined
}

const readSearch = (search: Record<string, unknown>): RequestSearch => ({
  etat: oneOf(Object.keys(NAMES) as StatusName[], search.etat),
  structure: text(search.structure),
})

export function RequestsPage() {
  const t = useTexts().requests
  return (
    <Gate>
      <Page title={t.title}>
        <BranchNotice />
        <Requests />
      </Page>
    </Gate>
  )
}

function Requests() {
  const t = useTexts().requests
  const [search, change] = useAddress(readSearch)
  const status = NAMES[search.etat ?? 'attente']
  const waiting = useQuery(waitingRequests).data?.waiting ?? 0
  const options = useOrganisationOptions()
  useAnnounceArrivals(waiting)

  return (
    <>
      <p className={css.lead}>{t.lead}</p>
      <Tabs
        label={t.tabsLabel}
        value={status}
        onChange={(next) => change({ etat: nameOf(next) }, { isStep: true })}
        tabs={STATUSES.map((it) => ({
          id: it,
          label: t.tabs[it],
          after: it === 'waiting' && waiting > 0 && (
            <Counter count={waiting} tone="mention" label={t.arrived(waiting)} />
          ),
          content: (
            <>
              {options.length > 1 && (
                <div className={css.filters}>
                  <div className={css.filter}>
                    <Select
                      label={t.organisation}
                      size="sm"
                      value={search.structure ?? ''}
                      onChange={(structure) => change({ structure: structure === '' ? undefined : structure })}
                      options={[{ id: '', label: t.allOrganisations }, ...options]}
                    />
                  </div>
                </div>
              )}
              <RequestList status={it} organisation={search.structure} />
            </>
          ),
        }))}
        isManual
      />
    </>
  )
}

function RequestList({ status, organisation }: { status: RequestStatus; organisation: Id | undefined }) {
  const t = useTexts()
  const query = useInfiniteQuery(accessRequests(status, organisation))
  const [answering, setAnswering] = useState<{ request: AccessRequest; to: 'approve' | 'refuse' } | null>(null)
  if (!query.data) return <Waiting query={query} />
  const items = query.data.pages.flatMap((it) => it.items)
  const words = t.requests.empty[status]

  return (
    <>
      {items.length === 0 ? (
        <Empty title={words.title} text={words.text} />
      ) : (
        <ul className={css.cards} aria-label={t.requests.tabs[status]}>
          {items.map((it) => (
            <RequestCard key={it.id} request={it} answer={(to) => setAnswering({ request: it, to })} />
          ))}
        </ul>
      )}
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
      {answering?.to === 'approve' && <ApproveDialog request={answering.request} onClose={() => setAnswering(null)} />}
      {answering?.to === 'refuse' && <RefuseDialog request={answering.request} onClose={() => setAnswering(null)} />}
    </>
  )
}

function RequestCard({ request, answer }: { request: AccessRequest; answer: (to: 'approve' | 'refuse') => void }) {
  const t = useTexts().requests
  const format = useFormat()
  const name = `${request.given_name} ${request.family_name}`
  return (
    <li className={css.card}>
      <article className={css.request} aria-labelledby={`${request.id}-name`}>
        <div className={css.requestWho}>
          <h2 id={`${request.id}-name`} className={css.requestName}>
            {name}
          </h2>
          <p className={css.quiet}>{request.email}</p>
        </div>
        <p className={css.requestWhere}>
          <Badge tone="neutral">{request.organisation.name}</Badge>
          {request.unit !== null && <span>{t.unit(request.unit)}</span>}
          <time className={css.quiet} dateTime={request.asked_at} title={format.fullDateTime(request.asked_at)}>
            {t.asked(format.dateTime(request.asked_at))}
          </time>
        </p>
        <blockquote className={css.quote}>{request.reason}</blockquote>
        {request.status === 'waiting' ? (
          <div className={css.requestActions}>
            <Button icon={Check} variant="soft" aria-label={t.approveOf(name)} onPress={() => answer('approve')}>
              {t.approve}
            </Button>
            <Button icon={X} variant="ghost" aria-label={t.refuseOf(name)} onPress={() => answer('refuse')}>
              {t.refuse}
            </Button>
          </div>
        ) : (
          <Answered request={request} />
        )}
      </article>
    </li>
  )
}

function Answered({ request }: { request: AccessRequest }) {
  const t = useTexts().requests
  const format = useFormat()
  const when = request.answered_at === null ? '' : format.dateTime(request.answered_at)
  return (
    <div className={css.answered}>
      <p className={css.quiet}>
        {request.answered_by === null ? t.answeredUnknown(when) : t.answered(request.answered_by.name, when)}
      </p>
      {request.answer_reason !== null && (
        <p>
          <b>{t.answerReason}</b> {request.answer_reason}
        </p>
      )}
      {request.account !== null && (
        <Link href={`/administration/comptes?compte=${encodeURIComponent(request.account)}`}>{t.seeAccount}</Link>
      )}
    </div>
  )
}

/** Says that requests arrived while the page is open; never at the first drawing, never for one's own answers. */
function useAnnounceArrivals(waiting: number) {
  const t = useTexts().requests
  const before = useRef<number | null>(null)
  useEffect(() => {
    if (before.current !== null && waiting > before.current) announce(t.arrived(waiting))
    before.current = waiting
  }, [waiting, t])
}
