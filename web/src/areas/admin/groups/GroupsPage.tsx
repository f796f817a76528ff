// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Group, Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { text, useAddress } from '@/lib/useAddress'
import { useSettled } from '@/lib/useSettled'
import { Button, type Column, confirm, IconButton, type MenuItems, SearchField, Table, toast, useMenu } from '@/ui'
import css from '../admin.module.css'
import { Empty } from '../Empty'
import { BranchNotice, Gate } from '../Gate'
import { fold } from '../organisations/tree'
import { Page } from '../Page'
import { groups as groupsQuery, useDeleteGroup } from '../queries'
import { useTexts } from '../texts'
import { useFailure } from '../useFailure'
import { Waiting } from '../Waiting'
import { CreateGroup, RenameGroup } from './dialogs'
import { GroupSheet } from './GroupSheet'

const readSearch = (search: Record<string, unknown>): { groupe?: Id | undefined; q?: string | undefined } => ({
  groupe: text(search.groupe),
  q: text(search.q),
})

export function GroupsPage() {
  return (
    <Gate>
      <Groups />
    </Gate>
  )
}

function Groups() {
  const all = useTexts()
  const t = all.groups
  const format = useFormat()
  const [search, change] = useAddress(readSearch)
  const query = useQuery(groupsQuery)
  const remove = useDeleteGroup()
  const failed = useFailure()
  const menu = useMenu()
  const [q, setQ] = useSettled(search.q ?? '', (q) => change({ q }))
  const [isCreating, setCreating] = useState(false)
  const [renaming, setRenaming] = useState<Group | null>(null)
  const shown = (query.data ?? []).filter((it) => fold(it.name).includes(fold(q)))
  const selected = query.data?.find((it) => it.id === search.groupe)
  const open = (id: Id | undefined) => change({ groupe: id }, { isStep: id !== undefined && !selected })

  const askToDelete = async (group: Group) => {
    const isSure = await confirm({
      title: t.deleteTitle(group.name),
      body: t.deleteBody(group.people, group.projects),
      confirmLabel: t.deleteConfirm,
      keepLabel: all.keep,
      isDanger: true,
    })
    if (!isSure) return
    remove.mutate(group.id, {
      onSuccess: () => {
        toast({ text: t.deleted(group.name) })
        if (search.groupe === group.id) open(undefined)
      },
      onError: failed,
    })
  }

  const itemsOf = (group: Group): MenuItems => [
    { id: 'rename', label: t.rename, icon: Pencil, onAction: () => setRenaming(group) },
    'separator',
    { id: 'delete', label: t.delete, icon: Trash2, isDanger: true, onAction: () => void askToDelete(group) },
  ]

  const columns: Column<Group>[] = [
    {
      id: 'name',
      label: t.columns.name,
      isRowHeader: true,
      cell: (it) => (
        <button type="button" className={css.whoName} onClick={() => open(it.id)}>
          {it.name}
        </button>
      ),
    },
    { id: 'organisation', label: t.columns.organisation, cell: (it) => it.organisation?.name ?? t.everywhere },
    { id: 'people', label: t.columns.people, align: 'end', onSmall: 'hidden', cell: (it) => format.number(it.people) },
    {
      id: 'projects',
      label: t.columns.projects,
      align: 'end',
      onSmall: 'hidden',
      cell: (it) => format.number(it.projects),
    },
    {
      id: 'actions',
      label: t.columns.actions,
      isLabelHidden: true,
      align: 'end',
      onSmall: 'end',
      cell: (it) =>
        it.can.manage && (
          <IconButton
            size="sm"
            icon={Ellipsis}
            label={t.actionsOn(it.name)}
            aria-haspopup="menu"
            onPress={(event) => menu.open(event.currentTarget, itemsOf(it), t.actionsOn(it.name))}
          />
        ),
    },
  ]

  return (
    <Page
      title={t.title}
      layout="table"
      actions={
        <Button variant="primary" icon={Plus} onPress={() => setCreating(true)}>
          {t.create}
        </Button>
      }
      panel={selected && <GroupSheet key={selected.id} group={selected} onClose={() => open(undefined)} />}
    >
      <BranchNotice />
      <p className={css.lead}>{t.lead}</p>
      {!query.data ? (
        <Waiting query={query} />
      ) : query.data.length === 0 ? (
        <Empty title={t.emptyTitle} text={t.emptyText} />
      ) : (
        <>
          <div className={css.filters}>
            <div className={css.search}>
              <SearchField label={t.search} placeholder={t.searchPlaceholder} value={q} onChange={setQ} />
            </div>
          </div>
          <div className={css.tableFrame}>
            <Table
              caption={t.caption}
              columns={columns}
              rows={shown}
              rowKey={(it) => it.id}
              rowName={(it) => it.name}
              onOpen={(it) => open(it.id)}
              openKey={search.groupe ?? null}
              empty={
                <Empty
                  isSearch
                  title={t.noneTitle}
                  text={t.noneText}
                  actions={<Button onPress={() => setQ('')}>{t.clear}</Button>}
                />
              }
            />
            {menu.element}
          </div>
        </>
      )}
      {isCreating && <CreateGroup onClose={() => setCreating(false)} onCreated={(created) => open(created.id)} />}
      {renaming && <RenameGroup group={renaming} onClose={() => setRenaming(null)} />}
    </Page>
  )
}
