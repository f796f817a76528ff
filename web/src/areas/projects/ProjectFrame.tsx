// SPDX-License-Identifier: EUPL-1.2
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useRouter, useRouterState } from '@tanstack/react-router'
import {
  Archive,
  ArchiveRestore,
  ArrowRightLeft,
  ChevronDown,
  Copy,
  Ellipsis,
  Eye,
  Folder,
  FolderOpen,
  Globe,
  LayoutTemplate,
  Link2,
  LogOut,
  MessagesSquare,
  Pin,
  PinOff,
  Plus,
  Settings,
  SquareKanban,
  Users,
} from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTopic } from '@/api/live'
import { useMe } from '@/api/me'
import { asProblem, isNotFound } from '@/api/problem'
import type { Problem, Project } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import {
  Anchor,
  AvatarStack,
  announce,
  Banner,
  Button,
  EmptyState,
  IconButton,
  Menu,
  type MenuItem,
  type MenuProps,
  ProjectIcon,
  SkeletonList,
  Tooltip,
  toast,
  useConfirm,
  VisuallyHidden,
} from '@/ui'
import { dropProject } from './cache'
import { daysBetween, today } from './days'
import { pinnedOf } from './order'
import css from './ProjectFrame.module.css'
import { failed } from './problems'
import { DialogsProvider, type ProjectDialogs, ProjectProvider } from './project'
import { membersOf, myProjects, projectOf, useArchive, useLeave, useMine, useTemplate } from './queries'
import { useTexts } from './texts'
import { useWhoCan } from './useWhoCan'

const InviteDialog = lazy(() => import('./InviteDialog').then((it) => ({ default: it.InviteDialog })))
const WhoCanSeeDialog = lazy(() => import('./WhoCanSee').then((it) => ({ default: it.WhoCanSeeDialog })))
const HandOverDialog = lazy(() => import('./HandOverDialog').then((it) => ({ default: it.HandOverDialog })))
const DuplicateDialog = lazy(() => import('./DuplicateDialog').then((it) => ({ default: it.DuplicateDialog })))

type Open = 'invite' | 'whoCanSee' | 'handOver' | 'duplicate' | null

/** The place: what stands around every screen of a project. Keeps its topic heard while one of them is open. */
export function ProjectFrame() {
  const t = useTexts()
  const id = useParams({ strict: false, select: (it) => (it as { project: string }).project })
  const query = useQuery(projectOf(id))
  useTopic(query.data ? `project:${id}` : null)

  // Absent, refused, or taken away while it was open: one page for all three, so that nothing can be guessed. It stays while
  // the project is asked for once more: what is being written on it would be lost with it.
  const [absent, setAbsent] = useState<{ id: string; error: unknown } | null>(null)
  const isAbsent = query.isError && isNotFound(query.error)
  if (isAbsent && absent?.error !== query.error) setAbsent({ id, error: query.error })
  if ((isAbsent || !query.data) && absent?.id === id) return <Absent problem={asProblem(absent.error)} />
  if (query.data) return <Frame key={id} project={query.data} />
  if (query.isError)
    return (
      <>
        <title>{`${t.errors.load} – Plano`}</title>
        <EmptyState
          headingLevel={1}
          title={t.errors.load}
          problem={query.error}
          actions={<Button onPress={() => void query.refetch()}>{t.errors.retry}</Button>}
        />
      </>
    )
  return <SkeletonList label={t.frame.loading} rows={6} />
}

/** The shell's own page for what is absent or refused; it also offers to ask for access. */
function Absent({ problem }: { problem: Problem }) {
  const Page = useRouter().options.defaultNotFoundComponent
  return Page ? <Page isNotFound routeId="__root__" data={problem} /> : null
}

function Frame({ project }: { project: Project }) {
  const t = useTexts()
  const [open, setOpen] = useState<Open>(null)
  const { leave, setArchived, setTemplate } = useProjectActs(project, () => setOpen('handOver'))
  const close = () => setOpen(null)

  const dialogs: ProjectDialogs = {
    invite: () => setOpen('invite'),
    whoCanSee: () => setOpen('whoCanSee'),
    handOver: () => setOpen('handOver'),
    duplicate: () => setOpen('duplicate'),
    leave,
    archive: () => setArchived(true),
    restore: () => setArchived(false),
    template: setTemplate,
  }

  return (
    <ProjectProvider value={project}>
      <DialogsProvider value={dialogs}>
        <Header project={project} dialogs={dialogs} />
        <div className={css.content} data-place={project.name}>
          <Notices project={project} />
          <Suspense fallback={<SkeletonList label={t.frame.loading} rows={5} />}>
            <Outlet />
          </Suspense>
        </div>
        <Suspense fallback={null}>
          {open === 'invite' && <InviteDialog project={project} onClose={close} />}
          {open === 'whoCanSee' && <WhoCanSeeDialog object={project.id} onClose={close} />}
          {open === 'handOver' && <HandOverDialog project={project} onClose={close} />}
          {open === 'duplicate' && <DuplicateDialog project={project} onClose={close} />}
        </Suspense>
      </DialogsProvider>
    </ProjectProvider>
  )
}

/** What needs a question first, or can be taken back after. */
function useProjectActs(project: Project, handOver: () => void) {
  const t = useTexts()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const format = useFormat()
  const archive = useArchive()
  const template = useTemplate()
  const quit = useLeave()
  const { name } = project

  const restore = () =>
    archive.mutate(
      { project: project.id, archived: false },
      { onSuccess: () => toast({ text: t.archive.restored(name) }), onError: failed },
    )

  const setArchived = async (archived: boolean) => {
    if (!archived) return restore()
    const isSure = await confirm({
      title: t.archive.title(name),
      body: t.archive.body,
      confirmLabel: t.archive.confirm,
      keepLabel: t.archive.keep,
    })
    if (!isSure) return
    archive.mutate(
      { project: project.id, archived: true },
      {
        onSuccess: () => toast({ text: t.archive.done(name), action: { label: t.archive.undo, onAction: restore } }),
        onError: failed,
      },
    )
  }

  const leave = async () => {
    const groups = project.my.groups.map((it) => it.name)
    if (groups.length > 0) {
      const wantsToSee = await confirm({
        title: t.leave.byGroupTitle,
        body: t.leave.byGroup(groups, format.list(groups)),
        confirmLabel: t.leave.seeMembers,
        keepLabel: t.leave.keep,
      })
      if (wantsToSee) await navigate({ to: `/p/${project.id}/membres` })
      return
    }
    if (!project.can.leave) {
      // The last owner: the way out is to hand over first.
      const isSure = await confirm({
        title: t.leave.lastOwnerTitle,
        body: t.leave.lastOwner,
        confirmLabel: t.handOver.submit,
        keepLabel: t.leave.keep,
      })
      if (isSure) handOver()
      return
    }
    const isSure = await confirm({
      title: t.leave.title(name),
      body: t.leave.body,
      confirmLabel: t.leave.confirm,
      keepLabel: t.leave.keep,
      isDanger: true,
    })
    if (!isSure) return
    // Awaited here, because the socket may take this page away before the answer comes, and with it what a mutation would
    // call back.
    const left = await quit.mutateAsync(project.id).then(() => true, failed)
    if (!left) return
    toast({ text: t.leave.done(name) })
    await navigate({ to: '/projets' })
    dropProject(cache, project.id)
  }

  const setTemplate = (on: boolean) =>
    template.mutate(
      { project: project.id, on },
      { onSuccess: () => toast({ text: on ? t.template.made(name) : t.template.unmade(name) }), onError: failed },
    )

  return { leave: () => void leave(), setArchived: (it: boolean) => void setArchived(it), setTemplate }
}

function Header({ project, dialogs }: { project: Project; dialogs: ProjectDialogs }) {
  const t = useTexts()
  const base = `/p/${project.id}`
  // What is beyond the tab is not this header's: it is not drawn again from one channel to the next.
  const here = useRouterState({ select: (it) => it.location.pathname.slice(base.length + 1).split('/')[0] ?? '' })
  // Modules add their tabs between the first and the last two, as they come to exist.
  const tabs = [
    { href: base, label: t.frame.overview, Icon: SquareKanban, isHere: here === '' },
    ...(project.modules.messages && project.my.levels.messages !== 'none'
      ? [
          {
            href: `${base}/messages`,
            label: t.modules.messages,
            Icon: MessagesSquare,
            isHere: here === 'messages',
          },
        ]
      : []),
    ...(project.modules.files && project.my.levels.files !== 'none'
      ? [{ href: `${base}/documents`, label: t.modules.files, Icon: Folder, isHere: here === 'documents' }]
      : []),
    { href: `${base}/membres`, label: t.frame.members, Icon: Users, isHere: here === 'membres' },
    { href: `${base}/reglages`, label: t.frame.settings, Icon: Settings, isHere: here === 'reglages' },
  ]
  return (
    <header className={css.head}>
      <Switcher project={project} />
      <nav className={css.tabs} aria-label={t.frame.tabs}>
        {tabs.map(({ href, label, Icon, isHere }) => (
          <Anchor
            key={href}
            href={href}
            className={cx(css.tab, isHere && css.here)}
            aria-current={isHere ? 'page' : undefined}
            ref={(it) => {
              // On a narrow screen the tabs scroll: the one we are on is brought into view.
              if (isHere) it?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
            }}
          >
            <Icon className={css.tabIcon} size={17} strokeWidth={1.75} aria-hidden />
            {label}
          </Anchor>
        ))}
      </nav>
      <div className={css.end}>
        <Outsiders project={project} />
        <Faces project={project} />
        <More project={project} dialogs={dialogs} />
      </div>
    </header>
  )
}

function Switcher({ project }: { project: Project }) {
  const t = useTexts()
  const me = useMe()
  const navigate = useNavigate()
  const { data = [] } = useQuery(myProjects('active'))
  const items = useMemo(() => {
    const pinned = pinnedOf(data)
    const recent = data.filter((it) => !it.my.pinned).sort((a, b) => a.name.localeCompare(b.name))
    return [...pinned, ...recent].filter((it) => it.id !== project.id).slice(0, 8)
  }, [data, project.id])
  const go = (to: string) => void navigate({ to })
  return (
    <Menu
      trigger={<SwitcherButton project={project} />}
      items={[
        ...items.map((it) => ({
          id: it.id,
          label: it.name,
          icon: <ProjectIcon icon={it.icon} colour={it.colour} size={22} />,
          onAction: () => go(`/p/${it.id}`),
        })),
        ...(items.length > 0 ? (['separator'] as const) : []),
        { id: 'all', label: t.frame.allProjects, icon: FolderOpen, onAction: () => go('/projets') },
        ...(me.can.create_projects
          ? [{ id: 'new', label: t.frame.newProject, icon: Plus, onAction: () => go('/projets/nouveau') }]
          : []),
      ]}
    />
  )
}

/** The mark that people from outside read what is written here, in sight before one writes. */
function Outsiders({ project }: { project: Project }) {
  const t = useTexts()
  if (project.externals === 0 || project.my.is_external) return null
  return (
    <Tooltip text={`${t.external.warning(project.externals)} ${t.external.warningText}`} isDescription>
      <span className={css.outsiders}>
        <Globe size={15} strokeWidth={1.75} aria-hidden />
        {t.external.short(project.externals)}
      </span>
    </Tooltip>
  )
}

/** Passes on what a menu asks of its trigger. */
function SwitcherButton({
  project,
  onPress,
  onKeyDown,
  ...aria
}: { project: Project } & MenuProps['trigger']['props']) {
  const t = useTexts()
  return (
    <button
      {...aria}
      type="button"
      className={css.switcher}
      aria-label={t.frame.switcher(project.name)}
      onClick={onPress}
      onKeyDown={onKeyDown}
    >
      <ProjectIcon icon={project.icon} colour={project.colour} size={28} />
      <span className={css.name}>{project.name}</span>
      <ChevronDown className={css.chevron} size={16} strokeWidth={1.75} aria-hidden />
    </button>
  )
}

/** Some faces, then a number; on a narrower screen the number alone. */
export function Faces({ project }: { project: Project }) {
  const t = useTexts()
  const { data = [] } = useQuery(membersOf(project.id))
  const people = data.flatMap(({ person, status, is_me }) => (person && status === 'active' && !is_me ? [person] : []))
  return (
    <Anchor href={`/p/${project.id}/membres`} className={css.faces} title={t.frame.manageMembers(project.members)}>
      {/* Not a label: it would not hold the letters that are seen. */}
      <VisuallyHidden>{t.frame.manageMembers(project.members)}</VisuallyHidden>
      <span className={css.stack} aria-hidden="true">
        <AvatarStack people={people} total={Math.max(project.members - 1, people.length)} max={3} size={28} />
      </span>
      <span className={css.number} aria-hidden="true">
        {project.members}
      </span>
    </Anchor>
  )
}

function More({ project, dialogs }: { project: Project; dialogs: ProjectDialogs }) {
  const t = useTexts()
  const mine = useMine()
  const { can, my } = project
  const isArchived = project.archived_at !== null

  const copyLink = () =>
    navigator.clipboard
      .writeText(`${location.origin}/p/${project.id}`)
      .then(() => toast({ text: t.frame.linkCopied }))
      .catch(() => toast({ text: t.frame.linkNotCopied, tone: 'danger' }))

  const pin = () =>
    mine.mutate(
      { project: project.id, mine: { pinned: !my.pinned } },
      {
        onSuccess: () => announce(my.pinned ? t.spoken.unpinned(project.name) : t.spoken.pinned(project.name)),
        onError: failed,
      },
    )

  const items: (MenuItem | 'separator')[] = [
    ...(isArchived
      ? []
      : [
          {
            id: 'pin',
            label: my.pinned ? t.frame.unpin : t.frame.pin,
            icon: my.pinned ? PinOff : Pin,
            onAction: pin,
          },
        ]),
    { id: 'link', label: t.frame.copyLink, icon: Link2, onAction: () => void copyLink() },
    { id: 'who', label: t.frame.whoCanSee, icon: Eye, onAction: dialogs.whoCanSee },
    'separator',
    ...(can.duplicate ? [{ id: 'duplicate', label: t.frame.duplicate, icon: Copy, onAction: dialogs.duplicate }] : []),
    ...(can.make_template
      ? [
          {
            id: 'template',
            label: project.is_template ? t.frame.unmakeTemplate : t.frame.makeTemplate,
            icon: LayoutTemplate,
            onAction: () => dialogs.template(!project.is_template),
          },
        ]
      : []),
    ...(can.own && !isArchived
      ? [{ id: 'hand-over', label: t.frame.handOver, icon: ArrowRightLeft, onAction: dialogs.handOver }]
      : []),
    ...(can.archive
      ? [
          isArchived
            ? { id: 'restore', label: t.frame.restore, icon: ArchiveRestore, onAction: dialogs.restore }
            : { id: 'archive', label: t.frame.archive, icon: Archive, onAction: dialogs.archive },
        ]
      : []),
    'separator',
    { id: 'leave', label: t.frame.leave, icon: LogOut, isDanger: true, onAction: dialogs.leave },
  ]
  return <Menu trigger={<IconButton label={t.frame.more} icon={Ellipsis} />} items={tidy(items)} />
}

/** No separator first, last, or next to another: what may not be done leaves no trace. */
function tidy(items: (MenuItem | 'separator')[]): (MenuItem | 'separator')[] {
  return items.filter(
    (it, index) => it !== 'separator' || (index > 0 && index < items.length - 1 && items[index - 1] !== 'separator'),
  )
}

const SOON_DAYS = 14

/** What holds for the whole place: it is archived, or my access is about to end. */
function Notices({ project }: { project: Project }) {
  const t = useTexts()
  const format = useFormat()
  const { my, archived_at } = project
  const daysLeft = my.ends_on === null ? null : daysBetween(today(), my.ends_on)
  const endsSoon = daysLeft !== null && daysLeft <= SOON_DAYS
  const whoCan = useWhoCan(project.id, endsSoon)
  return (
    <>
      {archived_at !== null && (
        <div className={css.notice}>
          <Banner tone="warning" title={t.frame.archivedTitle}>
            {t.frame.archivedText(format.date(archived_at))}
          </Banner>
        </div>
      )}
      {my.ends_on !== null && endsSoon && (
        <div className={css.notice}>
          <Banner tone="warning" title={t.frame.endsTitle(format.date(my.ends_on))}>
            {t.frame.endsText} {whoCan}
          </Banner>
        </div>
      )}
    </>
  )
}
