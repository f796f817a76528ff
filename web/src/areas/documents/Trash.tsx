// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery } from '@tanstack/react-query'
import { ArchiveRestore, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Id, TrashedEntry } from '@/api/types'
import { useFormat } from '@/lib/format'
import {
  Avatar,
  Button,
  type Column,
  confirm,
  EmptyState,
  IconButton,
  LoadMore,
  SkeletonList,
  Table,
  toast,
  useKeptFocus,
  useNavigateTo,
} from '@/ui'
import { hrefOf, type Place, topHref } from './addresses'
import { Crumbs } from './Crumbs'
import { FileIcon, FolderShape } from './FileIcon'
import bar from './FolderView.module.css'
import { kindOfEntry } from './kinds'
import { whenOf } from './Listing'
import { erase, trashOf, untrash, useDone } from './queries'
import s from './Trash.module.css'
import { useTexts } from './texts'

/** What was put into the trash: back where it was, or erased before its time. */
export function Trash({ project }: { project: Place }) {
  const t = useTexts()
  const format = useFormat()
  const go = useNavigateTo()
  const done = useDone(project.id)
  const query = useInfiniteQuery(trashOf(project.id))
  const items = query.data?.items ?? []
  const people = query.data?.people
  const [busy, setBusy] = useState<ReadonlySet<Id>>(new Set())
  const list = useKeptFocus<HTMLDivElement>((area) => area.querySelector('tbody button, h1, h2'))

  const during = async (it: TrashedEntry, act: () => Promise<void>) => {
    setBusy((now) => new Set([...now, it.entry.id]))
    try {
      await act()
    } catch (problem) {
      toast({ problem, tone: 'danger' })
    }
    // Where it is put back, and where it is no longer.
    await done()
    setBusy((now) => new Set([...now].filter((id) => id !== it.entry.id)))
  }

  const restore = (it: TrashedEntry) =>
    during(it, async () => {
      const back = await untrash(it.entry.id)
      toast({
        text: t.untrashed(1, back.name),
        action: {
          label: t.bin.open,
          onAction: () =>
            go(
              back.kind === 'folder' || back.folder === null
                ? hrefOf(project.id, back.id)
                : hrefOf(project.id, back.folder),
            ),
        },
      })
    })

  const eraseOne = async (it: TrashedEntry) => {
    const { name, kind } = it.entry
    const isSure = await confirm({
      title: t.bin.eraseTitle(name),
      body: kind === 'folder' ? t.bin.eraseFolder : t.bin.eraseFile,
      confirmLabel: t.bin.erase,
      keepLabel: t.bin.keep,
      isDanger: true,
    })
    if (!isSure) return
    await during(it, async () => {
      await erase(it.entry.id)
      toast({ text: t.bin.isErased(name) })
    })
  }

  const mayErase = items.some((it) => it.entry.can.manage)
  const columns: Column<TrashedEntry>[] = [
    {
      id: 'name',
      label: t.bin.name,
      isRowHeader: true,
      cell: ({ entry }) => (
        <span className={s.named}>
          {entry.kind === 'folder' ? <FolderShape size={32} /> : <FileIcon kind={kindOfEntry(entry)} />}
          <span className={s.name} title={entry.name}>
            {entry.name}
          </span>
        </span>
      ),
    },
    {
      id: 'was',
      label: t.bin.was,
      width: '18%',
      cell: ({ was_in }) => (
        <span className={s.was}>
          {was_in === null ? t.bin.wasGone : was_in.name === '' ? t.bin.wasTop : was_in.name}
        </span>
      ),
    },
    {
      id: 'by',
      label: t.bin.by,
      width: '18%',
      onSmall: 'hidden',
      cell: ({ trashed_by }) => {
        const person = trashed_by ? people?.get(trashed_by) : undefined
        return person ? (
          <span className={s.person}>
            <Avatar person={person} size={24} />
            {person.name}
          </span>
        ) : (
          t.somebody
        )
      },
    },
    {
      id: 'when',
      label: t.bin.when,
      width: '9.5rem',
      onSmall: 'hidden',
      cell: ({ trashed_at }) => (
        <time dateTime={trashed_at} title={format.fullDateTime(trashed_at)}>
          {whenOf(format, trashed_at)}
        </time>
      ),
    },
    {
      id: 'erased',
      label: t.bin.erased,
      width: '8rem',
      cell: ({ erased_at }) => (
        <time dateTime={erased_at} title={format.fullDateTime(erased_at)}>
          {format.date(erased_at)}
        </time>
      ),
    },
    {
      id: 'actions',
      label: t.bin.actions,
      isLabelHidden: true,
      align: 'end',
      width: mayErase ? '11rem' : '8rem',
      onSmall: 'end',
      cell: (it) => (
        <span className={s.acts}>
          {it.entry.can.write && (
            <Button
              size="sm"
              icon={ArchiveRestore}
              isBusy={busy.has(it.entry.id)}
              aria-label={t.bin.restoreOf(it.entry.name)}
              onPress={() => void restore(it)}
            >
              {t.bin.restore}
            </Button>
          )}
          {it.entry.can.manage && (
            <IconButton
              size="sm"
              icon={Trash2}
              label={t.bin.eraseOf(it.entry.name)}
              onPress={() => void eraseOne(it)}
            />
          )}
        </span>
      ),
    },
  ]

  return (
    <div className={bar.view} data-fills>
      <title>{t.bin.place(project.name)}</title>
      <div className={bar.bar}>
        <Crumbs way={[{ id: 'top', label: t.title, href: topHref(project.id) }]} here={t.bin.title} />
      </div>
      <div className={s.room} ref={list}>
        <p className={s.about}>{t.bin.about}</p>
        {query.data ? (
          items.length > 0 ? (
            <>
              <Table
                caption={t.bin.caption}
                columns={columns}
                rows={items}
                rowKey={(it) => it.entry.id}
                rowName={(it) => it.entry.name}
              />
              <LoadMore
                hasMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : (
            <EmptyState illustration="sheets" title={t.bin.empty} text={t.bin.emptyText} />
          )
        ) : query.isError ? (
          <EmptyState
            title={t.bin.notLoaded}
            problem={query.error}
            actions={<Button onPress={() => void query.refetch()}>{t.retry}</Button>}
          />
        ) : (
          <SkeletonList label={t.bin.loading} rows={5} />
        )}
      </div>
    </div>
  )
}
