// SPDX-License-Identifier: EUPL-1.2
import { useQueries, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useMe } from '@/api/me'
import type { Project } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Anchor, Button, Card, EmptyState, Link, ProblemLine, ProjectIcon, Skeleton, SkeletonRows } from '@/ui'
import { ActivityLine, isNews } from './ActivityLine'
import { ExternalBadge } from './External'
import css from './HomePieces.module.css'
import { type Group, grouped, pinnedOf } from './order'
import { latestIn, myProjects } from './queries'
import { useTexts } from './texts'

/** My projects as I arranged them: pinned first, then by categories of my own. */
export function HomeProjects() {
  const t = useTexts()
  const me = useMe()
  const query = useQuery(myProjects('active'))
  const all = query.data ?? []
  const pinned = pinnedOf(all)
  const groups: Group[] = grouped(all.filter((it) => !it.my.pinned))
  const sections = [
    ...(pinned.length > 0 ? [{ title: t.all.pinned, projects: pinned }] : []),
    ...groups.map(({ category, projects }) => ({
      title: category ?? (pinned.length > 0 || groups.length > 1 ? t.all.others : null),
      projects,
    })),
  ]
  return (
    <Card
      title={t.home.title}
      actions={
        <span className={css.all}>
          <Link href="/projets" isQuiet>
            {t.home.all}
          </Link>
        </span>
      }
    >
      {query.isPending && (
        <Skeleton label={t.home.title}>
          <SkeletonRows rows={4} />
        </Skeleton>
      )}
      <ProblemLine problem={all.length === 0 ? query.error : null} />
      {query.isSuccess && all.length === 0 && (
        <EmptyState
          size="sm"
          illustration="sheets"
          headingLevel={3}
          title={t.all.none.title}
          text={me.can.create_projects ? t.all.none.text : t.all.none.textCannot}
          actions={
            me.can.create_projects && (
              <Button variant="soft" icon={Plus} href="/projets/nouveau">
                {t.home.emptyCreate}
              </Button>
            )
          }
        />
      )}
      {sections.map(({ title, projects }) => (
        <section key={title ?? ''} className={css.section} aria-label={title ?? undefined}>
          {title !== null && <h3 className={css.category}>{title}</h3>}
          <ul className={css.grid}>
            {projects.map((it) => (
              <li key={it.id}>
                <ProjectCard project={it} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  )
}

function ProjectCard({ project }: { project: Project }) {
  const t = useTexts()
  return (
    <Anchor href={`/p/${project.id}`} className={css.card}>
      <ProjectIcon icon={project.icon} colour={project.colour} size={40} />
      <span className={css.words}>
        <span className={css.name}>{project.name}</span>
        <span className={css.facts}>{t.overview.people(project.members, project.externals)}</span>
        {project.my.is_external && <ExternalBadge />}
        {project.waiting > 0 && <span className={css.waiting}>{t.all.waiting(project.waiting)}</span>}
      </span>
    </Anchor>
  )
}

/** A person follows a few projects at a time: those they pinned, otherwise the first ones. */
const FOLLOWED = 5
const SHOWN = 8

/** What happened last in the projects I follow most closely. */
export function HomeActivity() {
  const t = useTexts()
  const format = useFormat()
  const { data: all = [] } = useQuery(myProjects('active'))
  const followed = [...pinnedOf(all), ...all.filter((it) => !it.my.pinned)].slice(0, FOLLOWED)
  const answers = useQueries({ queries: followed.map((it) => latestIn(it.id)) })
  const items = answers
    .flatMap(({ data = [] }, index) =>
      data.filter(isNews).flatMap((it) => (followed[index] ? [{ it, project: followed[index] }] : [])),
    )
    .sort((a, b) => (a.it.at < b.it.at ? 1 : -1))
    .slice(0, SHOWN)
  if (followed.length === 0) return null
  const isPending = answers.some((it) => it.isPending)
  return (
    <Card title={t.home.activity} isFlush>
      {isPending && items.length === 0 && (
        <Skeleton label={t.home.activity}>
          <SkeletonRows rows={3} />
        </Skeleton>
      )}
      {!isPending && items.length === 0 && <p className={css.none}>{t.home.activityNone}</p>}
      <ol className={css.activity}>
        {items.map(({ it, project }) => (
          <li key={it.id}>
            <ActivityLine
              it={it}
              when={format.relative(it.at)}
              place={
                <Anchor href={`/p/${project.id}`} className={css.place}>
                  <ProjectIcon icon={project.icon} colour={project.colour} size={22} />
                  <span className={css.placeName}>{project.name}</span>
                </Anchor>
              }
            />
          </li>
        ))}
      </ol>
    </Card>
  )
}
