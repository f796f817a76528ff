// SPDX-License-Identifier: EUPL-1.2
// What can be done with folders and files, from the folder they are in and from the page of one of them.

import { useQueryClient } from '@tanstack/react-query'
import { Download, ExternalLink, FolderInput, History, Link2, Pencil, Trash2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { save } from '@/api/download'
import type { Entry, Id } from '@/api/types'
import { confirm, type MenuItem, type MenuItems, toast } from '@/ui'
import { hrefOf, type Place } from './addresses'
import { drop } from './cache'
import type { Moved } from './moving'
import { contentHref, place, trash, untrash, useDone } from './queries'
import { useTexts } from './texts'
import { together } from './together'

const NameDialog = lazy(() => import('./NameDialog').then((it) => ({ default: it.NameDialog })))
const MoveDialog = lazy(() => import('./MoveDialog').then((it) => ({ default: it.MoveDialog })))

/** Browsers let go of downloads that begin at the same moment. */
const BETWEEN_DOWNLOADS_MS = 400

type Open = { is: 'make'; folder: Id } | { is: 'rename'; entry: Entry } | { is: 'move'; entries: readonly Entry[] }

export interface Acts {
  makeFolder: (folder: Id) => void
  rename: (entry: Entry) => void
  move: (entries: readonly Entry[]) => void
  trash: (entries: readonly Entry[]) => Promise<Entry[]>
  download: (entries: readonly Entry[]) => void
  copyLink: (entry: Entry) => void
  menuOf: (entry: Entry, more?: Partial<Record<'open' | 'versions', () => void>>) => MenuItems
  /** To be drawn once. */
  element: ReactNode
}

interface Options {
  /** A folder was made, or an entry has another name. */
  onNamed?: (entry: Entry) => void
  /** These are elsewhere now. */
  onGone?: (entries: readonly Entry[]) => void
}

const foldersOf = (entries: readonly Entry[]): Id[] => [
  ...new Set(entries.flatMap((it) => (it.folder === null ? [] : [it.folder]))),
]

export function useActs(project: Place, { onNamed, onGone }: Options = {}): Acts {
  const t = useTexts()
  const cache = useQueryClient()
  const done = useDone(project.id)
  const [open, setOpen] = useState<Open | null>(null)

  const tellFailed = (failed: Moved['failed'], among: number) => {
    const [first] = failed
    if (!first) return
    toast({
      ...(among > 1 ? { text: t.someFailed(failed.length) } : {}),
      problem: first.why,
      tone: 'danger',
    })
  }

  const bringBack = async (entries: readonly Entry[]) => {
    const { done: back, failed } = await together(entries, (it) => untrash(it.id))
    await done(foldersOf(entries))
    if (back.length > 0) toast({ text: t.untrashed(back.length, back[0]?.name ?? '') })
    tellFailed(failed, entries.length)
  }

  const toTrash = async (entries: readonly Entry[]): Promise<Entry[]> => {
    const { done: gone, failed } = await together(entries, (it) => trash(it.id))
    if (gone.length > 0) {
      drop(cache, project.id, new Set(gone.map((it) => it.id)))
      onGone?.(gone)
      toast({
        text: t.trashed(gone.length, gone[0]?.name ?? ''),
        action: { label: t.undo, onAction: () => void bringBack(gone) },
      })
    }
    tellFailed(failed, entries.length)
    void done(foldersOf(entries))
    return gone
  }

  const putBack = async (entries: readonly Entry[], from: Id) => {
    const { done: back, failed } = await together(entries, (it) =>
      it.folder === null ? Promise.resolve() : place(it.id, it.folder, it.name),
    )
    await done([from, ...foldersOf(entries)])
    if (back.length > 0) toast({ text: t.move.undone(back.length) })
    tellFailed(failed, entries.length)
  }

  const move = async (entries: readonly Entry[], folder: { id: Id; name: string }) => {
    const { moveInto } = await import('./moving')
    const first = await moveInto(entries, folder.id)
    const moved = [...first.done]
    const failed = [...first.failed]
    const [taken] = first.taken
    if (taken) {
      const keeps = await confirm({
        title: t.move.taken(first.taken.length, folder.name, taken.name),
        body: t.move.takenText(first.taken.length),
        confirmLabel: t.move.keepBoth,
        keepLabel: t.move.leave,
      })
      if (keeps) {
        const second = await moveInto(first.taken, folder.id, true)
        moved.push(...second.done)
        failed.push(...second.failed)
      }
    }
    if (moved.length > 0) {
      drop(cache, project.id, new Set(moved.map((it) => it.id)))
      onGone?.(moved)
      toast({
        text: t.move.done(moved.length, folder.name),
        action: { label: t.undo, onAction: () => void putBack(moved, folder.id) },
      })
    }
    tellFailed(failed, entries.length)
    void done([folder.id, ...foldersOf(entries)])
  }

  const download = (entries: readonly Entry[]) => {
    const files = entries.filter((it) => it.kind === 'file')
    for (const [index, it] of files.entries())
      setTimeout(() => save(contentHref(it.id), it.name), index * BETWEEN_DOWNLOADS_MS)
  }

  const copyLink = (entry: Entry) =>
    void navigator.clipboard
      .writeText(location.origin + hrefOf(project.id, entry.id))
      .then(() => toast({ text: t.menu.linkCopied }))
      .catch(() => toast({ text: t.menu.linkNotCopied, tone: 'danger' }))

  const menuOf: Acts['menuOf'] = (entry, more = {}) => {
    const items: (MenuItem | 'separator' | false)[] = [
      more.open !== undefined && { id: 'open', label: t.menu.open, icon: ExternalLink, onAction: more.open },
      entry.kind === 'file' && {
        id: 'download',
        label: t.menu.download,
        icon: Download,
        onAction: () => download([entry]),
      },
      more.versions !== undefined &&
        entry.kind === 'file' && { id: 'versions', label: t.menu.versions, icon: History, onAction: more.versions },
      { id: 'link', label: t.menu.link, icon: Link2, onAction: () => copyLink(entry) },
    ]
    if (entry.can.write)
      items.push(
        'separator',
        {
          id: 'rename',
          label: t.menu.rename,
          icon: Pencil,
          shortcut: 'F2',
          onAction: () => setOpen({ is: 'rename', entry }),
        },
        {
          id: 'move',
          label: t.menu.move,
          icon: FolderInput,
          onAction: () => setOpen({ is: 'move', entries: [entry] }),
        },
        'separator',
        {
          id: 'trash',
          label: t.menu.trash,
          icon: Trash2,
          shortcut: t.menu.deleteKey,
          isDanger: true,
          onAction: () => void toTrash([entry]),
        },
      )
    return items
  }

  const close = () => setOpen(null)
  const element = (
    <Suspense fallback={null}>
      {open?.is === 'make' && (
        <NameDialog
          project={project.id}
          what={{ makeIn: open.folder }}
          onClose={close}
          onDone={(it) => {
            toast({ text: t.name.created(it.name) })
            onNamed?.(it)
          }}
        />
      )}
      {open?.is === 'rename' && (
        <NameDialog
          project={project.id}
          what={{ rename: open.entry }}
          onClose={close}
          onDone={(it) => {
            toast({ text: t.name.renamed(it.name) })
            onNamed?.(it)
          }}
        />
      )}
      {open?.is === 'move' && (
        <MoveDialog
          project={project.id}
          entries={open.entries}
          onClose={close}
          onMove={(folder) => move(open.entries, folder)}
        />
      )}
    </Suspense>
  )

  return {
    makeFolder: (folder) => setOpen({ is: 'make', folder }),
    rename: (entry) => setOpen({ is: 'rename', entry }),
    move: (entries) => setOpen({ is: 'move', entries }),
    trash: toTrash,
    download,
    copyLink,
    menuOf,
    element,
  }
}
