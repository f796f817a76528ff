// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Plus, SearchX } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '@/api/me'
import type { Project, Role } from '@/api/types'
import { cx } from '@/lib/cx'
import { useAddress } from '@/lib/useAddress'
import { useSettled } from '@/lib/useSettled'
import {
  announce,
  Button,
  EmptyState,
  ScreenHeader,
  SearchField,
  SegmentedControl,
  Select,
  SkeletonList,
  useMenu,
} from '@/ui'
import css from './AllProjects.module.css'
import { CategoryDialog } from './CategoryDialog'
import type { ProjectState } from './keys'
import { ROLES } from './levels'
import { categoriesOf, grouped, matches, pinnedOf } from './order'
import { CategoryList, PinnedList, useDropOf } from './ProjectList'
import { failed } from './problems'
import { myProjects, useMine } from './queries'
import { readProjectSearch } from './searches'
import { useTexts } from './texts'

const ANY = ''

/** All the projects I am in: pinned ones in my order, the others under categories of my own. */
export function AllProjects() {
  const t = useTexts()
  const me = useMe()
  const [address, change] = useAddress(readProjectSearch)
  // Drawn with each letter; the address follows once the typing pauses.
  const [search, setSearch] = useSettled(address.q ?? '', (q) => change({ q }))
  const state: ProjectState = address.etat === 'archives' ? 'archived' : 'active'
  const role: Role | typeof ANY = address.role ?? ANY
  const organisation = address.structure ?? ANY
  const [filing, setFiling] = useState<Project | null>(null)
  const menu = useMenu()
  const query = useQuery(myProjects(state))
  const all = query.data ?? []

  const isFiltered = search.trim() !== '' || role !== ANY || organisation !== ANY
  const shown = all.filter(
    (it) =>
      matches(search, [it.name, it.aim, it.organisation?.name, it.my.category]) &&
      (role === ANY || it.my.role === role) &&
      (organisation === ANY || it.organisation?.id === organisation),
  )
  const pinned = state === 'active' ? pinnedOf(shown) : []
  const groups = grouped(state === 'active' ? shown.filter((it) => !it.my.pinned) : shown)
  const organisations = new Map(all.flatMap(({ organisation: it }) => (it ? [[it.id, it.name]] : [])))

  const clear = () => {
    setSearch('')
    change({ q: undefined, role: undefined, structure: undefined })
  }

  return (
    <>
      <title>{`${t.all.title} – Plano`}</title>
      <ScreenHeader
        title={t.all.title}
        summary={
          <p role="status">{query.isSuccess && (isFiltered ? t.all.results(shown.length) : t.all.count(all.length))}</p>
        }
        actions={
          me.can.create_projects && (
            <Button variant="primary" icon={Plus} href="/projets/nouveau">
              {t.all.create}
            </Button>
          )
        }
      />
      <div className={css.page}>
        <div className={css.tools}>
          <div className={css.search}>
            <SearchField label={t.all.search} value={search} onChange={setSearch} />
          </div>
          <SegmentedControl
            label={t.all.state}
            value={state}
            onChange={(it) => change({ etat: it === 'archived' ? 'archives' : undefined }, { isStep: true })}
            options={[
              { id: 'active', label: t.all.active },
              { id: 'archived', label: t.all.archived },
            ]}
          />
          <Select
            label={t.all.role}
            isLabelHidden
            size="sm"
            value={role}
            onChange={(it) => change({ role: it === ANY ? undefined : it })}
            options={[{ id: ANY, label: t.all.anyRole }, ...ROLES.map((id) => ({ id, label: t.roles[id] }))]}
          />
          {organisations.size > 1 && (
            <Select
              label={t.all.organisation}
              isLabelHidden
              size="sm"
              value={organisation}
              onChange={(it) => change({ structure: it === ANY ? undefined : it })}
              options={[
                { id: ANY, label: t.all.anyOrganisation },
                ...[...organisations].map(([id, label]) => ({ id, label })),
              ]}
            />
          )}
        </div>

        {query.isPending && <SkeletonList label={t.all.title} rows={6} />}
        {query.isError && all.length === 0 && (
          <EmptyState
            title={t.errors.load}
            problem={query.error}
            actions={<Button onPress={() => void query.refetch()}>{t.errors.retry}</Button>}
          />
        )}
        {query.isSuccess && shown.length === 0 && isFiltered && (
          <EmptyState
            illustration={SearchX}
            title={t.all.noResult.title}
            text={t.all.noResult.text}
            actions={<Button onPress={clear}>{t.all.noResult.clear}</Button>}
          />
        )}
        {query.isSuccess && all.length === 0 && !isFiltered && (
          <EmptyState
            illustration="sheets"
            title={state === 'active' ? t.all.none.title : t.all.noneArchived.title}
            text={
              state === 'archived'
                ? t.all.noneArchived.text
                : me.can.create_projects
                  ? t.all.none.text
                  : t.all.none.textCannot
            }
            actions={
              state === 'active' &&
              me.can.create_projects && (
                <Button variant="soft" icon={Plus} href="/projets/nouveau">
                  {t.all.create}
                </Button>
              )
            }
          />
        )}

        {pinned.length > 0 && (
          <section className={css.group} aria-labelledby="pinned">
            <div className={css.groupHead}>
              <h2 id="pinned">{t.all.pinned}</h2>
              <p className={css.help}>{t.all.pinnedHelp}</p>
            </div>
            <PinnedList label={t.all.pinned} projects={pinned} onFile={setFiling} menu={menu} />
          </section>
        )}
        {groups.map(({ category, projects }) => (
          <CategorySection
            key={category ?? ANY}
            category={category}
            // One nameless group needs no title of its own, unless pinned projects stand above it.
            title={
              category ?? (groups.length > 1 ? t.all.uncategorised : pinned.length > 0 ? t.all.others : t.all.title)
            }
            isTitleHidden={groups.length === 1 && category === null && pinned.length === 0}
            projects={projects}
            all={all}
            onFile={setFiling}
            menu={menu}
          />
        ))}
      </div>
      {menu.element}
      {filing && <CategoryDialog project={filing} categories={categoriesOf(all)} onClose={() => setFiling(null)} />}
    </>
  )
}

function CategorySection({
  category,
  title,
  isTitleHidden,
  projects,
  all,
  onFile,
  menu,
}: {
  category: string | null
  title: string
  isTitleHidden: boolean
  projects: Project[]
  all: readonly Project[]
  onFile: (project: Project) => void
  menu: ReturnType<typeof useMenu>
}) {
  const t = useTexts()
  const mine = useMine()
  const { isOver, on } = useDropOf(all, (project) => {
    if (project.my.category === category) return
    mine.mutate(
      { project: project.id, mine: { category } },
      {
        onSuccess: () => announce(t.spoken.movedTo(project.name, title)),
        onError: failed,
      },
    )
  })
  const id = `category-${category ?? 'none'}`
  return (
    <section className={cx(css.group, isOver && css.over)} aria-labelledby={id} {...on}>
      <h2 id={id} className={cx(css.groupHead, isTitleHidden && css.hidden)}>
        {title}
      </h2>
      <CategoryList label={t.all.listLabel(title)} projects={projects} onFile={onFile} menu={menu} />
    </section>
  )
}
