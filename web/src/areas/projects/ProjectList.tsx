// SPDX-License-Identifier: EUPL-1.2
import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Ellipsis,
  FolderTree,
  GripVertical,
  Pin,
  PinOff,
  RotateCcw,
} from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Id, Project } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import {
  Anchor,
  announce,
  Badge,
  IconButton,
  type MenuItem,
  ProjectIcon,
  toast,
  type useMenu,
  VisuallyHidden,
} from '@/ui'
import { ExternalBadge } from './External'
import { moved, placeAfter } from './order'
import css from './ProjectList.module.css'
import { failed } from './problems'
import { useArchive, useMine } from './queries'
import { useTexts } from './texts'

/** The kind of thing dragged, so that a file or a text dropped here is not taken for a project. */
const DRAGGED = 'application/x-plano-project'

interface ListProps {
  label: string
  projects: Project[]
  /** Files the project under a category of my own. */
  onFile: (project: Project) => void
  /** One menu for all the lists of the page. */
  menu: ReturnType<typeof useMenu>
}

/** My pinned projects, in my order: by drag, by menu, or by the grip and the arrow keys. */
export function PinnedList({ label, projects, onFile, menu }: ListProps) {
  const t = useTexts()
  const mine = useMine()
  const help = useId()
  const grips = useRef(new Map<Id, HTMLButtonElement>())
  // While an order is being chosen or saved, it is shown instead of the saved one.
  const [order, setOrder] = useState<readonly Id[] | null>(null)
  const [grabbed, setGrabbed] = useState<Id | null>(null)
  const [over, setOver] = useState<Id | null>(null)

  const shown = order === null ? projects : inOrder(projects, order)

  const save = (list: readonly Project[], project: Project) => {
    setOrder(list.map((it) => it.id))
    mine.mutate(
      { project: project.id, mine: { pinned: true, after: placeAfter(list, project.id) } },
      {
        onError: () => toast({ text: t.errors.notMoved(project.name), tone: 'danger' }),
        onSettled: () => setOrder(null),
      },
    )
  }

  const place = (project: Project, index: number) => {
    const list = moved(shown, project.id, index)
    announce(t.spoken.moved(project.name, list.indexOf(project) + 1, list.length))
    save(list, project)
  }

  const onGripKey = (event: KeyboardEvent, project: Project) => {
    const index = shown.indexOf(project)
    const target = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: shown.length - 1 }[event.key]
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault()
      if (grabbed === project.id) {
        setGrabbed(null)
        place(project, index)
      } else {
        setGrabbed(project.id)
        announce(t.spoken.grabbed(project.name, index + 1, shown.length), 'assertive')
      }
    } else if (grabbed !== project.id) return
    else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      setGrabbed(null)
      setOrder(null)
      announce(t.spoken.cancelled(project.name), 'assertive')
    } else if (target !== undefined) {
      event.preventDefault()
      const list = moved(shown, project.id, target)
      setOrder(list.map((it) => it.id))
      announce(t.spoken.moved(project.name, list.indexOf(project) + 1, list.length), 'assertive')
      // The row is drawn at its new place: the focus stays on its grip.
      requestAnimationFrame(() => grips.current.get(project.id)?.focus())
    }
  }

  const drop = (event: DragEvent, onto: Project) => {
    event.preventDefault()
    setOver(null)
    const id = event.dataTransfer.getData(DRAGGED)
    const project = shown.find((it) => it.id === id)
    if (project && project !== onto) place(project, shown.indexOf(onto))
  }

  return (
    <>
      <p id={help} hidden>
        {t.all.gripHelp}
      </p>
      <ul className={css.list} aria-label={label}>
        {shown.map((project, index) => (
          <li
            key={project.id}
            className={cx(css.row, grabbed === project.id && css.grabbed, over === project.id && css.over)}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED, project.id)
              event.dataTransfer.effectAllowed = 'move'
            }}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(DRAGGED)) return
              event.preventDefault()
              setOver(project.id)
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(event, project)}
            onDragEnd={() => setOver(null)}
          >
            <button
              ref={(it) => {
                if (it) grips.current.set(project.id, it)
                else grips.current.delete(project.id)
              }}
              type="button"
              className={css.grip}
              aria-label={t.all.grip(project.name)}
              aria-describedby={help}
              aria-pressed={grabbed === project.id}
              onKeyDown={(event) => onGripKey(event, project)}
              onBlur={(event) => {
                // Leaving by Tab or a click drops it where it was; a redraw of the row is not leaving.
                if (grabbed !== project.id || !event.relatedTarget) return
                setGrabbed(null)
                setOrder(null)
              }}
            >
              <GripVertical aria-hidden className={css.gripIcon} />
            </button>
            <ProjectLine
              project={project}
              onFile={onFile}
              menu={menu}
              moves={[
                ...(index > 0
                  ? [
                      {
                        id: 'first',
                        label: t.all.moveFirst,
                        icon: ArrowUpToLine,
                        onAction: () => place(project, 0),
                      },
                      {
                        id: 'up',
                        label: t.all.moveUp,
                        icon: ArrowUp,
                        onAction: () => place(project, index - 1),
                      },
                    ]
                  : []),
                ...(index < shown.length - 1
                  ? [
                      {
                        id: 'down',
                        label: t.all.moveDown,
                        icon: ArrowDown,
                        onAction: () => place(project, index + 1),
                      },
                      {
                        id: 'last',
                        label: t.all.moveLast,
                        icon: ArrowDownToLine,
                        onAction: () => place(project, shown.length - 1),
                      },
                    ]
                  : []),
              ]}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

function inOrder(projects: readonly Project[], order: readonly Id[]): Project[] {
  const at = new Map(order.map((id, index) => [id, index]))
  return [...projects].sort((a, b) => (at.get(a.id) ?? projects.length) - (at.get(b.id) ?? projects.length))
}

/** Projects of one category; a project dropped here joins it. */
export function CategoryList({ label, projects, onFile, menu }: ListProps) {
  return (
    <ul className={css.list} aria-label={label}>
      {projects.map((project) => (
        <li
          key={project.id}
          className={css.row}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData(DRAGGED, project.id)
            event.dataTransfer.effectAllowed = 'move'
          }}
        >
          <ProjectLine project={project} onFile={onFile} menu={menu} moves={[]} />
        </li>
      ))}
    </ul>
  )
}

/** What a section needs to take a project that is dropped on it. */
export function useDropOf(projects: readonly Project[], take: (project: Project) => void) {
  const [isOver, setOver] = useState(false)
  return {
    isOver,
    on: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        const id = event.dataTransfer.getData(DRAGGED)
        const project = projects.find((it) => it.id === id)
        if (project) take(project)
      },
    },
  }
}

function ProjectLine({
  project,
  onFile,
  menu,
  moves,
}: {
  project: Project
  onFile: (project: Project) => void
  menu: ReturnType<typeof useMenu>
  moves: MenuItem[]
}) {
  const t = useTexts()
  const format = useFormat()
  const mine = useMine()
  const archive = useArchive()
  const { name, my } = project
  const isArchived = project.archived_at !== null

  const pin = () =>
    mine.mutate(
      { project: project.id, mine: { pinned: !my.pinned } },
      { onSuccess: () => announce(my.pinned ? t.spoken.unpinned(name) : t.spoken.pinned(name)), onError: failed },
    )
  const restore = () =>
    archive.mutate(
      { project: project.id, archived: false },
      { onSuccess: () => toast({ text: t.archive.restored(name) }), onError: failed },
    )

  const items: (MenuItem | 'separator')[] = isArchived
    ? project.can.archive
      ? [{ id: 'restore', label: t.all.restore, icon: RotateCcw, onAction: restore }]
      : []
    : [
        {
          id: 'pin',
          label: my.pinned ? t.all.unpin : t.all.pin,
          icon: my.pinned ? PinOff : Pin,
          onAction: pin,
        },
        ...moves,
        'separator',
        { id: 'category', label: t.all.category, icon: FolderTree, onAction: () => onFile(project) },
      ]

  return (
    <>
      <Anchor href={`/p/${project.id}`} className={css.link} draggable={false}>
        <ProjectIcon icon={project.icon} colour={project.colour} size={28} />
        <span className={css.text}>
          <span className={css.name}>{name}</span>
          {project.aim && <span className={css.aim}>{project.aim}</span>}
        </span>
      </Anchor>
      <span className={css.meta}>
        {my.is_external && <ExternalBadge />}
        {project.is_template && <Badge tone="neutral">{t.all.template}</Badge>}
        {project.waiting > 0 && <Badge tone="info">{t.all.waiting(project.waiting)}</Badge>}
        {project.organisation && <span className={css.organisation}>{project.organisation.name}</span>}
        <span className={css.facts}>
          {isArchived && project.archived_at
            ? t.all.archivedOn(format.date(project.archived_at))
            : t.overview.people(project.members, project.externals)}
        </span>
        <span className={css.role}>
          <VisuallyHidden>{t.all.role} </VisuallyHidden>
          {t.roles[my.role]}
        </span>
      </span>
      {!isArchived && (
        <IconButton
          label={my.pinned ? `${t.all.unpin} ${name}` : `${t.all.pin} ${name}`}
          icon={Pin}
          isPressed={my.pinned}
          onPress={pin}
        />
      )}
      {items.length > 0 && (
        <IconButton
          label={t.all.more(name)}
          icon={Ellipsis}
          aria-haspopup="menu"
          onPress={(event) => menu.open(event.currentTarget, items, t.all.more(name))}
        />
      )}
    </>
  )
}
