// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, Ellipsis, Eye, RotateCcw, Tag as TagIcon, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { save } from '@/api/download'
import { asProblem, fieldSentences, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import type { EntryPage, FileVersion, Id, Person } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import {
  Avatar,
  Badge,
  Button,
  DefinitionList,
  Dialog,
  EmptyState,
  Form,
  IconButton,
  LoadMore,
  type MenuItems,
  SkeletonList,
  Tabs,
  TextField,
  toast,
  useMenu,
} from '@/ui'
import type { Place } from '../addresses'
import { kindOfEntry } from '../kinds'
import { contentHref, nameVersion, useDone, versionsOf } from '../queries'
import type { Panel } from '../searches'
import { useTexts } from '../texts'
import s from './FilePanel.module.css'
import { useRestore } from './useRestore'

export interface FilePanelProps {
  project: Place
  page: EntryPage
  panel: Panel
  /** The version on the screen. */
  shown: number
  onPanel: (panel: Panel | undefined) => void
  onShow: (revision: number | null) => void
}

export function FilePanel(props: FilePanelProps) {
  const { page, panel, onPanel } = props
  const t = useTexts()
  const aside = useRef<HTMLElement>(null)
  useEffect(() => {
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null
    const own = aside.current
    return () => {
      // Only if the focus would be lost: the person may have gone on elsewhere.
      if ((document.activeElement === document.body || own?.contains(document.activeElement)) && opener?.isConnected)
        opener.focus()
    }
  }, [])
  return (
    <aside
      ref={aside}
      className={s.panel}
      aria-label={t.file.panel}
      data-region
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onPanel(undefined)
      }}
    >
      <Tabs
        label={t.file.panel}
        value={panel}
        onChange={onPanel}
        isFilling
        end={<IconButton size="sm" icon={X} label={t.file.closePanel} onPress={() => onPanel(undefined)} />}
        tabs={[
          {
            id: 'versions',
            label: t.file.versions,
            after: page.entry.file ? <span className={s.count}>{page.entry.file.revision}</span> : undefined,
            content: <Versions {...props} />,
          },
          { id: 'details', label: t.file.details, content: <Details {...props} /> },
        ]}
      />
    </aside>
  )
}

function Versions({ project, page, shown, onShow }: FilePanelProps) {
  const t = useTexts()
  const { entry: file } = page
  const query = useInfiniteQuery(versionsOf(project.id, file.id))
  const [naming, setNaming] = useState<FileVersion | null>(null)
  const menu = useMenu()
  const restore = useRestore(project.id, file)
  if (!query.data) {
    return (
      <div className={s.room}>
        {query.isError ? (
          <EmptyState
            size="sm"
            headingLevel={2}
            title={t.file.versionsNotLoaded}
            problem={query.error}
            actions={<Button onPress={() => void query.refetch()}>{t.retry}</Button>}
          />
        ) : (
          <SkeletonList label={t.file.versionsLoading} rows={3} />
        )}
      </div>
    )
  }
  const people = new Map(query.data.pages.flatMap((page) => page.people.map((it) => [it.id, it] as const)))
  const items = query.data.pages.flatMap((it) => it.items)
  const present = file.file?.revision ?? 0
  const menuOf = (it: FileVersion): MenuItems => [
    it.revision !== shown && { id: 'show', label: t.file.show, icon: Eye, onAction: () => onShow(it.revision) },
    {
      id: 'download',
      label: t.menu.download,
      icon: Download,
      onAction: () => save(contentHref(file.id, it.revision), file.name),
    },
    file.can.write && {
      id: 'name',
      label: it.name === null ? t.file.nameVersion : t.file.renameVersion,
      icon: TagIcon,
      onAction: () => setNaming(it),
    },
    file.can.write &&
      it.revision !== present && {
        id: 'restore',
        label: t.file.restore,
        icon: RotateCcw,
        onAction: () => void restore(it.revision).then((isDone) => isDone && onShow(null)),
      },
  ]
  return (
    <div className={s.room}>
      <ol className={s.list}>
        {items.map((it) => (
          <Version
            key={it.id}
            version={it}
            person={it.created_by ? people.get(it.created_by) : undefined}
            isPresent={it.revision === present}
            isShown={it.revision === shown}
            onShow={() => onShow(it.revision)}
            onMenu={(at) => menu.open(at, menuOf(it), t.file.versionMenu(it.revision))}
          />
        ))}
      </ol>
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
      {menu.element}
      {naming && <NameVersion project={project.id} file={file.id} version={naming} onClose={() => setNaming(null)} />}
    </div>
  )
}

interface VersionProps {
  version: FileVersion
  person: Person | undefined
  isPresent: boolean
  isShown: boolean
  onShow: () => void
  onMenu: (at: HTMLElement) => void
}

function Version({ version: it, person, isPresent, isShown, onShow, onMenu }: VersionProps) {
  const t = useTexts()
  const format = useFormat()
  return (
    <li className={cx(s.version, isShown && s.shown)}>
      {person && <Avatar person={person} size={28} />}
      <button type="button" className={s.words} aria-current={isShown ? 'true' : undefined} onClick={onShow}>
        <span className={s.title}>
          <b>{t.table.revisionSaid(it.revision)}</b> {isPresent && <Badge tone="success">{t.file.present}</Badge>}
        </span>
        {it.name !== null && <span className={s.called}>{it.name}</span>}
        <span className={s.about}>
          <time dateTime={it.created_at} title={format.fullDateTime(it.created_at)}>
            {t.file.detail.by(person?.name ?? t.somebody, format.dateTime(it.created_at))}
          </time>
          {' · '}
          {format.bytes(it.size)}
        </span>
        {it.restores !== null && <span className={s.about}>{t.file.restores(it.restores)}</span>}
      </button>
      <MoreOf label={t.file.versionMenu(it.revision)} onMenu={onMenu} />
    </li>
  )
}

function MoreOf({ label, onMenu }: { label: string; onMenu: (at: HTMLElement) => void }) {
  return (
    <IconButton
      size="sm"
      icon={Ellipsis}
      label={label}
      aria-haspopup="menu"
      onPress={(event) => onMenu(event.currentTarget)}
    />
  )
}

function NameVersion(props: { project: Id; file: Id; version: FileVersion; onClose: () => void }) {
  const { project, file, version, onClose } = props
  const t = useTexts()
  const api = useApiTexts()
  const done = useDone(project)
  const [name, setName] = useState(version.name ?? '')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    setError(null)
    try {
      await nameVersion(file, version.revision, name.trim() === '' ? null : name.trim())
      await done([], file)
      toast({ text: t.file.versionNamed })
      onClose()
    } catch (why) {
      setError(why)
      setBusy(false)
    }
  }
  const problem = error ? asProblem(error) : null
  const title = t.file.nameTitle(version.revision)
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.name.cancel}</Button>
          <Button type="submit" form="version-name" variant="primary" isBusy={isBusy} busyLabel={t.name.saving}>
            {t.file.nameSubmit}
          </Button>
        </>
      }
    >
      <Form id="version-name" label={title} onSubmit={() => void save()}>
        <TextField
          label={t.file.versionName}
          hint={t.file.versionNameHint}
          value={name}
          onChange={setName}
          autoFocus
          autoComplete="off"
          error={problem && (fieldSentences(problem, api).name ?? sentence(problem, api))}
        />
      </Form>
    </Dialog>
  )
}

function Details({ project, page }: FilePanelProps) {
  const t = useTexts()
  const format = useFormat()
  const { entry: it, path, people } = page
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? t.somebody
  return (
    <div className={s.room}>
      <DefinitionList
        isStacked
        items={[
          { term: t.file.detail.name, description: it.name },
          { term: t.file.detail.kind, description: t.kinds[kindOfEntry(it)] },
          it.file && { term: t.file.detail.size, description: format.bytes(it.file.size) },
          {
            term: t.file.detail.place,
            description: [project.name, t.title, ...path.slice(1).map((each) => each.name)].join(' / '),
          },
          it.file && {
            term: t.file.detail.changed,
            description: t.file.detail.by(nameOf(it.changed_by), format.fullDateTime(it.changed_at)),
          },
          {
            term: t.file.detail.created,
            description: t.file.detail.by(nameOf(it.created_by), format.fullDateTime(it.created_at)),
          },
          it.is_narrowed && { term: t.file.detail.access, description: t.folder.narrowed },
        ]}
      />
    </div>
  )
}
