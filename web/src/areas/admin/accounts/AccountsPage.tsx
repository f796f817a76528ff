// SPDX-License-Identifier: EUPL-1.2
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Download, Ellipsis, FileUp, Inbox, UserPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AdminAccount, Id } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { type ChangeAddress, oneOf, useAddress } from '@/lib/useAddress'
import { useSettled } from '@/lib/useSettled'
import {
  Avatar,
  announce,
  Badge,
  Banner,
  Button,
  type Column,
  IconButton,
  LinkButton,
  SearchField,
  Select,
  type Sort,
  Table,
  useMenu,
} from '@/ui'
import css from '../admin.module.css'
import { Empty } from '../Empty'
import { BranchNotice, Gate } from '../Gate'
import { useOrganisationOptions } from '../OrganisationField'
import { Page } from '../Page'
import { ACCOUNTS_PER_PAGE, type AccountPage, accountsExportHref, accountsIn, waitingRequests } from '../queries'
import { useTexts } from '../texts'
import { Waiting } from '../Waiting'
import { AccountSheet } from './AccountSheet'
import { BulkActions } from './BulkActions'
import { CreateAccount } from './CreateAccount'
import {
  type AccountSearch,
  type AccountSort,
  filtersOf,
  isFiltered,
  ROLES,
  readAccountSearch,
  SORTS,
  STATUSES,
} from './filters'
import { StatusBadge } from './StatusBadge'
import { useAccountMenu } from './useAccountMenu'
import { usePages } from './usePages'

export function AccountsPage() {
  return (
    <Gate>
      <Accounts />
    </Gate>
  )
}

function Accounts() {
  const t = useTexts().accounts
  const [search, change] = useAddress(readAccountSearch)
  const filters = filtersOf(search)
  const pages = usePages(filters)
  const query = useQuery({ ...accountsIn(filters, pages.after), placeholderData: keepPreviousData })
  const [isCreating, setCreating] = useState(false)
  const page = query.data
  const items = page?.items ?? []
  const at = items.findIndex((it) => it.person.id === search.compte)
  const open = (id: Id | undefined) =>
    change({ compte: id }, { isStep: id !== undefined && search.compte === undefined })
  useAnnounceFound(page, search)

  const step = (to: number) => {
    const id = items[to]?.person.id
    return at >= 0 && id !== undefined ? () => open(id) : undefined
  }

  return (
    <Page
      title={t.title}
      layout="table"
      summary={page && t.summary(page.active, page.deactivated)}
      actions={
        <>
          <LinkButton href="/administration/import" icon={FileUp}>
            {t.import}
          </LinkButton>
          <Button variant="primary" icon={UserPlus} onPress={() => setCreating(true)}>
            {t.create}
          </Button>
        </>
      }
      footer={page && page.total > 0 && <Foot page={page} pages={pages} isStale={query.isPlaceholderData} />}
      panel={
        search.compte !== undefined && (
          <AccountSheet
            id={search.compte}
            onClose={() => open(undefined)}
            onPrevious={step(at - 1)}
            onNext={step(at + 1)}
          />
        )
      }
    >
      <BranchNotice />
      <WaitingBanner />
      <Filters search={search} change={change} />
      {page ? <List items={items} search={search} change={change} open={open} /> : <Waiting query={query} rows={10} />}
      {isCreating && (
        <CreateAccount
          organisation={search.structure}
          onClose={() => setCreating(false)}
          onOpen={(created) => open(created.person.id)}
        />
      )}
    </Page>
  )
}

interface ListProps {
  items: AdminAccount[]
  search: AccountSearch
  change: ChangeAddress<AccountSearch>
  open: (id: Id) => void
}

function List({ items, search, change, open }: ListProps) {
  const all = useTexts()
  const t = all.accounts
  const format = useFormat()
  const menu = useMenu()
  const itemsOf = useAccountMenu(open)
  // Kept over pages and filters, with the names: the report of an action must say whom it is about.
  const [selected, setSelected] = useState<ReadonlyMap<Id, string>>(new Map())

  const select = (next: ReadonlySet<string>) => {
    const names = new Map(items.map((it) => [it.person.id, it.person.name]))
    const elsewhere = next.size === 0 ? [] : [...selected].filter(([id]) => !names.has(id))
    setSelected(new Map([...elsewhere, ...[...next].flatMap((id) => nameOf(id, names, selected))]))
  }

  const everyColumn: Column<AdminAccount>[] = [
    {
      id: 'name',
      label: t.columns.name,
      isSortable: true,
      isRowHeader: true,
      cell: (it) => (
        <span className={css.who}>
          <Avatar person={it.person} size={32} />
          <span className={css.whoText}>
            <button type="button" className={css.whoName} onClick={() => open(it.person.id)}>
              {it.person.name}
            </button>
            <span className={css.whoMail} title={it.email}>
              {it.email}
            </span>
          </span>
        </span>
      ),
    },
    { id: 'organisation', label: t.columns.organisation, cell: (it) => <Organisations account={it} /> },
    {
      id: 'role',
      label: t.columns.role,
      cell: (it) => (it.role === 'external' ? <Badge tone="warning">{all.role.external}</Badge> : all.role[it.role]),
    },
    { id: 'status', label: t.columns.status, cell: (it) => <StatusBadge status={it.status} /> },
    {
      id: '-last_active_at',
      label: t.columns.lastActive,
      isSortable: true,
      onSmall: 'hidden',
      cell: (it) =>
        it.last_active_at === null ? (
          <span className={css.when}>{t.never}</span>
        ) : (
          <time className={css.when} dateTime={it.last_active_at} title={format.fullDateTime(it.last_active_at)}>
            {format.relative(it.last_active_at)}
          </time>
        ),
    },
    {
      id: 'created_at',
      label: t.columns.created,
      isSortable: true,
      onSmall: 'hidden',
      cell: (it) => <span className={css.when}>{format.date(it.created_at)}</span>,
    },
    {
      id: 'actions',
      label: t.columns.actions,
      isLabelHidden: true,
      onSmall: 'end',
      align: 'end',
      cell: (it) => (
        <IconButton
          size="sm"
          icon={Ellipsis}
          label={t.actionsOn(it.person.name)}
          aria-haspopup="menu"
          aria-expanded={menu.openAt?.dataset.account === it.person.id}
          onPress={(event) => menu.open(event.currentTarget, itemsOf(it), t.actionsOn(it.person.name))}
        />
      ),
    },
  ]

  // Beside an open sheet there is room for who and in what state; the sheet says the rest.
  const columns = search.compte === undefined ? everyColumn : everyColumn.filter((it) => BESIDE_SHEET.has(it.id))

  return (
    <div className={cx(css.tableFrame, css.withFaces)}>
      <Table
        caption={t.caption}
        columns={columns}
        rows={items}
        rowKey={(it) => it.person.id}
        rowName={(it) => it.person.name}
        onOpen={(it) => open(it.person.id)}
        openKey={search.compte ?? null}
        sort={sortOf(search.tri)}
        onSort={({ by }) => change({ tri: oneOf(SORTS, by) })}
        selected={new Set(selected.keys())}
        onSelect={select}
        selectedLabel={all.bulk.selected}
        isMuted={(it) => it.status === 'deactivated'}
        bulkActions={<BulkActions accounts={selected} onDone={() => setSelected(new Map())} />}
        empty={
          isFiltered(search) ? (
            <Empty
              isSearch
              title={t.noneTitle}
              text={t.noneText}
              actions={<Button onPress={() => change(CLEARED)}>{t.filter.clear}</Button>}
            />
          ) : (
            <Empty title={t.emptyTitle} text={t.emptyText} />
          )
        }
      />
      {menu.element}
    </div>
  )
}

const BESIDE_SHEET: ReadonlySet<string> = new Set(['name', 'organisation', 'status', 'actions'])

const CLEARED: Partial<AccountSearch> = { q: undefined, structure: undefined, etat: undefined, role: undefined }

function nameOf(id: Id, ...known: ReadonlyMap<Id, string>[]): [Id, string][] {
  for (const names of known) {
    const name = names.get(id)
    if (name !== undefined) return [[id, name]]
  }
  return []
}

/** Each order of the server goes one way only: the latest active first, names and dates from the first. */
function sortOf(sort: AccountSort | undefined): Sort {
  const by = sort ?? 'name'
  return { by, isDescending: by.startsWith('-') }
}

function Organisations({ account }: { account: AdminAccount }) {
  const t = useTexts().accounts
  const [first, ...others] = account.organisations
  if (!first) return account.person.organisation ?? t.noOrganisation
  return (
    <span className={css.cut} title={account.organisations.map((it) => it.name).join(', ')}>
      {first.name} {others.length > 0 && <span className={css.small}>{t.otherOrganisations(others.length)}</span>}
    </span>
  )
}

function WaitingBanner() {
  const t = useTexts().accounts
  const format = useFormat()
  const waiting = useQuery(waitingRequests).data
  if (!waiting || waiting.waiting === 0) return null
  return (
    <Banner
      tone="warning"
      icon={Inbox}
      title={t.waiting(waiting.waiting)}
      action={
        <LinkButton size="sm" href="/administration/demandes">
          {t.examine}
        </LinkButton>
      }
    >
      {waiting.oldest_asked_at && t.oldest(format.dateTime(waiting.oldest_asked_at))}
    </Banner>
  )
}

function Filters({ search, change }: { search: AccountSearch; change: ChangeAddress<AccountSearch> }) {
  const all = useTexts()
  const t = all.accounts
  const organisations = useOrganisationOptions()
  const [q, setQ] = useSettled(search.q ?? '', (q) => change({ q }))
  const anyOr = <T extends string>(value: string, values: readonly T[]) =>
    value === '' ? undefined : oneOf(values, value)
  return (
    <div className={css.filters}>
      <div className={css.search}>
        <SearchField label={t.search} placeholder={t.searchPlaceholder} value={q} onChange={setQ} />
      </div>
      {organisations.length > 1 && (
        <div className={css.filter}>
          <Select
            label={t.filter.organisation}
            isLabelHidden
            size="sm"
            value={search.structure ?? ''}
            onChange={(id) => change({ structure: id === '' ? undefined : id })}
            options={[{ id: '', label: t.filter.allOrganisations }, ...organisations]}
          />
        </div>
      )}
      <div className={css.filter}>
        <Select
          label={t.filter.role}
          isLabelHidden
          size="sm"
          value={search.role ?? ''}
          onChange={(id) => change({ role: anyOr(id, ROLES) })}
          options={[{ id: '', label: t.filter.allRoles }, ...ROLES.map((id) => ({ id, label: all.role[id] }))]}
        />
      </div>
      <div className={css.filter}>
        <Select
          label={t.filter.status}
          isLabelHidden
          size="sm"
          value={search.etat ?? ''}
          onChange={(id) => change({ etat: anyOr(id, STATUSES) })}
          options={[{ id: '', label: t.filter.allStatuses }, ...STATUSES.map((id) => ({ id, label: all.status[id] }))]}
        />
      </div>
      {isFiltered(search) && (
        <Button variant="ghost" onPress={() => change(CLEARED)}>
          {t.filter.clear}
        </Button>
      )}
      <span className={css.push}>
        <LinkButton variant="ghost" icon={Download} href={accountsExportHref(filtersOf(search))} download="">
          {t.export}
        </LinkButton>
      </span>
    </div>
  )
}

interface FootProps {
  page: AccountPage
  pages: ReturnType<typeof usePages>
  isStale: boolean
}

function Foot({ page, pages, isStale }: FootProps) {
  const t = useTexts()
  const first = pages.index * ACCOUNTS_PER_PAGE + 1
  return (
    <nav className={css.foot} aria-label={t.accounts.caption}>
      <span>{t.range(first, first + page.items.length - 1, page.total)}</span>
      <span className={css.footButtons}>
        <IconButton
          size="sm"
          icon={ChevronLeft}
          label={t.previous}
          isDisabled={pages.index === 0}
          onPress={pages.previous}
        />
        <IconButton
          size="sm"
          icon={ChevronRight}
          label={t.next}
          isDisabled={page.next === null || isStale}
          onPress={() => page.next !== null && pages.next(page.next)}
        />
      </span>
    </nav>
  )
}

/** Says how many were found once a search or a filter has settled, because the list changes away from the focus. */
function useAnnounceFound(page: AccountPage | undefined, search: AccountSearch) {
  const t = useTexts().accounts
  const total = page?.total
  const key = `${search.q ?? ''}|${search.structure ?? ''}|${search.role ?? ''}|${search.etat ?? ''}`
  const [said, setSaid] = useState(key)
  useEffect(() => {
    if (total === undefined || said === key) return
    setSaid(key)
    announce(t.found(total))
  }, [total, key, said, t])
}
