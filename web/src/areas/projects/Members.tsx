// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import {
  ArrowRightLeft,
  Check,
  Ellipsis,
  Eye,
  LogOut,
  SlidersHorizontal,
  UserMinus,
  UserPlus,
  UsersRound,
} from 'lucide-react'
import { useState } from 'react'
import type { Member, Project, Role } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { oneOf, useAddress } from '@/lib/useAddress'
import { useSettled } from '@/lib/useSettled'
import {
  Badge,
  Button,
  type Column,
  EmptyState,
  IconButton,
  type MenuItems,
  Notice,
  PageHeader,
  ProblemLine,
  SearchField,
  Select,
  Skeleton,
  SkeletonRows,
  type Sort,
  Table,
  Toolbar,
  toast,
  useConfirm,
  useMenu,
  useNavigateTo,
} from '@/ui'
import { daysBetween, today } from './days'
import { ExternalBadge } from './External'
import { HandOverDialog } from './HandOverDialog'
import { ROLES } from './levels'
import { MemberDialog, memberName } from './MemberDialog'
import css from './Members.module.css'
import { matches } from './order'
import { LiveAvatar } from './Presence'
import { failed } from './problems'
import { useDialogs, useProject } from './project'
import { membersOf, useAcceptMember, useInvite, useRemoveMember } from './queries'
import { RequestsCard } from './RequestsCard'
import { EXTERNALS, MEMBER_SORTS, readMemberSearch } from './searches'
import { useTexts } from './texts'
import { useWhoCan } from './useWhoCan'

const ANY = 'any'
const SHOWN = 100
const SOON_DAYS = 14

type Filter = Role | typeof ANY | typeof EXTERNALS

/** Who is in the project, with which role and rights, and until when. */
export function Members() {
  const t = useTexts()
  const format = useFormat()
  const project = useProject()
  const dialogs = useDialogs()
  const query = useQuery(membersOf(project.id))
  const menu = useMenu()
  const [address, change] = useAddress(readMemberSearch)
  // Drawn with each letter; the address follows once the typing pauses.
  const [search, setSearch] = useSettled(address.q ?? '', (q) => change({ q }))
  const filter: Filter = address.role ?? ANY
  const sort: Sort = { by: address.tri ?? 'person', isDescending: address.ordre !== undefined }
  const [limit, setLimit] = useState(SHOWN)
  const [editing, setEditing] = useState<Member | null>(null)
  const [heir, setHeir] = useState<Member | null>(null)
  const actions = useMemberActions(project, setEditing, setHeir)
  const whoCan = useWhoCan(project.id, !project.can.manage)

  const all = query.data ?? []
  const shown = sorted(
    all.filter(
      (it) =>
        matches(search, [memberName(it), it.person?.function, it.person?.organisation, it.group?.organisation]) &&
        (filter === ANY || (filter === EXTERNALS ? it.is_external : it.role === filter)),
    ),
    sort,
    format.compare,
  )
  const isFiltered = search.trim() !== '' || filter !== ANY
  const clear = () => {
    setSearch('')
    change({ q: undefined, role: undefined })
  }

  const columns: Column<Member>[] = [
    { id: 'person', label: t.members.person, isRowHeader: true, isSortable: true, cell: (it) => <WhoCell it={it} /> },
    {
      id: 'role',
      label: t.members.role,
      isSortable: true,
      width: '9rem',
      cell: (it) => t.roles[it.role],
    },
    { id: 'rights', label: t.members.rights, width: '9rem', onSmall: 'hidden', cell: (it) => <RightsCell it={it} /> },
    {
      id: 'ends',
      label: t.members.ends,
      isSortable: true,
      width: '9rem',
      cell: (it) => <EndsCell it={it} />,
    },
    { id: 'state', label: t.members.state, width: '11rem', cell: (it) => <StateCell it={it} /> },
    {
      id: 'actions',
      label: t.members.actions,
      isLabelHidden: true,
      align: 'end',
      width: '7.5rem',
      onSmall: 'end',
      cell: (it) => {
        const items = actions.of(it)
        return (
          <span className={css.actions}>
            {it.can.accept && (
              <Button
                variant="primary"
                size="sm"
                onPress={() => actions.accept(it)}
                aria-label={t.members.acceptName(memberName(it))}
              >
                {t.members.accept}
              </Button>
            )}
            {items.length > 0 && (
              <IconButton
                label={t.members.actionsFor(memberName(it))}
                icon={Ellipsis}
                aria-haspopup="menu"
                onPress={(event) => menu.open(event.currentTarget, items, t.members.actionsFor(memberName(it)))}
              />
            )}
          </span>
        )
      },
    },
  ]

  return (
    <div className={css.page}>
      <title>{`${t.members.title} – ${project.name} – Plano`}</title>
      <PageHeader
        title={t.members.title}
        description={query.isSuccess ? t.overview.people(project.members, project.externals) : undefined}
        actions={
          project.can.invite && (
            <Button variant="primary" icon={UserPlus} onPress={dialogs.invite}>
              {t.members.invite}
            </Button>
          )
        }
      />
      <div className={css.body}>
        {project.can.manage && project.waiting > 0 && <RequestsCard project={project} />}
        {!project.can.manage && project.archived_at === null && (
          <Notice title={t.members.cannotManageTitle}>
            {project.can.invite && project.admission === 'approval' ? t.members.approvalNotice : t.members.cannotManage}{' '}
            {whoCan}
          </Notice>
        )}
        <Toolbar
          label={t.members.search}
          end={
            <Button variant="ghost" icon={Eye} onPress={dialogs.whoCanSee}>
              {t.members.whoCanSee}
            </Button>
          }
        >
          <div className={css.search}>
            <SearchField label={t.members.search} value={search} onChange={setSearch} />
          </div>
          <Select
            label={t.members.filterRole}
            isLabelHidden
            size="sm"
            value={filter}
            onChange={(it) => change({ role: it === ANY ? undefined : it })}
            options={[
              { id: ANY, label: t.members.anyRole },
              ...ROLES.map((id) => ({ id, label: t.roles[id] })),
              { id: EXTERNALS, label: t.members.externalsOnly },
            ]}
          />
        </Toolbar>
        {query.isPending ? (
          <Skeleton label={t.members.title}>
            <SkeletonRows rows={8} />
          </Skeleton>
        ) : query.isError && all.length === 0 ? (
          <ProblemLine
            problem={query.error}
            action={
              <Button size="sm" onPress={() => void query.refetch()}>
                {t.errors.retry}
              </Button>
            }
          />
        ) : (
          <div className={css.table}>
            <Table
              caption={t.members.caption}
              columns={columns}
              rows={shown.slice(0, limit)}
              rowKey={(it) => it.id}
              rowName={memberName}
              sort={sort}
              onSort={(next) =>
                change({ tri: oneOf(MEMBER_SORTS, next.by), ordre: next.isDescending ? 'decroissant' : undefined })
              }
              isMuted={(it) => it.person?.is_active === false}
              empty={
                <EmptyState
                  size="sm"
                  title={t.members.noResult}
                  actions={isFiltered && <Button onPress={clear}>{t.members.clear}</Button>}
                />
              }
            />
          </div>
        )}
        {shown.length > limit && (
          <div className={css.more}>
            <Button onPress={() => setLimit(limit + SHOWN)}>{t.members.loadMore}</Button>
          </div>
        )}
      </div>
      {menu.element}
      {editing && <MemberDialog project={project} member={editing} onClose={() => setEditing(null)} />}
      {heir && <HandOverDialog project={project} first={heir.person?.id} onClose={() => setHeir(null)} />}
    </div>
  )
}

const WEIGHT: Record<Role, number> = { owner: 0, manager: 1, member: 2, reader: 3 }

/** Those who wait for an answer come first, whatever the order: they are why one comes here. */
function sorted(members: Member[], { by, isDescending }: Sort, compare: (a: string, b: string) => number): Member[] {
  const way = isDescending ? -1 : 1
  const byName = (a: Member, b: Member) => compare(memberName(a), memberName(b))
  const order = (a: Member, b: Member) => {
    if (by === 'role') return WEIGHT[a.role] - WEIGHT[b.role] || byName(a, b)
    // Those without an end come after every date.
    if (by === 'ends') return (a.ends_on ?? '9999').localeCompare(b.ends_on ?? '9999') || byName(a, b)
    return byName(a, b)
  }
  return members.sort((a, b) => Number(b.status === 'waiting') - Number(a.status === 'waiting') || way * order(a, b))
}

/** What can be done with each member, as the server allows it. */
function useMemberActions(project: Project, edit: (it: Member) => void, handOver: (it: Member) => void) {
  const t = useTexts()
  const confirm = useConfirm()
  const navigate = useNavigateTo()
  const dialogs = useDialogs()
  const accepting = useAcceptMember(project.id)
  const removing = useRemoveMember(project.id)
  const inviting = useInvite(project.id)

  const accept = (it: Member) =>
    accepting.mutate(it.id, { onSuccess: () => toast({ text: t.members.accepted(memberName(it)) }), onError: failed })

  /** The way back for a removal by mistake: the same person or group, with the same rights. */
  const putBack = (it: Member) =>
    inviting.mutate(
      {
        invitations: [
          {
            ...(it.person ? { account: it.person.id } : { group: it.group?.id ?? '' }),
            role: it.role,
            levels: it.own_levels,
            ...(it.ends_on ? { ends_on: it.ends_on } : {}),
          },
        ],
      },
      { onSuccess: () => toast({ text: t.members.invitedAgain(memberName(it)) }), onError: failed },
    )

  const remove = async (it: Member) => {
    const name = memberName(it)
    const isPending = it.status !== 'active'
    const isSure = await confirm({
      title: isPending ? t.members.withdrawTitle(name) : t.members.removeTitle(name),
      body: isPending
        ? t.members.withdrawBody
        : it.kind === 'group'
          ? t.members.removeGroupBody
          : it.is_external
            ? t.members.removeExternalBody
            : t.members.removeBody,
      confirmLabel: isPending ? t.members.withdrawConfirm : t.members.removeConfirm,
      keepLabel: t.members.keep,
      isDanger: true,
    })
    if (!isSure) return
    removing.mutate(it.id, {
      onSuccess: () =>
        toast({
          text: t.members.removed(name),
          // An invitation that was withdrawn would be sent again: that is for the dialog, not for a click.
          ...(isPending ? {} : { action: { label: t.members.undo, onAction: () => putBack(it) } }),
        }),
      onError: failed,
    })
  }

  const of = (it: Member): MenuItems =>
    [
      it.can.edit && { id: 'edit', label: t.members.edit, icon: SlidersHorizontal, onAction: () => edit(it) },
      it.can.make_owner &&
        !it.is_me && { id: 'owner', label: t.members.makeOwner, icon: ArrowRightLeft, onAction: () => handOver(it) },
      it.person && it.status === 'active' && !it.is_me && project.my.is_external === false
        ? {
            id: 'sheet',
            label: t.members.sheet,
            icon: UsersRound,
            onAction: () => navigate(`/personnes/${it.person?.id}`),
          }
        : null,
      ...(it.can.remove && !it.is_me
        ? ([
            'separator',
            {
              id: 'remove',
              label:
                it.status === 'waiting'
                  ? t.members.refuse
                  : it.status === 'invited'
                    ? t.members.withdraw
                    : t.members.remove,
              icon: UserMinus,
              isDanger: true,
              onAction: () => void remove(it),
            },
          ] as const)
        : []),
      ...(it.is_me
        ? ([
            it.can.edit && ('separator' as const),
            { id: 'leave', label: t.members.leave, icon: LogOut, isDanger: true, onAction: dialogs.leave },
          ] as const)
        : []),
    ].filter((item, index, list) => item && !(item === 'separator' && list.slice(0, index).every((each) => !each)))

  return { accept, of }
}

function WhoCell({ it }: { it: Member }) {
  const t = useTexts()
  const about = it.person
    ? [it.person.function, it.person.organisation].filter(Boolean).join(' · ')
    : t.members.group(it.group?.people ?? 0)
  return (
    <span className={css.who}>
      {it.person ? (
        <LiveAvatar person={it.person} known={it.presence} size={32} />
      ) : (
        <span className={css.groupFace}>
          <UsersRound size={16} strokeWidth={1.75} aria-hidden />
        </span>
      )}
      <span className={css.whoWords}>
        <span className={css.name}>
          {memberName(it)}
          {it.is_me && <span className={css.you}> ({t.members.you})</span>}
          {it.is_external && (
            <>
              {' '}
              <ExternalBadge />
            </>
          )}
        </span>
        {about && <span className={css.about}>{about}</span>}
      </span>
    </span>
  )
}

function RightsCell({ it }: { it: Member }) {
  const t = useTexts()
  const exceptions = Object.entries(it.own_levels)
  if (exceptions.length === 0) return <span className={css.quiet}>{t.members.byRole}</span>
  const words = exceptions
    .map(([module, level]) => `${t.modules[module as keyof typeof t.modules]}${t.colon} ${t.levels[level]}`)
    .join(', ')
  return <span title={words}>{t.members.exceptions(exceptions.length)}</span>
}

function EndsCell({ it }: { it: Member }) {
  const t = useTexts()
  const format = useFormat()
  if (it.ends_on === null) return <span className={cx(css.quiet, css.noEnd)}>{t.members.noEnd}</span>
  const isSoon = daysBetween(today(), it.ends_on) <= SOON_DAYS
  return (
    <time dateTime={it.ends_on} className={cx(isSoon && css.soon)}>
      {format.date(it.ends_on)}
    </time>
  )
}

function StateCell({ it }: { it: Member }) {
  const t = useTexts()
  if (it.person?.is_active === false) return <Badge>{t.members.inactive}</Badge>
  if (it.status === 'invited') return <Badge tone="info">{t.members.invited}</Badge>
  if (it.status === 'waiting')
    return (
      <span className={css.waiting}>
        <Badge tone="warning">{t.members.waiting}</Badge>
        {it.invited_by && <span className={css.about}>{t.members.invitedBy(it.invited_by.name)}</span>}
      </span>
    )
  return (
    <Badge tone="success" icon={Check}>
      {t.members.active}
    </Badge>
  )
}
