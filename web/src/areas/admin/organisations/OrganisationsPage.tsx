// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Building2, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMe } from '@/api/me'
import type { Id, Organisation } from '@/api/types'
import { text, useAddress } from '@/lib/useAddress'
import { useSettled } from '@/lib/useSettled'
import { announce, Button, EmptyState, SearchField, Tree, type TreeNode } from '@/ui'
import css from '../admin.module.css'
import { Empty } from '../Empty'
import { BranchNotice, Gate } from '../Gate'
import { Page } from '../Page'
import { organisations as organisationsQuery } from '../queries'
import { type AdminTexts, useTexts } from '../texts'
import { Waiting } from '../Waiting'
import { Detail } from './Detail'
import { CreateOrganisation } from './dialogs'
import { matching, type Node, treeOf } from './tree'

const readSearch = (search: Record<string, unknown>): { structure?: Id | undefined; q?: string | undefined } => ({
  structure: text(search.structure),
  q: text(search.q),
})

/** Deeper than this starts folded, so that a ministry of a thousand offices opens on something readable. */
const OPEN_AT_FIRST = 2

export function OrganisationsPage() {
  return (
    <Gate>
      <Organisations />
    </Gate>
  )
}

function Organisations() {
  const t = useTexts().organisations
  const me = useMe()
  const [search, change] = useAddress(readSearch)
  const query = useQuery(organisationsQuery)
  const [q, setQ] = useSettled(search.q ?? '', (q) => change({ q }))
  const [creatingUnder, setCreatingUnder] = useState<Organisation | 'top' | null>(null)
  const all = query.data ?? []
  const selected = all.find((it) => it.id === search.structure) ?? null
  const open = (id: Id | undefined) => change({ structure: id }, { isStep: true })

  return (
    <Page
      title={t.title}
      layout="split"
      actions={
        // A branch administrator creates inside the branch, from the detail of an organisation.
        me.is_instance_admin && (
          <Button variant="primary" icon={Plus} onPress={() => setCreatingUnder('top')}>
            {t.create}
          </Button>
        )
      }
    >
      <div className={css.split} data-open={selected !== null}>
        <div className={css.splitSide}>
          <BranchNotice />
          <p className={css.lead}>{t.lead}</p>
          {!query.data ? (
            <Waiting query={query} />
          ) : all.length === 0 ? (
            <Empty title={t.emptyTitle} text={t.emptyText} />
          ) : (
            <>
              <SearchField label={t.search} placeholder={t.searchPlaceholder} value={q} onChange={setQ} />
              <OrganisationTree all={all} q={q} selected={selected?.id ?? null} open={open} clear={() => setQ('')} />
            </>
          )}
        </div>
        <div className={css.splitMain}>
          {selected ? (
            <Detail
              key={selected.id}
              organisation={selected}
              all={all}
              onBack={() => open(undefined)}
              onCreateUnder={() => setCreatingUnder(selected)}
              onDeleted={() => {
                open(undefined)
                announce(t.deleted(selected.name))
              }}
            />
          ) : (
            all.length > 0 && <EmptyState size="sm" illustration="sheets" title={t.pick} />
          )}
        </div>
      </div>
      {creatingUnder !== null && (
        <CreateOrganisation
          under={creatingUnder === 'top' ? null : creatingUnder}
          onClose={() => setCreatingUnder(null)}
          onCreated={(created) => open(created.id)}
        />
      )}
    </Page>
  )
}

interface TreeProps {
  all: readonly Organisation[]
  q: string
  selected: Id | null
  open: (id: Id) => void
  clear: () => void
}

function OrganisationTree({ all, q, selected, open, clear }: TreeProps) {
  const t = useTexts().organisations
  const shown = useMemo(() => matching(all, q), [all, q])
  const nodes = useMemo(() => treeOf(shown), [shown])
  const items = useMemo(() => nodes.map((it) => itemOf(it, t)), [nodes, t])
  const [touched, setTouched] = useState<ReadonlySet<string> | null>(null)
  const atFirst = useMemo(() => openAtFirst(nodes, all, selected), [nodes, all, selected])
  // A search shows the way to what it found, whatever was folded before.
  const expanded = q.trim() === '' ? (touched ?? atFirst) : new Set(shown.map((it) => it.id))

  if (items.length === 0)
    return <Empty isSearch title={t.noneTitle} text={t.noneText} actions={<Button onPress={clear}>{t.clear}</Button>} />
  return (
    <Tree
      label={t.tree}
      items={items}
      selected={selected}
      onSelect={open}
      expanded={expanded}
      onExpand={(next) => setTouched(next)}
    />
  )
}

function itemOf({ organisation, children }: Node, t: AdminTexts['organisations']): TreeNode {
  return {
    id: organisation.id,
    label: organisation.name,
    icon: Building2,
    meta: <span className={css.nowrap}>{t.accounts(organisation.branch_accounts)}</span>,
    children: children.map((it) => itemOf(it, t)),
  }
}

/** The first levels, and the way down to the one a link names. */
function openAtFirst(nodes: readonly Node[], all: readonly Organisation[], selected: Id | null): ReadonlySet<Id> {
  const open = new Set<Id>()
  const walk = (level: readonly Node[]) => {
    for (const it of level) {
      if (it.level < OPEN_AT_FIRST) open.add(it.organisation.id)
      walk(it.children)
    }
  }
  walk(nodes)
  const byId = new Map(all.map((it) => [it.id, it]))
  for (let it = selected === null ? undefined : byId.get(selected); it?.parent; it = byId.get(it.parent))
    open.add(it.parent)
  return open
}
