// SPDX-License-Identifier: EUPL-1.2
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Bell, Languages, type LucideIcon, Palette, ShieldCheck, User } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTexts } from '../texts'
import s from './settings.module.css'

/** Settings of one's own account: header, pages at the left, the page. On a small screen the pages are a strip. */
export function SettingsFrame() {
  const t = useTexts()
  const nav = useRef<HTMLElement>(null)
  const path = useRouterState({ select: (it) => it.location.pathname })
  // On a small screen the pages are a strip that scrolls: the current one is brought into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what moves the current page.
  useEffect(() => {
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [path])
  return (
    <>
      <header className={s.head}>
        <p className={s.where}>{t.settings.title}</p>
      </header>
      <div className={s.body}>
        <nav ref={nav} className={s.nav} aria-label={t.settings.nav} data-region>
          <p className={s.group}>{t.settings.mine}</p>
          <Page to="/reglages/profil" icon={User} label={t.settings.profile} />
          <Page to="/reglages/notifications" icon={Bell} label={t.settings.notifications} />
          <Page to="/reglages/affichage" icon={Palette} label={t.settings.display} />
          <Page to="/reglages/securite" icon={ShieldCheck} label={t.settings.security} />
          <Page to="/reglages/langue" icon={Languages} label={t.settings.language} />
        </nav>
        <div className={s.scroll}>
          <div className={s.page}>
            <Outlet />
          </div>
        </div>
      </div>
    </>
  )
}

function Page({ to, icon: Drawing, label }: { to: string; icon: LucideIcon; label: string }) {
  return (
    <Link to={to} className={s.item} activeProps={{ 'aria-current': 'page' }}>
      <Drawing size={18} strokeWidth={1.75} aria-hidden="true" />
      {label}
    </Link>
  )
}
