// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Download, FileUp, FolderInput, FolderPlus, FolderUp, Plus, Trash2, Upload, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useMe } from '@/api/me'
import type { Entry, EntryPage, Id } from '@/api/types'
import { useAddress } from '@/lib/useAddress'
import {
  announce,
  Button,
  EmptyState,
  IconButton,
  LinkButton,
  Menu,
  SkeletonList,
  toast,
  useKeptFocus,
  useMenu,
} from '@/ui'
import { hrefOf, isTop, type Place, trashHref, wayTo } from './addresses'
import { Crumbs } from './Crumbs'
import s from './FolderView.module.css'
import { Listing, type ListingHandle } from './Listing'
import { entryOf } from './pages'
import { listOf } from './queries'
import { orderOf, readFolderSearch, searchOf } from './searches'
import { present, type Selection } from './selection'
import { useTexts } from './texts'
import { type Node, readChosen, readDropped } from './upload/dropped'
import { uploadsOf } from './upload/uploads'
import { useActs } from './useActs'
import { useDropped } from './useDropped'

const NOBODY = new Map()

/** One folder: where it is, what can be done, what is in it. */
export function FolderView({ project, page }: { project: Place; page: EntryPage }) {
  const t = useTexts()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const [search, change] = useAddress(readFolderSearch)
  const { tri, sens } = search
  const order = useMemo(() => orderOf({ tri, sens }), [tri, sens])
  const folder = page.entry
  const name = isTop(folder) ? t.title : folder.name
  const mayWrite = folder.can.write

  const query = useInfiniteQuery(listOf(project.id, folder.id, order))
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  const entries = query.data?.entries ?? []
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])

  // ---- what is selected ---------------------------------------------------------------------------------------
  const [asked, setSelected] = useState<Selection>(new Set())
  const keys = useMemo(() => new Set(entries.map((it) => it.id)), [entries])
  const selected = useMemo(() => present(asked, keys), [asked, keys])
  const chosen = entries.filter((it) => selected.has(it.id))
  const selectAll = async () => {
    let all = query
    while (all.hasNextPage && !all.isFetchNextPageError) all = await all.fetchNextPage()
    setSelected(new Set(all.data?.entries.map((it) => it.id)))
  }

  // ---- what is done -------------------------------------------------------------------------------------------
  const listing = useRef<ListingHandle>(null)
  const acts = useActs(project, {
    onNamed: (it) => listing.current?.focus(it.id),
    onGone: (gone) => setSelected((now) => new Set([...now].filter((id) => !gone.some((it) => it.id === id)))),
  })
  const open = (entry: Entry) => void navigate({ to: hrefOf(project.id, entry.id), search: searchOf(order) } as never)
  const menu = useMenu()
  // With what is selected, where the one that was pressed is among it.
  const withSelected = (entry: Entry): readonly Entry[] => (selected.has(entry.id) ? chosen : [entry])
  const writable = chosen.filter((it) => it.can.write)
  const files = chosen.filter((it) => it.kind === 'file')

  // ---- what is sent --------------------------------------------------------------------------------------------
  const { account } = useMe()
  const send = (nodes: readonly Node[], unread: number, into = folder.id) => {
    if (unread > 0) toast({ text: t.uploads.cannotRead(unread), tone: 'danger' })
    if (nodes.length > 0) uploadsOf(account.id).add(project.id, into, nodes)
    else if (unread === 0) toast({ text: t.uploads.nothing })
  }
  const filesInput = useRef<HTMLInputElement>(null)
  const folderInput = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    send(readChosen([...(input.files ?? [])]), 0)
    // So that the same file, changed, can be chosen again.
    input.value = ''
  }
  const dropped = useDropped(
    mayWrite,
    (transfer, into) => void readDropped(transfer).then(({ nodes, unread }) => send(nodes, unread, into ?? undefined)),
  )
  const overName = dropped.into === null ? name : (entries.find((it) => it.id === dropped.into)?.name ?? name)

  // What an entry is about is asked for before it is opened: it opens at once.
  const warm = (id: Id) => void cache.prefetchQuery(entryOf(project.id, id))

  const bar = useKeptFocus<HTMLDivElement>()
  const title = isTop(folder) ? `${t.title} – ${project.name} – Plano` : t.titleIn(folder.name, project.name)

  useEffect(() => {
    if (query.isError && query.data) announce(t.notLoaded)
  }, [query.isError, query.data, t])

  return (
    <div className={s.view} data-fills {...dropped.handlers}>
      <title>{title}</title>
      {/* biome-ignore lint/a11y/useSemanticElements: actions, not the fields of a form. */}
      <div className={s.bar} role="group" aria-label={t.bar.label} ref={bar}>
        {selected.size > 0 ? (
          // biome-ignore lint/a11y/useSemanticElements: as above.
          <div className={s.bulk} role="group" aria-label={t.selection.label}>
            <h1 className={s.said} tabIndex={-1}>
              {name}
            </h1>
            <span className={s.count}>{t.selection.count(selected.size)}</span>
            {writable.length > 0 && (
              <>
                <Button size="sm" icon={FolderInput} onPress={() => acts.move(writable)}>
                  {t.selection.move}
                </Button>
                <Button size="sm" icon={Trash2} onPress={() => void acts.trash(writable)}>
                  {t.selection.trash}
                </Button>
              </>
            )}
            {files.length > 0 && (
              <Button size="sm" icon={Download} onPress={() => acts.download(files)}>
                {t.selection.download}
              </Button>
            )}
            <IconButton size="sm" icon={X} label={t.selection.clear} onPress={() => setSelected(new Set())} />
          </div>
        ) : (
          <>
            <Crumbs way={wayTo(project.id, page.path, t.title)} here={name} />
            <LinkButton variant="ghost" icon={Trash2} href={trashHref(project.id)}>
              {t.bar.trash}
            </LinkButton>
            {mayWrite && (
              <Menu
                placement="bottom end"
                trigger={<Button icon={Upload}>{t.bar.upload}</Button>}
                items={[
                  {
                    id: 'files',
                    label: t.bar.uploadFiles,
                    icon: FileUp,
                    onAction: () => filesInput.current?.click(),
                  },
                  {
                    id: 'folder',
                    label: t.bar.uploadFolder,
                    icon: FolderUp,
                    onAction: () => folderInput.current?.click(),
                  },
                ]}
              />
            )}
            {mayWrite && (
              <Menu
                placement="bottom end"
                trigger={
                  <Button variant="primary" icon={Plus}>
                    {t.bar.make}
                  </Button>
                }
                items={[
                  {
                    id: 'folder',
                    label: t.bar.makeFolder,
                    icon: FolderPlus,
                    onAction: () => acts.makeFolder(folder.id),
                  },
                ]}
              />
            )}
          </>
        )}
      </div>
      {query.data ? (
        <Listing
          key={folder.id}
          project={project.id}
          folder={folder.id}
          caption={isTop(folder) ? t.table.captionTop : t.table.caption(folder.name)}
          entries={entries}
          people={query.data.people ?? NOBODY}
          total={folder.items ?? 0}
          hasMore={hasNextPage}
          isLoading={isFetchingNextPage}
          hasFailed={isFetchNextPageError}
          onMore={more}
          order={order}
          onOrder={(next) => change(searchOf(next))}
          selected={selected}
          onSelect={setSelected}
          onSelectAll={() => void selectAll()}
          onOpen={open}
          onMenu={(entry, at) => {
            warm(entry.id)
            menu.open(
              at,
              acts.menuOf(entry, {
                open: () => open(entry),
                versions: () =>
                  void navigate({
                    to: hrefOf(project.id, entry.id),
                    search: { ...searchOf(order), panneau: 'versions' },
                  } as never),
              }),
              t.table.menuOf(entry.name),
            )
          }}
          onRename={(it) => it.can.write && acts.rename(it)}
          onTrash={(it) => {
            const them = withSelected(it).filter((each) => each.can.write)
            if (them.length > 0) void acts.trash(them)
          }}
          handle={listing}
          empty={
            <EmptyState
              illustration="sheets"
              title={isTop(folder) ? t.empty.top : t.empty.folder}
              text={mayWrite ? t.empty.text : t.empty.reader}
              actions={
                mayWrite && (
                  <>
                    <Button icon={FileUp} onPress={() => filesInput.current?.click()}>
                      {t.bar.uploadFiles}
                    </Button>
                    <Button icon={FolderPlus} onPress={() => acts.makeFolder(folder.id)}>
                      {t.bar.makeFolder}
                    </Button>
                  </>
                )
              }
            />
          }
        />
      ) : query.isError ? (
        <EmptyState
          title={t.notLoaded}
          problem={query.error}
          actions={<Button onPress={() => void query.refetch()}>{t.retry}</Button>}
        />
      ) : (
        <div className={s.waiting}>
          <SkeletonList label={t.loading} rows={6} />
        </div>
      )}
      {mayWrite && (
        <>
          <input
            ref={filesInput}
            type="file"
            multiple
            hidden
            aria-label={t.bar.uploadFiles}
            onChange={(event) => take(event.target)}
          />
          <input
            ref={(it) => {
              folderInput.current = it
              // Known to every browser, and in no standard that types know.
              it?.setAttribute('webkitdirectory', '')
            }}
            type="file"
            multiple
            hidden
            aria-label={t.bar.uploadFolder}
            onChange={(event) => take(event.target)}
          />
        </>
      )}
      {dropped.isOver && (
        <div className={s.over} aria-hidden="true">
          <p className={s.overWords}>
            <Upload size={18} strokeWidth={1.75} aria-hidden="true" />
            {t.uploads.dropHere(overName)}
          </p>
        </div>
      )}
      {menu.element}
      {acts.element}
    </div>
  )
}
