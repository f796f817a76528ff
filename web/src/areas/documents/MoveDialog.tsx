// SPDX-License-Identifier: EUPL-1.2
import { useQueries, useQuery } from '@tanstack/react-query'
import { Folder, FolderOpen, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import type { Entry, Id } from '@/api/types'
import { Button, Dialog, EmptyState, SkeletonList, Tree, type TreeNode } from '@/ui'
import s from './MoveDialog.module.css'
import { topOf } from './pages'
import { foldersIn } from './queries'
import { useTexts } from './texts'

export interface MoveDialogProps {
  project: Id
  entries: readonly Entry[]
  onClose: () => void
  /** Resolves when what could be done is done. */
  onMove: (folder: { id: Id; name: string }) => Promise<void>
}

/** Marks the line that stands for what is still being asked for. */
const WAITING = ':waiting'

/** A tree of folders, asked for as it is opened. */
export function MoveDialog({ project, entries, onClose, onMove }: MoveDialogProps) {
  const t = useTexts()
  const top = useQuery(topOf(project))
  const root = top.data?.entry
  const [open, setOpen] = useState<ReadonlySet<Id>>(new Set())
  const [chosen, setChosen] = useState<Id | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isOpen = (id: Id) => id === root?.id || open.has(id)

  const asked = [...(root ? [root.id] : []), ...[...open].filter((it) => it !== root?.id)]
  const answers = useQueries({ queries: asked.map((it) => foldersIn(project, it)) })
  const known = new Map(asked.map((it, index) => [it, answers[index]?.data]))
  const hasFailed = answers.some((it) => it.isError && !it.data)
  const moved = new Set(entries.map((it) => it.id))
  const from = new Set(entries.map((it) => it.folder))
  const byId = new Map<Id, Entry>(root ? [[root.id, root]] : [])

  const nodesIn = (folder: Id): TreeNode[] | undefined =>
    known
      .get(folder)
      // What is moved cannot be put into itself, nor into what is in it.
      ?.filter((it) => !moved.has(it.id))
      .map((it) => {
        byId.set(it.id, it)
        const inside = isOpen(it.id) ? nodesIn(it.id) : undefined
        const unknown = [{ id: `${it.id}${WAITING}`, label: t.move.loading, icon: LoaderCircle }]
        return {
          id: it.id,
          label: it.name,
          icon: isOpen(it.id) ? FolderOpen : Folder,
          children: it.items === 0 ? [] : (inside ?? unknown),
        }
      })

  const tree: TreeNode[] = root
    ? [{ id: root.id, label: t.move.top, icon: FolderOpen, children: nodesIn(root.id) ?? [] }]
    : []
  const expanded = new Set([...open, ...(root ? [root.id] : [])])

  const target = chosen === null ? null : (byId.get(chosen) ?? null)
  const nameOf = (it: Entry) => (it.folder === null ? t.move.top : it.name)
  const isHere = target !== null && from.size === 1 && from.has(target.id)
  const reason = isHere ? t.move.isHere : target && !target.can.write ? t.move.cannotWrite : null

  const go = async () => {
    if (!target) return
    setBusy(true)
    await onMove({ id: target.id, name: nameOf(target) })
    onClose()
  }

  return (
    <Dialog
      title={t.move.title(entries.length, entries[0]?.name ?? '')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t.move.cancel}</Button>
          <Button
            variant="primary"
            isBusy={isBusy}
            busyLabel={t.move.busy}
            isDisabled={target === null || reason !== null}
            onPress={() => void go()}
          >
            {t.move.submit}
          </Button>
        </>
      }
    >
      <p className={s.hint} role="status">
        {reason ?? (target ? t.move.submitTo(nameOf(target)) : t.move.choose)}
      </p>
      <div className={s.tree}>
        {root ? (
          <Tree
            label={t.move.choose}
            items={tree}
            selected={chosen}
            onSelect={(id) => {
              if (!id.endsWith(WAITING)) setChosen(id)
            }}
            expanded={expanded}
            onExpand={(next) => setOpen(new Set([...next].filter((it) => !it.endsWith(WAITING))))}
          />
        ) : top.isError ? (
          <EmptyState
            size="sm"
            headingLevel={3}
            title={t.move.notLoaded}
            problem={top.error}
            actions={<Button onPress={() => void top.refetch()}>{t.retry}</Button>}
          />
        ) : (
          <SkeletonList label={t.move.loading} rows={4} />
        )}
      </div>
      {hasFailed && (
        <p className={s.failed} role="alert">
          {t.move.notLoaded}{' '}
          <Button
            size="sm"
            onPress={() => {
              for (const it of answers) if (it.isError) void it.refetch()
            }}
          >
            {t.retry}
          </Button>
        </p>
      )}
    </Dialog>
  )
}
