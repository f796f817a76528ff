// SPDX-License-Identifier: EUPL-1.2
// Small screens: the top of the home page, and the bar at the bottom of every page. Labelled, only what exists.

import { Link, useRouterState } from '@tanstack/react-router'
import {
  ArrowLeft,
  Bell,
  FolderKanban,
  Home,
  type LucideIcon,
  MessagesSquare,
  Menu as More,
  Search,
  Settings,
  SlidersHorizontal,
} from 'lucide-react'
import { lazy, memo, type ReactNode, Suspense, useState } from 'react'
import { Anchor, Avatar, Button, Counter, Dialog, IconButton, Menu, ProjectIcon, VisuallyHidden } from '@/ui'
import type { Me } from '../api/types'
import { allCalls, useMessageCounts } from '../areas/messages'
import s from './MobileBars.module.css'
import { PersonButton, usePersonItems } from './PersonMenu'
import { useIsAdmin, usePinned } from './Sidebar'
import { signOut } from './session'
import { useShell } from './shellContext'
import { useAppTexts } from './texts'

export const TopBar = memo(function TopBar({ me }: { me: Me }) {
  const t = useAppTexts()
  const shell = useShell()
  const items = usePersonItems()
  const isHome = useRouterState({ select: (it) => it.location.pathname === '/' })
  // Elsewhere the screen's own header stands at the top; notifications are in the bar below, search behind its last item.
  if (!isHome) return null
  const unread = me.unread_notifications
  return (
    <header className={s.top}>
      <span className={s.brand}>
        <img src="/icon.svg" width={28} height={28} alt="" />
        <span className={s.wordmark}>Plano</span>
      </span>
      <IconButton size="lg" icon={Search} label={t.nav.search} onPress={() => shell?.openSearch()} />
      <IconButton
        size="lg"
        icon={Bell}
        label={unread > 0 ? t.nav.notificationsUnread(unread) : t.nav.notifications}
        badge={unread}
        href="/notifications"
      />
      <Menu
        label={t.nav.account}
        items={items}
        trigger={
          <PersonButton className={s.me}>
            <Avatar person={me.account} size={32} />
            <VisuallyHidden>{t.nav.account}</VisuallyHidden>
          </PersonButton>
        }
      />
    </header>
  )
})

export const BottomBar = memo(function BottomBar({ me }: { me: Me }) {
  const t = useAppTexts()
  const [isOpen, setOpen] = useState(false)
  const unread = me.unread_notifications
  const mentions = allCalls(useMessageCounts())
  return (
    <>
      <nav className={s.bottom} aria-label={t.nav.main}>
        <Tab to="/" isExact icon={Home} label={t.nav.home} />
        <Tab to="/projets" icon={FolderKanban} label={t.nav.projects} />
        <Tab to="/conversations" icon={MessagesSquare} label={t.nav.messages}>
          {mentions > 0 && (
            <>
              <span className={s.count} aria-hidden="true">
                {mentions > 99 ? '99+' : mentions}
              </span>
              <span className={s.said}>{t.nav.mentions(mentions)}</span>
            </>
          )}
        </Tab>
        <Tab to="/notifications" icon={Bell} label={t.nav.notifications}>
          {unread > 0 && (
            <>
              <span className={s.count} aria-hidden="true">
                {unread > 99 ? '99+' : unread}
              </span>
              <span className={s.said}>{t.nav.unread(unread)}</span>
            </>
          )}
        </Tab>
        <button type="button" className={s.tab} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <More size={22} strokeWidth={1.75} aria-hidden="true" />
          <span className={s.label}>{t.nav.more}</span>
        </button>
      </nav>
      <MoreSheet me={me} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
})

const AdminItems = lazy(() => import('./AdminItems').then((it) => ({ default: it.AdminItems })))

function MoreSheet({ me, isOpen, onClose }: { me: Me; isOpen: boolean; onClose: () => void }) {
  const t = useAppTexts()
  const shell = useShell()
  const pinned = usePinned()
  const isAdmin = useIsAdmin(me)
  return (
    <Dialog title={t.nav.more} isOpen={isOpen} onClose={onClose} size="sm">
      <button
        type="button"
        className={s.line}
        onClick={() => {
          onClose()
          shell?.openSearch()
        }}
      >
        <Search size={20} strokeWidth={1.75} aria-hidden="true" />
        <span className={s.lineText}>{t.nav.search}</span>
      </button>
      {isAdmin && (
        <>
          <h3 className={s.heading}>{t.nav.administration}</h3>
          <ul>
            <Suspense fallback={null}>
              <AdminItems me={me}>
                {({ href, icon, label, count, said }) => (
                  <Line key={href} href={href} icon={icon} label={label} onPress={onClose}>
                    {count > 0 && <Counter count={count} tone="mention" label={said} />}
                  </Line>
                )}
              </AdminItems>
            </Suspense>
            <Line href="/" icon={ArrowLeft} label={t.nav.leaveAdministration} onPress={onClose} />
          </ul>
        </>
      )}
      {pinned.length > 0 && (
        <>
          <h3 className={s.heading}>{t.nav.pinned}</h3>
          <ul>
            {pinned.map((it) => (
              <li key={it.id}>
                <Anchor className={s.line} href={`/p/${it.id}`} onClick={onClose}>
                  <ProjectIcon icon={it.icon} colour={it.colour} size={22} />
                  <span className={s.lineText}>{it.name}</span>
                </Anchor>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className={s.heading}>{t.nav.account}</h3>
      <ul>
        <Line href="/reglages" icon={Settings} label={t.nav.settings} onPress={onClose} />
        {me.can.administer && !isAdmin && (
          <Line href="/administration" icon={SlidersHorizontal} label={t.nav.administration} onPress={onClose} />
        )}
      </ul>
      <div className={s.leave}>
        <Button isBlock size="lg" onPress={() => void signOut()}>
          {t.person.signOut}
        </Button>
      </div>
    </Dialog>
  )
}

function Line({
  href,
  icon: Drawing,
  label,
  onPress,
  children,
}: {
  href: string
  icon: LucideIcon
  label: string
  onPress: () => void
  children?: ReactNode
}) {
  return (
    <li>
      <Anchor className={s.line} href={href} onClick={onPress}>
        <Drawing size={20} strokeWidth={1.75} aria-hidden="true" />
        <span className={s.lineText}>{label}</span>
        {children}
      </Anchor>
    </li>
  )
}

interface TabProps {
  to: string
  icon: LucideIcon
  label: string
  isExact?: boolean
  children?: ReactNode
}

function Tab({ to, icon: Drawing, label, isExact = false, children }: TabProps) {
  return (
    <Link
      to={to}
      className={s.tab}
      activeOptions={{ exact: isExact, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Drawing size={22} strokeWidth={1.75} aria-hidden="true" />
      <span className={s.label}>{label}</span>
      {children}
    </Link>
  )
}
