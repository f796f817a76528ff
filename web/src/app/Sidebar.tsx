// SPDX-License-Identifier: EUPL-1.2
// The person's own column: search, what is theirs, the projects they pinned, themselves. Only what exists.

import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import {
  ArrowLeft,
  Bell,
  Bookmark,
  CircleHelp,
  History,
  Home,
  LayoutGrid,
  type LucideIcon,
  MessageCircle,
  Plus,
  Search,
  Settings,
  SlidersHorizontal,
} from 'lucide-react'
import { lazy, type MouseEvent, memo, type ReactNode, Suspense } from 'react'
import { byRank } from '@/lib/order'
import { Anchor, IconButton, Kbd, ProjectIcon, useTooltip } from '@/ui'
import { useInstance } from '../api/me'
import type { Me, Project } from '../api/types'
import { type Count as MessageCount, useMessageCounts } from '../areas/messages'
import { myProjects } from '../areas/projects/queries'
import { PersonMenu } from './PersonMenu'
import s from './Sidebar.module.css'
import { useShell } from './shellContext'
import { useAppTexts } from './texts'

export function usePinned(): Project[] {
  const projects = useQuery(myProjects('active')).data ?? []
  return projects.filter((it) => it.my.pinned).sort((a, b) => byRank(a.my, b.my))
}

export const Sidebar = memo(function Sidebar({ me }: { me: Me }) {
  const t = useAppTexts()
  const instance = useInstance()
  const isAdmin = useIsAdmin(me)

  return (
    <aside className={s.side} aria-label={t.nav.side} data-region>
      <Anchor href="/" className={s.brand}>
        <img src="/icon.svg" width={30} height={30} alt="" />
        <span className={s.names}>
          <span className={s.wordmark}>Plano</span>
          <span className={s.instance}>{instance?.name}</span>
        </span>
      </Anchor>
      {isAdmin ? <AdminPlace me={me} /> : <OwnPlace me={me} />}
      <div className={s.person}>
        <PersonMenu me={me} />
        <span className={s.tools}>
          {instance?.links.help && (
            <IconButton size="sm" icon={CircleHelp} label={t.nav.help} href={instance.links.help} />
          )}
          <IconButton size="sm" icon={Settings} label={t.nav.settings} href="/reglages/profil" />
        </span>
      </div>
    </aside>
  )
})

/** What is theirs: search, notifications, the projects they pinned. */
function OwnPlace({ me }: { me: Me }) {
  const t = useAppTexts()
  const shell = useShell()
  const pinned = usePinned()
  const drawer = shell?.notifications
  const searchTip = useTooltip(t.nav.search, 'Ctrl K')
  const unread = me.unread_notifications
  const counts = useMessageCounts()
  return (
    <>
      <button type="button" className={s.search} id="recherche" onClick={() => shell?.openSearch()} {...searchTip}>
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
        <span className={s.text}>{t.nav.search}</span>
        <span className={s.keys} aria-hidden="true">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <div className={s.scroll}>
        <nav className={s.nav} aria-label={t.nav.main} id="navigation" tabIndex={-1}>
          <Item to="/" isExact icon={Home} label={t.nav.home} />
          <Item
            to="/notifications"
            isExpanded={drawer?.isOpen ?? false}
            onClick={(event) => {
              if (!drawer?.hasRoom() || !isPlain(event)) return
              event.preventDefault()
              if (drawer.isOpen) drawer.close()
              else drawer.open()
            }}
            icon={Bell}
            label={t.nav.notifications}
            end={unread > 0 && <Count count={unread} said={t.nav.unread(unread)} />}
          />
          <Item
            to="/conversations"
            icon={MessageCircle}
            label={t.nav.conversations}
            end={<Unread count={counts.get(null)} />}
          />
          <Item to="/rattrapage" icon={History} label={t.nav.catchUp} />
          <Item to="/enregistres" icon={Bookmark} label={t.nav.kept} />
          {me.can.administer && <Item to="/administration" icon={SlidersHorizontal} label={t.nav.administration} />}
        </nav>
        <div className={s.heading}>
          <h2 id="titre-projets">{pinned.length > 0 ? t.nav.pinned : t.nav.projects}</h2>
          {me.can.create_projects && (
            <IconButton size="sm" icon={Plus} label={t.nav.newProject} href="/projets/nouveau" />
          )}
        </div>
        <nav className={s.nav} aria-labelledby="titre-projets">
          {pinned.map((it) => (
            <ProjectItem key={it.id} project={it} count={counts.get(it.id)} />
          ))}
          <Item to="/projets" isExact icon={LayoutGrid} label={t.nav.allProjects} isQuiet />
        </nav>
      </div>
    </>
  )
}

const AdminItems = lazy(() => import('./AdminItems').then((it) => ({ default: it.AdminItems })))

/** Under the administration, its own pages take the place of the person's, with the way back first. */
function AdminPlace({ me }: { me: Me }) {
  const t = useAppTexts()
  return (
    <div className={s.scroll}>
      <nav className={s.nav} aria-label={t.nav.administration} id="navigation" tabIndex={-1}>
        <Item to="/" isExact isQuiet icon={ArrowLeft} label={t.nav.leaveAdministration} />
        <div className={s.heading}>
          <h2>{t.nav.administration}</h2>
        </div>
        <Suspense fallback={null}>
          <AdminItems me={me}>
            {({ href, icon, label, count, said }) => (
              <Item
                key={href}
                to={href}
                icon={icon}
                label={label}
                end={count > 0 && <Count count={count} said={said} />}
              />
            )}
          </AdminItems>
        </Suspense>
      </nav>
    </div>
  )
}

/** Whether the frame is that of the administration: for those who may be there. */
export function useIsAdmin(me: Me): boolean {
  const isThere = useRouterState({ select: (it) => /^\/administration(?:\/|$)/.test(it.location.pathname) })
  return isThere && me.can.administer
}

/** A number for what names me, a dot for what is only new. */
function Unread({ count }: { count: MessageCount | undefined }) {
  const t = useAppTexts()
  if (!count) return null
  if (count.mentions > 0) return <Count count={count.mentions} said={t.nav.mentions(count.mentions)} />
  if (!count.isUnread) return null
  return (
    <span className={s.dot}>
      <span className={s.said}>{t.nav.newMessages}</span>
    </span>
  )
}

function Count({ count, said }: { count: number; said: string }) {
  return (
    <span className={s.count}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className={s.said}>{said}</span>
    </span>
  )
}

interface ItemProps {
  to: string
  icon: LucideIcon
  label: string
  isExact?: boolean
  isQuiet?: boolean
  end?: ReactNode
  /** Opens something beside itself rather than another page. */
  isExpanded?: boolean
  onClick?: (event: MouseEvent<HTMLAnchorElement>) => void
}

/** Not a wish for a new tab or window. */
const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

function Item(props: ItemProps) {
  const { to, icon: Drawing, label, isExact = false, isQuiet = false, end, isExpanded, onClick } = props
  const tip = useTooltip(label)
  return (
    <Link
      to={to}
      className={isQuiet ? `${s.item} ${s.quiet}` : s.item}
      activeOptions={{ exact: isExact, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      {...(isExpanded === undefined ? {} : { 'aria-expanded': isExpanded })}
      {...(onClick ? { onClick } : {})}
      {...tip}
    >
      <Drawing size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className={s.text}>{label}</span>
      {end}
    </Link>
  )
}

function ProjectItem({ project, count }: { project: Project; count: MessageCount | undefined }) {
  const tip = useTooltip(project.name)
  return (
    <Link
      to="/p/$project"
      params={{ project: project.id }}
      className={count?.isUnread ? `${s.item} ${s.fresh}` : s.item}
      activeOptions={{ includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      {...tip}
    >
      <ProjectIcon icon={project.icon} colour={project.colour} size={22} />
      <span className={s.text}>{project.name}</span>
      <Unread count={count && { ...count, isUnread: false }} />
    </Link>
  )
}
