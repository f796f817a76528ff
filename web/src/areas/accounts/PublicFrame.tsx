// SPDX-License-Identifier: EUPL-1.2
// The frame of every page for people who are not signed in: the plan, the form, the legal links, the language.

import { Accessibility, ArrowLeft, Code, Landmark, Languages, Server } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '@/ui'
import { useInstance } from '../../api/me'
import { type Language, useLanguage } from '../../lib/i18n'
import { applyLanguage } from './display'
import s from './PublicFrame.module.css'
import { useTexts } from './texts'

interface Props {
  title: string
  subtitle?: ReactNode
  /** Offers the way back to the sign-in page. */
  hasBack?: boolean
  isWide?: boolean
  children: ReactNode
}

export function PublicFrame({ title, subtitle, hasBack, isWide, children }: Props) {
  const t = useTexts()
  const instance = useInstance()
  return (
    <div className={s.page}>
      <a className={s.skip} href="#contenu">
        {t.frame.skip}
      </a>
      <header className={s.brand}>
        <Plan />
        <div className={s.mark}>
          <Mark />
          <span className={s.wordmark}>Plano</span>
        </div>
        <div className={s.promise}>
          <p className={s.slogan}>{t.frame.slogan}</p>
          <p className={s.lead}>{t.frame.promise}</p>
        </div>
        <ul className={s.values}>
          <li>
            <Server size={17} strokeWidth={1.75} aria-hidden="true" />
            {t.frame.hosted}
          </li>
          <li>
            <Code size={17} strokeWidth={1.75} aria-hidden="true" />
            {t.frame.free}
          </li>
          <li>
            <Accessibility size={17} strokeWidth={1.75} aria-hidden="true" />
            {t.frame.accessible}
          </li>
        </ul>
      </header>
      <div className={s.side}>
        <main className={s.main} id="contenu" tabIndex={-1}>
          {instance && (
            <p className={s.instance}>
              <Landmark size={17} strokeWidth={1.75} aria-hidden="true" />
              {instance.name}
            </p>
          )}
          <div className={isWide ? `${s.form} ${s.wide}` : s.form}>
            {hasBack && (
              <div className={s.back}>
                <ArrowLeft size={16} strokeWidth={1.75} aria-hidden="true" />
                <Link href="/connexion" isQuiet>
                  {t.frame.back}
                </Link>
              </div>
            )}
            <h1 className={s.title} tabIndex={-1}>
              {title}
            </h1>
            {subtitle && <p className={s.subtitle}>{subtitle}</p>}
            {children}
          </div>
        </main>
        <footer className={s.foot}>
          <LegalLinks />
          <LanguageChoice />
        </footer>
      </div>
    </div>
  )
}

function LegalLinks() {
  const t = useTexts()
  const links = useInstance()?.links
  const shown = (['accessibility', 'privacy', 'legal', 'help'] as const).filter((it) => links?.[it])
  if (shown.length === 0) return null
  return (
    <nav aria-label={t.frame.links}>
      <ul className={s.links}>
        {shown.map((it) => (
          <li key={it}>
            <a className={s.link} href={links?.[it] ?? ''}>
              {t.frame[it]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const NAMES: Record<Language, { short: string; long: 'french' | 'english' }> = {
  fr: { short: 'FR', long: 'french' },
  en: { short: 'EN', long: 'english' },
}

function LanguageChoice() {
  const t = useTexts()
  const current = useLanguage()
  const offered = useInstance()?.languages ?? ['fr', 'en']
  if (offered.length < 2) return null
  return (
    <fieldset className={s.languages} aria-label={t.frame.language}>
      <Languages size={16} strokeWidth={1.75} aria-hidden="true" />
      {offered.map((it) => (
        <button
          key={it}
          type="button"
          className={s.language}
          lang={it}
          aria-label={`${NAMES[it].short}, ${t.frame[NAMES[it].long]}`}
          aria-pressed={it === current}
          onClick={() => void applyLanguage(it)}
        >
          {NAMES[it].short}
        </button>
      ))}
    </fieldset>
  )
}

/** White on the brand, as on nothing else. */
function Mark() {
  return (
    <svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--brand-login-ink)" />
      <path
        d="M9.5 25V8.5h6.6a6.1 6.1 0 0 1 0 12.2H13.3"
        fill="none"
        stroke="var(--brand-login)"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="22.6" cy="24.6" r="2.4" fill="var(--brand-accent)" />
    </svg>
  )
}

/** The plan: rooms, and the point where people meet. */
function Plan() {
  return (
    <svg className={s.plan} viewBox="0 0 640 900" preserveAspectRatio="xMaxYMax slice" aria-hidden="true">
      <g fill="none" stroke="var(--brand-login-ink)" strokeOpacity=".16" strokeWidth="1.25">
        <path d="M60 900V560h220V900M280 640h180v260M280 560V420h260v220M460 640v-220M540 420V240h200M540 640h200" />
        <path d="M60 700h220M280 760h180M380 420v220M460 760h280M640 240v180" />
      </g>
      <g fill="var(--brand-login-ink)" fillOpacity=".06">
        <path d="M280 420h100v220H280zM460 640h280v120H460zM60 560h220v140H60z" />
      </g>
      <circle className={s.point} cx="460" cy="640" r="6" />
      <circle cx="280" cy="560" r="4" fill="var(--brand-login-ink)" />
      <circle cx="540" cy="420" r="4" fill="var(--brand-login-ink)" />
      <circle cx="280" cy="760" r="4" fill="var(--brand-login-ink)" />
    </svg>
  )
}
