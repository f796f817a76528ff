// SPDX-License-Identifier: EUPL-1.2

import { useQuery } from '@tanstack/react-query'
import { CalendarRange, ChevronRight, type LucideIcon, SlidersHorizontal, Target, UserPlus } from 'lucide-react'
import { useMe } from '@/api/me'
import type { Project, ProjectColour } from '@/api/types'
import { Anchor, Link, SheetsReady } from '@/ui'
import css from './EmptyProject.module.css'
import { useDialogs } from './project'
import { templates } from './queries'
import { useTexts } from './texts'

interface Step {
  title: string
  text: string
  icon: LucideIcon
  colour: ProjectColour
  /** A step leads somewhere, or opens something here. */
  href?: string
  onPress?: () => void
}

/** The first page of a new project: up to four steps, none of them compulsory. */
export function EmptyProject({ project }: { project: Project }) {
  const t = useTexts()
  const me = useMe()
  const dialogs = useDialogs()
  const { data: offered = [] } = useQuery({ ...templates(), enabled: me.can.create_projects })
  const settings = `/p/${project.id}/reglages`
  const steps: Step[] = [
    {
      title: t.overview.emptyInvite,
      text: t.overview.emptyInviteText,
      icon: UserPlus,
      colour: 'cat-1',
      onPress: dialogs.invite,
    },
    ...(project.aim === ''
      ? [
          {
            title: t.overview.emptyAim,
            text: t.overview.emptyAimText,
            icon: Target,
            colour: 'cat-4' as const,
            href: `${settings}#but`,
          },
        ]
      : []),
    {
      title: t.overview.emptyDates,
      text: t.overview.emptyDatesText,
      icon: CalendarRange,
      colour: 'cat-6',
      href: `${settings}#fiche`,
    },
    {
      title: t.overview.emptyModules,
      text: t.overview.emptyModulesText,
      icon: SlidersHorizontal,
      colour: 'cat-9',
      href: `${settings}#outils`,
    },
  ]
  return (
    <div className={css.scroll}>
      <title>{`${t.overview.title} – ${project.name} – Plano`}</title>
      <div className={css.page}>
        <SheetsReady />
        <h1 className={css.title}>{t.overview.emptyTitle(project.name)}</h1>
        <p className={css.text}>{t.overview.emptyText}</p>
        <ul className={css.steps}>
          {steps.map(({ title, text, icon: Icon, colour, href, onPress }) => {
            const inside = (
              <>
                <span className={css.tile} data-colour={colour}>
                  <Icon size={20} strokeWidth={1.75} aria-hidden />
                </span>
                <span className={css.words}>
                  <b>{title}</b>
                  <span>{text}</span>
                </span>
                <ChevronRight size={18} strokeWidth={1.75} aria-hidden />
              </>
            )
            return (
              <li key={title}>
                {href ? (
                  <Anchor href={href} className={css.step}>
                    {inside}
                  </Anchor>
                ) : (
                  <button type="button" className={css.step} onClick={onPress}>
                    {inside}
                  </button>
                )}
              </li>
            )
          })}
        </ul>
        {offered.length > 0 && (
          <p className={css.similar}>
            {t.overview.emptySimilar} <Link href="/projets/nouveau">{t.overview.emptySimilarLink}</Link>
          </p>
        )}
      </div>
    </div>
  )
}
