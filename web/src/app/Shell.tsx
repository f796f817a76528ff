// SPDX-License-Identifier: EUPL-1.2
// The frame around every screen: skip links, sidebar or bottom bar, the content, what floats above it.

import { useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigateTo } from '@/ui'
import type { Me } from '../api/types'
import { actionsFor } from './actions'
import { useIsProjectLost } from './lostProject'
import { BottomBar, TopBar } from './MobileBars'
import { NotFound } from './NotFound'
import { OfflineBanner } from './OfflineBanner'
import { SearchDoor } from './SearchDoor'
import s from './Shell.module.css'
import { Sidebar, useIsAdmin } from './Sidebar'
import { type NotificationsDoor, ShellContext } from './shellContext'
import { useAppTexts } from './texts'
import { useShortcuts } from './useShortcuts'

const SearchPalette = lazy(() => import('./SearchPalette').then((it) => ({ default: it.SearchPalette })))
const NotificationsDrawer = lazy(() =>
  import('./NotificationsDrawer').then((it) => ({ default: it.NotificationsDrawer })),
)
const ShortcutList = lazy(() => import('./ShortcutList').then((it) => ({ default: it.ShortcutList })))

export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const t = useAppTexts()
  const navigate = useNavigateTo()
  const [floating, setFloating] = useState<'search' | 'shortcuts' | null>(null)
  const path = useRouterState({ select: (it) => it.location.pathname })
  const isAdmin = useIsAdmin(me)
  const close = useCallback(() => setFloating(null), [])
  const [asked, setAsked] = useState('')
  const openSearch = useCallback(() => {
    setAsked('')
    setFloating('search')
  }, [])
  const openShortcuts = useCallback(() => setFloating('shortcuts'), [])
  const notifications = useNotificationsDrawer(path)

  useShortcuts(me.display.single_key_shortcuts, {
    search: openSearch,
    list: openShortcuts,
    home: () => navigate('/'),
    notifications: () => (notifications.hasRoom() ? notifications.open() : navigate('/notifications')),
    projects: () => navigate('/projets'),
    ...(me.can.create_projects ? { newProject: () => navigate('/projets/nouveau') } : {}),
  })

  const isLost = useIsProjectLost(path)

  const actions = useMemo(() => actionsFor(me, t, openShortcuts), [me, t, openShortcuts])
  const shell = useMemo(
    () => ({ openSearch, openShortcuts, notifications }),
    [openSearch, openShortcuts, notifications],
  )

  return (
    <ShellContext value={shell}>
      <nav className={s.skips} aria-label={t.skip.label}>
        <a className={s.skip} href="#contenu">
          {t.skip.content}
        </a>
        <a className={s.skip} href="#navigation">
          {t.skip.navigation}
        </a>
        {!isAdmin && (
          <a className={s.skip} href="#recherche">
            {t.skip.search}
          </a>
        )}
      </nav>
      <div className={s.app}>
        <Sidebar me={me} />
        <TopBar me={me} />
        {notifications.isOpen && (
          <Suspense fallback={null}>
            <NotificationsDrawer onClose={notifications.close} />
          </Suspense>
        )}
        <main className={s.main} id="contenu" tabIndex={-1} data-region inert={notifications.isOpen}>
          <OfflineBanner />
          {isLost ? <NotFound /> : children}
        </main>
        <BottomBar me={me} />
      </div>
      <Suspense fallback={<SearchDoor text={asked} onText={setAsked} onClose={close} />}>
        {floating === 'search' && <SearchPalette actions={actions} text={asked} onText={setAsked} onClose={close} />}
      </Suspense>
      <Suspense fallback={null}>
        {floating === 'shortcuts' && <ShortcutList onClose={close} hasSingleKeys={me.display.single_key_shortcuts} />}
      </Suspense>
    </ShellContext>
  )
}

const PAGE = '/notifications'

/** Beside the sidebar where there is one and it is not already the page; going anywhere closes it. */
function useNotificationsDrawer(path: string): NotificationsDoor {
  const [openAt, setOpenAt] = useState<string | null>(null)
  useEffect(() => {
    if (openAt !== null && openAt !== path) setOpenAt(null)
  }, [openAt, path])
  const isOpen = openAt === path
  const here = useRef(path)
  here.current = path
  // The same for as long as it is open or not: the frame is not drawn again for each step one takes.
  return useMemo(
    () => ({
      isOpen,
      hasRoom: () => here.current !== PAGE && matchMedia('(width >= 48rem)').matches,
      open: () => setOpenAt(here.current),
      close: () => setOpenAt(null),
    }),
    [isOpen],
  )
}
