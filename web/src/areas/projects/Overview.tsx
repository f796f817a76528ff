// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Eye, Lock, Pencil, UserPlus } from 'lucide-react'
import type { Member, Project } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Banner, Button, Card, Link, ProblemLine, ProjectIcon, SkeletonList } from '@/ui'
import { ActivityCard } from './ActivityCard'
import { daysBetween, today } from './days'
import { EmptyProject } from './EmptyProject'
import { ExternalBadge } from './External'
import { LinksCard } from './LinksCard'
import css from './Overview.module.css'
import { LiveAvatar } from './Presence'
import { useDialogs, useProject } from './project'
import { membersOf } from './queries'
import { RequestsCard } from './RequestsCard'
import { useTexts } from './texts'
import { useWhoCan } from './useWhoCan'

/** A project where nothing has been done yet shows where to begin rather than empty cards. */
const isFresh = (it: Project): boolean =>
  it.can.manage &&
  it.archived_at === null &&
  it.members <= 1 &&
  it.waiting === 0 &&
  it.starts_on === null &&
  it.ends_on === null &&
  it.budget === null

export function Overview() {
  const t = useTexts()
  const project = useProject()
  const dialogs = useDialogs()

  if (isFresh(project)) return <EmptyProject project={project} />

  const settings = `/p/${project.id}/reglages`
  return (
    <div className={css.scroll}>
      <title>{`${t.overview.title} – ${project.name} – Plano`}</title>
      <div className={css.page}>
        <div className={css.top}>
          <ProjectIcon icon={project.icon} colour={project.colour} size={56} />
          <div className={css.words}>
            <h1 className={css.title}>{project.name}</h1>
            <p className={css.aim}>{project.aim || t.overview.noAim}</p>
          </div>
          <div className={css.acts}>
            {project.can.invite && (
              <Button icon={UserPlus} onPress={dialogs.invite}>
                {t.overview.invite}
              </Button>
            )}
            {project.can.manage && (
              <Button icon={Pencil} href={settings}>
                {t.overview.edit}
              </Button>
            )}
          </div>
        </div>
        <Limits project={project} />
        <Sheet project={project} settings={settings} />
        <div className={css.columns}>
          <div className={css.column}>
            {project.can.manage && project.waiting > 0 && <RequestsCard project={project} />}
            <ActivityCard project={project.id} />
          </div>
          <div className={css.column}>
            <Team project={project} />
            <LinksCard project={project} />
          </div>
        </div>
      </div>
    </div>
  )
}

/** What a reader or an outsider may not do, and who can change it: said before they try. */
function Limits({ project }: { project: Project }) {
  const t = useTexts()
  const { my } = project
  const isReader = my.role === 'reader' && project.archived_at === null
  const whoCan = useWhoCan(project.id, my.is_external || isReader)
  if (!my.is_external && !isReader) return null
  return (
    <div className={css.limits}>
      <Banner tone="info" title={my.is_external ? t.frame.externalTitle : t.frame.readerTitle}>
        {my.is_external ? t.frame.externalText : t.frame.readerText}
        {my.is_external && isReader && ` ${t.frame.readerTitle}`} {whoCan}
      </Banner>
    </div>
  )
}

/** The sheet: dates, budget, who carries it, who sees it. */
function Sheet({ project, settings }: { project: Project; settings: string }) {
  const t = useTexts()
  const format = useFormat()
  const dialogs = useDialogs()
  const { starts_on, ends_on, budget, organisation } = project

  const dates =
    starts_on && ends_on
      ? t.overview.between(format.date(starts_on), format.date(ends_on))
      : starts_on
        ? t.overview.from(format.date(starts_on))
        : ends_on
          ? t.overview.until(format.date(ends_on))
          : t.overview.datesNone

  return (
    <dl className={css.sheet}>
      <div className={css.cell}>
        <dt className={css.term}>{t.overview.dates}</dt>
        <dd className={css.fact}>{dates}</dd>
        <dd className={css.note}>
          <DatesNote project={project} settings={settings} />
        </dd>
      </div>
      <div className={css.cell}>
        <dt className={css.term}>{t.overview.budget}</dt>
        <dd className={css.fact}>{budget ?? t.overview.budgetNone}</dd>
        {budget !== null && <dd className={css.note}>{t.overview.budgetKnown}</dd>}
      </div>
      {organisation && (
        <div className={css.cell}>
          <dt className={css.term}>{t.overview.organisation}</dt>
          <dd className={css.fact}>{organisation.name}</dd>
        </div>
      )}
      <div className={css.cell}>
        <dt className={css.term}>{t.overview.visibility}</dt>
        <dd className={css.fact}>
          <Lock size={16} strokeWidth={1.75} aria-hidden />
          {t.overview.private}
        </dd>
        <dd className={css.note}>{t.overview.people(project.members, project.externals)}</dd>
        <dd className={css.who}>
          <Button variant="ghost" size="sm" icon={Eye} onPress={dialogs.whoCanSee}>
            {t.overview.whoCanSee}
          </Button>
        </dd>
      </div>
    </dl>
  )
}

function DatesNote({ project, settings }: { project: Project; settings: string }) {
  const t = useTexts()
  const format = useFormat()
  const { starts_on, ends_on } = project
  const now = today()
  if (starts_on && starts_on > now) return t.overview.startsIn(daysBetween(now, starts_on))
  if (ends_on) {
    const left = daysBetween(now, ends_on)
    return left >= 0 ? t.overview.daysLeft(left) : t.overview.endedOn(format.date(ends_on))
  }
  if (!starts_on && project.can.manage) return <Link href={settings}>{t.overview.addDates}</Link>
  return null
}

const SHOWN = 6
const WEIGHT = { owner: 0, manager: 1, member: 2, reader: 3 }

function Team({ project }: { project: Project }) {
  const t = useTexts()
  const query = useQuery(membersOf(project.id))
  const team = (query.data ?? [])
    .filter((it) => it.status === 'active')
    .sort((a, b) => WEIGHT[a.role] - WEIGHT[b.role])
    .slice(0, SHOWN)
  return (
    <Card
      title={t.overview.team}
      isFlush
      actions={
        <span className={css.more}>
          <Link href={`/p/${project.id}/membres`} isQuiet>
            {t.overview.teamAll(project.members)}
          </Link>
        </span>
      }
    >
      {query.isPending && <SkeletonList label={t.overview.team} rows={4} />}
      {query.isError && team.length === 0 && (
        <div className={css.cardError}>
          <ProblemLine problem={query.error} />
        </div>
      )}
      <ul className={css.team}>
        {team.map((it) => (
          <TeamLine key={it.id} it={it} />
        ))}
      </ul>
    </Card>
  )
}

function TeamLine({ it }: { it: Member }) {
  const t = useTexts()
  const { person, group } = it
  if (!person)
    return (
      <li className={css.person}>
        <ProjectIcon icon="users" colour="cat-10" size={28} />
        <div className={css.identity}>
          <div className={css.personName}>{group?.name}</div>
          <div className={css.about}>{t.members.group(group?.people ?? 0)}</div>
        </div>
      </li>
    )
  return (
    <li className={css.person}>
      <LiveAvatar person={person} known={it.presence} size={32} />
      <div className={css.identity}>
        <div className={css.personName}>{person.name}</div>
        <div className={css.about}>
          {it.role === 'owner' ? t.roles.owner : (person.function ?? person.organisation ?? t.roles[it.role])}
        </div>
        {it.is_external && <ExternalBadge />}
      </div>
    </li>
  )
}
