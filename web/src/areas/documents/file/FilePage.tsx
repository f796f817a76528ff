// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, ChevronLeft, ChevronRight, Download, Ellipsis, PanelRight, RotateCcw } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { save } from '@/api/download'
import type { Entry, EntryPage, Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { useAddress } from '@/lib/useAddress'
import { Button, IconButton, Menu } from '@/ui'
import { folderHref, hrefOf, leave, type Place } from '../addresses'
import { FileIcon } from '../FileIcon'
import { kindOfEntry } from '../kinds'
import { contentHref, listOf, versionsOf } from '../queries'
import { orderOf, type Panel, readFileSearch, searchOf } from '../searches'
import { useTexts } from '../texts'
import { useActs } from '../useActs'
import s from './FilePage.module.css'
import { FilePanel } from './FilePanel'
import { Preview } from './Preview'
import { useRestore } from './useRestore'
import { isElsewhere } from './useZoomKeys'

/** A file, as large as the window: what it holds, what it has held, the one before and the one after it. */
export function FilePage({ project, page }: { project: Place; page: EntryPage }) {
  const t = useTexts()
  const format = useFormat()
  const navigate = useNavigate()
  const [search, change] = useAddress(readFileSearch)
  const { tri, sens, panneau: panel, version } = search
  const order = useMemo(() => orderOf({ tri, sens }), [tri, sens])
  const { entry: file } = page
  const { file: held } = file
  const root = useRef<HTMLDivElement>(null)

  const folder = page.path.at(-1)
  const back = () => {
    if (folder) leave(folder.id, { entry: file.id })
    void navigate({ to: folderHref(project.id, page.path), search: searchOf(order) } as never)
  }
  const { previous, next } = useNeighbours(project.id, folder?.id, file.id, order)
  const go = (it: Entry | undefined) => {
    // Not a step to come back to one by one: back leads to the folder.
    if (it)
      void navigate({
        to: hrefOf(project.id, it.id),
        search: { ...searchOf(order), panneau: panel },
        replace: true,
      } as never)
  }
  const acts = useActs(project, { onGone: back })

  // ---- another version than the present one --------------------------------------------------------------------
  const isOld = held !== null && version !== undefined && version !== held.revision
  const versions = useInfiniteQuery({ ...versionsOf(project.id, file.id), enabled: isOld || panel === 'versions' })
  const old = isOld ? versions.data?.pages.flatMap((it) => it.items).find((it) => it.revision === version) : undefined
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = versions
  useEffect(() => {
    if (isOld && !old && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isOld, old, hasNextPage, isFetchingNextPage, fetchNextPage])
  const shown = isOld ? old : held
  const restore = useRestore(project.id, file)
  const show = (revision: number | null) =>
    change({ version: revision === null || revision === held?.revision ? undefined : revision })

  const keys = (event: KeyboardEvent) => {
    if (isElsewhere(event)) return
    const isMedia = event.target instanceof HTMLMediaElement
    if (event.key === 'Escape') back()
    else if (event.key === 'ArrowLeft' && !isMedia && !canScroll(event.target)) go(previous)
    else if (event.key === 'ArrowRight' && !isMedia && !canScroll(event.target)) go(next)
    else if (event.key === 'F2' && file.can.write) acts.rename(file)
    else if (event.key === 'Delete' && file.can.write) void acts.trash([file])
    else return
    event.preventDefault()
  }
  const hear = useRef(keys)
  useEffect(() => {
    hear.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => hear.current(event)
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])

  // From one file to the next the name is what one comes to.
  const heading = useRef<HTMLHeadingElement>(null)
  const place = [project.name, t.title, ...page.path.slice(1).map((it) => it.name)].join(' / ')
  const setPanel = (it: Panel | undefined) => change({ panneau: it })

  return (
    <div className={s.page} data-fills data-full ref={root}>
      <title>{t.titleIn(file.name, project.name)}</title>
      <header className={s.head}>
        <IconButton
          icon={ArrowLeft}
          label={t.file.backTo(folder && page.path.length > 1 ? folder.name : t.title)}
          shortcut={t.file.escape}
          onPress={back}
        />
        <FileIcon kind={kindOfEntry(file)} />
        <div className={s.names}>
          <h1 ref={heading} className={s.name} tabIndex={-1} title={file.name}>
            {file.name}
          </h1>
          <p className={s.place} title={place}>
            {place}
          </p>
        </div>
        <span className={s.download}>
          <Button icon={Download} onPress={() => save(contentHref(file.id, isOld ? version : undefined), file.name)}>
            {t.menu.download}
          </Button>
        </span>
        <IconButton
          icon={PanelRight}
          label={panel ? t.file.closePanel : t.file.openPanel}
          isPressed={panel !== undefined}
          onPress={() => setPanel(panel ? undefined : 'versions')}
        />
        <Menu
          placement="bottom end"
          trigger={<IconButton icon={Ellipsis} label={t.table.menuOf(file.name)} />}
          items={acts.menuOf(file, { versions: () => setPanel('versions') })}
        />
      </header>
      <div className={s.body}>
        <section className={s.stage} aria-label={t.file.preview} data-region>
          {isOld && (
            <div className={s.old} role="status">
              <span className={s.oldWords}>
                {old ? t.file.oldVersion(version, format.dateTime(old.created_at)) : t.file.oldVersionOnly(version)}
              </span>
              {file.can.write && (
                <Button size="sm" icon={RotateCcw} onPress={() => void restore(version).then((ok) => ok && show(null))}>
                  {t.file.restore}
                </Button>
              )}
              <Button size="sm" variant="ghost" onPress={() => show(null)}>
                {t.file.toPresent}
              </Button>
            </div>
          )}
          {shown && (
            <Preview
              key={`${file.id}-${shown.revision}`}
              project={project.id}
              file={file.id}
              name={file.name}
              held={shown}
            />
          )}
          <Step at="previous" entry={previous} onPress={() => go(previous)} />
          <Step at="next" entry={next} onPress={() => go(next)} />
        </section>
        {panel && (
          <FilePanel
            project={project}
            page={page}
            panel={panel}
            shown={version ?? held?.revision ?? 0}
            onPanel={setPanel}
            onShow={show}
          />
        )}
      </div>
      {acts.element}
    </div>
  )
}

function Step({ at, entry, onPress }: { at: 'previous' | 'next'; entry: Entry | undefined; onPress: () => void }) {
  const t = useTexts()
  if (!entry) return null
  const isNext = at === 'next'
  return (
    <div className={isNext ? s.next : s.previous}>
      <IconButton
        variant="bordered"
        icon={isNext ? ChevronRight : ChevronLeft}
        label={isNext ? t.file.next(entry.name) : t.file.previous(entry.name)}
        shortcut={isNext ? '→' : '←'}
        onPress={onPress}
      />
    </div>
  )
}

/** The arrows belong to what scrolls sideways under them. */
const canScroll = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.scrollWidth > target.clientWidth + 1 && target.tabIndex >= 0

/** The files before and after this one, in the order the folder was looked at. */
function useNeighbours(project: Id, folder: Id | undefined, file: Id, order: ReturnType<typeof orderOf>) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...listOf(project, folder ?? '', order),
    enabled: folder !== undefined,
  })
  const files = useMemo(() => data?.entries.filter((it) => it.kind === 'file') ?? [], [data])
  const at = files.findIndex((it) => it.id === file)
  const isNearEnd = data !== undefined && (at < 0 || at >= files.length - 1)
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])
  return { previous: at > 0 ? files[at - 1] : undefined, next: at < 0 ? undefined : files[at + 1] }
}
