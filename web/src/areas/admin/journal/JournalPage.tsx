// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, Download } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useMe } from '@/api/me'
import type { JournalEntry } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat, useTimeZone } from '@/lib/format'
import { useAddress } from '@/lib/useAddress'
import { useSettled } from '@/lib/useSettled'
import { Button, DateField, IconButton, LinkButton, LoadMore, SearchField, Select, VisuallyHidden } from '@/ui'
import css from '../admin.module.css'
import { Empty } from '../Empty'
import { BranchNotice, Gate } from '../Gate'
import { Page } from '../Page'
import { PersonField } from '../PersonField'
import { account as accountQuery, journal, journalExportHref } from '../queries'
import { Scroller } from '../Scroller'
import { useTexts } from '../texts'
import { Waiting } from '../Waiting'
import { actOf, detailsOf, KINDS } from './acts'
import { isJournalFiltered, type JournalSearch, journalFiltersOf, readJournalSearch } from './filters'
import { IntegrityLine } from './Integrity'

export function JournalPage() {
  const t = useTexts().journal
  const zone = useTimeZone()
  const [search, change] = useAddress(readJournalSearch)
  return (
    <Gate>
      <Page
        title={t.title}
        layout="table"
        actions={
          <LinkButton icon={Download} href={journalExportHref(journalFiltersOf(search, zone))} download="">
            {t.export}
          </LinkButton>
        }
      >
        <BranchNotice />
        <p className={css.lead}>{t.lead}</p>
        <Integrity />
        <Filters search={search} change={change} />
        <Lines search={search} clear={() => change(CLEARED)} />
      </Page>
    </Gate>
  )
}

const CLEARED: JournalSearch = { q: undefined, nature: undefined, compte: undefined, du: undefined, au: undefined }

/** The chain covers the whole installation: only its administrators may ask. */
function Integrity() {
  const me = useMe()
  return me.is_instance_admin ? <IntegrityLine /> : null
}

function Filters({ search, change }: { search: JournalSearch; change: (patch: JournalSearch) => void }) {
  const t = useTexts().journal
  const [q, setQ] = useSettled(search.q ?? '', (q) => change({ q }))
  // The address holds an id; the field shows a person.
  const chosen = useQuery({ ...accountQuery(search.compte ?? ''), enabled: search.compte !== undefined })
  return (
    <div className={css.filters}>
      <div className={css.search}>
        <SearchField
          label={t.search}
          placeholder={t.searchPlaceholder}
          isLabelHidden={false}
          value={q}
          onChange={setQ}
        />
      </div>
      <div className={css.filter}>
        <Select
          label={t.kind}
          size="sm"
          value={search.nature ?? ''}
          onChange={(nature) => change({ nature: nature === '' ? undefined : nature })}
          options={[{ id: '', label: t.allKinds }, ...KINDS.map((id) => ({ id, label: t.kindGroups[id] ?? id }))]}
        />
      </div>
      <div className={css.filter}>
        <PersonField
          label={t.account}
          value={search.compte === undefined ? null : (chosen.data?.person ?? null)}
          onChange={(person) => change({ compte: person?.id })}
          size="sm"
        />
      </div>
      <div className={css.filter}>
        <DateField
          label={t.from}
          size="sm"
          value={search.du ?? null}
          onChange={(du) => change({ du: du ?? undefined })}
        />
      </div>
      <div className={css.filter}>
        <DateField
          label={t.to}
          size="sm"
          value={search.au ?? null}
          onChange={(au) => change({ au: au ?? undefined })}
        />
      </div>
      {isJournalFiltered(search) && (
        <Button variant="ghost" onPress={() => change(CLEARED)}>
          {t.clear}
        </Button>
      )}
    </div>
  )
}

function Lines({ search, clear }: { search: JournalSearch; clear: () => void }) {
  const t = useTexts().journal
  const zone = useTimeZone()
  const query = useInfiniteQuery(journal(journalFiltersOf(search, zone)))
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  if (!query.data) return <Waiting query={query} />
  const items = query.data.pages.flatMap((it) => it.items)
  if (items.length === 0)
    return isJournalFiltered(search) ? (
      <Empty isSearch title={t.noneTitle} text={t.noneText} actions={<Button onPress={clear}>{t.clear}</Button>} />
    ) : (
      <Empty title={t.emptyTitle} text={t.emptyText} />
    )

  const toggle = (seq: number) =>
    setOpen((before) => {
      const after = new Set(before)
      if (!after.delete(seq)) after.add(seq)
      return after
    })
  return (
    <>
      <Scroller label={t.caption}>
        <table className={cx(css.plain, css.journal)} aria-label={t.caption}>
          <thead>
            <tr>
              <th scope="col" className={css.foldCell}>
                <VisuallyHidden>{t.details}</VisuallyHidden>
              </th>
              <th scope="col">{t.columns.when}</th>
              <th scope="col">{t.columns.what}</th>
              <th scope="col">{t.columns.who}</th>
              <th scope="col">{t.columns.address}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((entry) => (
              <Line key={entry.seq} entry={entry} isOpen={open.has(entry.seq)} toggle={() => toggle(entry.seq)} />
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

function Line({ entry, isOpen, toggle }: { entry: JournalEntry; isOpen: boolean; toggle: () => void }) {
  const all = useTexts()
  const t = all.journal
  const format = useFormat()
  const details = detailsOf(entry, t)
  return (
    <Fragment>
      <tr className={css.entry}>
        <td className={css.foldCell}>
          <IconButton
            size="sm"
            icon={isOpen ? ChevronDown : ChevronRight}
            label={isOpen ? t.hide(entry.seq) : t.show(entry.seq)}
            aria-expanded={isOpen}
            aria-controls={`journal-${entry.seq}`}
            onPress={toggle}
          />
        </td>
        <td className={css.when}>
          <time dateTime={entry.at} title={format.fullDateTime(entry.at)}>
            {format.dateTime(entry.at)}
          </time>
        </td>
        <th scope="row" className={css.act}>
          {actOf(entry, t)}
        </th>
        <td>{entry.actor?.name ?? t.system}</td>
        <td className={css.address}>{entry.address ?? ''}</td>
      </tr>
      <tr id={`journal-${entry.seq}`} className={css.entryMore} hidden={!isOpen}>
        <td />
        <td colSpan={4}>
          {isOpen && (
            <dl className={css.details}>
              {details.map(([term, value]) => (
                <Fragment key={term}>
                  <dt>{term}</dt>
                  <dd>{value}</dd>
                </Fragment>
              ))}
              <dt>{t.seq}</dt>
              <dd>{format.number(entry.seq)}</dd>
            </dl>
          )}
        </td>
      </tr>
    </Fragment>
  )
}
