// SPDX-License-Identifier: EUPL-1.2
import { useQueryClient } from '@tanstack/react-query'
import { isProblem } from '@/api/problem'
import type { Entry, Id } from '@/api/types'
import { confirm, toast } from '@/ui'
import { put } from '../cache'
import { restoreVersion, useDone } from '../queries'
import { useTexts } from '../texts'

/** Has a file hold again what it held; where somebody has written it meanwhile, it is asked about. `true`: it was done. */
export function useRestore(project: Id, file: Entry): (revision: number) => Promise<boolean> {
  const t = useTexts()
  const cache = useQueryClient()
  const done = useDone(project)
  const folders = file.folder ? [file.folder] : []

  const restore = async (revision: number, seen: number): Promise<boolean> => {
    try {
      const now = await restoreVersion(file.id, revision, seen)
      put(cache, now)
      await done(folders, file.id)
      toast({ text: t.file.restored(revision, now.file?.revision ?? 0) })
      return true
    } catch (error) {
      const current = isProblem(error, 'edit.lost_race') ? (error.problem.current as Entry | undefined) : undefined
      if (!current?.file) {
        toast({ problem: error, tone: 'danger' })
        return false
      }
      put(cache, current)
      void done(folders, file.id)
      const isSure = await confirm({
        title: t.file.changedTitle,
        body: t.file.changedText(current.file.revision),
        confirmLabel: t.file.restoreAnyway,
        keepLabel: t.file.keepPresent,
      })
      return isSure ? await restore(revision, current.file.revision) : false
    }
  }
  return (revision) => restore(revision, file.file?.revision ?? 0)
}
