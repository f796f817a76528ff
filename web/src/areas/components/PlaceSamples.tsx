// SPDX-License-Identifier: EUPL-1.2

import { Building2, ChevronDown, Ellipsis, FolderInput, Landmark, Pencil, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { ProblemError, UNREACHABLE } from '@/api/problem'
import { useFormat } from '@/lib/format'
import {
  Avatar,
  Badge,
  Breadcrumbs,
  Button,
  Dialog,
  EmptyState,
  FormActions,
  IconButton,
  LoadMore,
  Menu,
  Popover,
  Progress,
  SidePanel,
  Skeleton,
  SkeletonCard,
  SkeletonCircle,
  SkeletonList,
  SkeletonText,
  type Sort,
  Spinner,
  Table,
  Tabs,
  TextField,
  Tooltip,
  Tree,
  toast,
  useConfirm,
  useMenu,
} from '@/ui'
import s from './ComponentsPage.module.css'
import { SAMPLE_PEOPLE } from './people'
import { useTexts } from './texts'

export function Menus() {
  const texts = useTexts()
  const t = texts.menus
  const confirm = useConfirm()
  const [isOpen, setOpen] = useState(false)
  const [hasPanel, setPanel] = useState(false)
  const [name, setName] = useState('')
  const deleted = () => {
    toast({ text: t.deleted, action: { label: t.undo, onAction: () => toast({ text: t.undone }) } })
  }
  return (
    <div className={s.rows}>
      <div className={s.row}>
        <Menu
          trigger={<Button iconEnd={ChevronDown}>{t.actions}</Button>}
          items={[
            { id: 'rename', label: t.rename, icon: Pencil, shortcut: 'F2', onAction: () => setOpen(true) },
            { id: 'move', label: t.move, icon: FolderInput, isDisabled: true, reason: t.moveWhy },
            'separator',
            { id: 'delete', label: t.delete, icon: Trash2, isDanger: true, onAction: deleted },
          ]}
        />
        <Popover trigger={<Button>{t.popover}</Button>} label={t.popover}>
          <p>{t.popoverText}</p>
        </Popover>
        <Tooltip text={t.tooltip} shortcut="Ctrl K" isDescription>
          <Button variant="ghost">{t.tooltipOn}</Button>
        </Tooltip>
      </div>
      <div className={s.row}>
        <Button onPress={() => setOpen(true)}>{t.dialog}</Button>
        <Button onPress={() => setPanel(true)}>{t.panel}</Button>
        <Button onPress={deleted}>{t.toast}</Button>
        <Button
          onPress={async () => {
            const isSure = await confirm({
              title: t.confirmTitle,
              body: t.confirmText,
              confirmLabel: t.confirmYes,
              isDanger: true,
            })
            if (isSure) deleted()
          }}
        >
          {t.confirm}
        </Button>
      </div>
      <Dialog
        title={t.dialogTitle}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        size="sm"
        footer={
          <FormActions>
            <Button onPress={() => setOpen(false)}>{texts.buttons.cancel}</Button>
            <Button variant="primary" onPress={() => setOpen(false)}>
              {t.rename}
            </Button>
          </FormActions>
        }
      >
        <TextField label={texts.form.name} value={name} onChange={setName} autoFocus />
      </Dialog>
      {hasPanel && (
        <div className={s.panel}>
          <SidePanel title={t.panelTitle} onClose={() => setPanel(false)} onNext={() => {}}>
            <p>{t.popoverText}</p>
          </SidePanel>
        </div>
      )}
    </div>
  )
}

export function Loading() {
  const t = useTexts().loading
  return (
    <div className={s.rows}>
      <Skeleton label={t.members}>
        <SkeletonCard />
        <div className={s.row}>
          <SkeletonCircle size={64} />
          <SkeletonCircle size={20} />
        </div>
        <SkeletonText lines={2} />
      </Skeleton>
      <SkeletonList label={t.projects} rows={2} />
      <p className={s.row}>
        <Spinner /> {t.waiting}
      </p>
      <Progress label={t.accounts} value={1200} max={4000} detail={t.of} />
      <Progress label={t.unknown} />
    </div>
  )
}

const unreachable = new ProblemError(UNREACHABLE)

export function Empty() {
  const texts = useTexts()
  const t = texts.empty
  return (
    <div className={s.rows}>
      <EmptyState
        title={t.nothing}
        text={t.nothingText}
        illustration="sheets"
        headingLevel={3}
        actions={<Button variant="soft">{t.create}</Button>}
      />
      <EmptyState
        title={t.none}
        text={t.noneText}
        illustration="search"
        headingLevel={3}
        size="sm"
        actions={<Button size="sm">{t.clear}</Button>}
      />
      <EmptyState
        title={t.failed}
        problem={unreachable}
        headingLevel={3}
        size="sm"
        actions={<Button size="sm">{texts.messages.retry}</Button>}
      />
    </div>
  )
}

export function Navigation() {
  const t = useTexts().navigation
  const [tab, setTab] = useState<'projects' | 'sessions'>('projects')
  const [place, setPlace] = useState<string | null>('direction')
  return (
    <div className={s.rows}>
      <Breadcrumbs
        items={[
          { label: t.home, href: '/administration' },
          { label: t.accounts, href: '/administration/comptes' },
          { label: t.here },
        ]}
      />
      <Tabs
        label={t.detail}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'projects', label: t.projects, content: t.projectsText },
          { id: 'sessions', label: t.sessions, content: t.sessionsText },
        ]}
      />
      <Tree
        label={t.structures}
        selected={place}
        onSelect={setPlace}
        items={[
          {
            id: 'ministry',
            label: t.ministry,
            icon: Landmark,
            meta: 412,
            children: [
              {
                id: 'direction',
                label: t.direction,
                icon: Building2,
                meta: 38,
                children: [{ id: 'office', label: t.office, icon: Users, meta: 12 }],
              },
              { id: 'schools', label: t.schools, icon: Building2, meta: 96 },
            ],
          },
        ]}
      />
    </div>
  )
}

interface Line {
  id: string
  name: string
  isReader: boolean
  at: string
}

export function TableExample() {
  const texts = useTexts()
  const t = texts.table
  const format = useFormat()
  const menu = useMenu()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['acc_idriss']))
  const [sort, setSort] = useState<Sort>({ by: 'name', isDescending: false })
  const [count, setCount] = useState(5)
  const lines: Line[] = [...SAMPLE_PEOPLE, { id: 'acc_long', name: t.longName }].map(({ id, name }, index) => ({
    id,
    name,
    isReader: index % 3 === 2,
    at: new Date(Date.now() - index * index * 3_600_000).toISOString(),
  }))
  const way = sort.isDescending ? -1 : 1
  const rows = lines.toSorted((a, b) => way * format.compare(a.name, b.name)).slice(0, count)
  return (
    <>
      <Table
        caption={t.caption}
        columns={[
          {
            id: 'name',
            label: t.name,
            isRowHeader: true,
            isSortable: true,
            cell: (it) => (
              <span className={s.person}>
                <Avatar person={it} size={28} />
                <span className={s.clip}>{it.name}</span>
              </span>
            ),
          },
          {
            id: 'role',
            label: t.role,
            cell: (it) =>
              it.isReader ? (
                <Badge>{texts.choices.reader}</Badge>
              ) : (
                <Badge tone="primary">{texts.choices.member}</Badge>
              ),
          },
          {
            id: 'last',
            label: t.last,
            align: 'end',
            cell: (it) => <time dateTime={it.at}>{format.relative(it.at)}</time>,
          },
          {
            id: 'actions',
            label: t.actions,
            isLabelHidden: true,
            align: 'end',
            onSmall: 'end',
            cell: (it) => (
              <IconButton
                label={t.actionsOf(it.name)}
                icon={Ellipsis}
                size="sm"
                onPress={(event) =>
                  menu.open(event.currentTarget, [{ id: 'remove', label: t.remove, icon: Trash2, isDanger: true }])
                }
              />
            ),
          },
        ]}
        rows={rows}
        rowKey={(it) => it.id}
        rowName={(it) => it.name}
        sort={sort}
        onSort={setSort}
        selected={selected}
        onSelect={setSelected}
        bulkActions={<Button size="sm">{t.remove}</Button>}
        isMuted={(it) => it.isReader}
      />
      {menu.element}
      <LoadMore
        hasMore={count < lines.length}
        isLoading={false}
        onMore={() => setCount(lines.length)}
        shown={rows.length}
        total={lines.length}
      />
    </>
  )
}
