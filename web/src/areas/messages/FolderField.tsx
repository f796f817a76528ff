// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import type { Id } from '@/api/types'
import { Select } from '@/ui'
import { foldersIn } from './folderQueries'
import { useTexts } from './texts'

/** The folder that a channel is in. Where a project has none there is nothing to choose. */
export function FolderField(props: { project: Id; value: Id | null; onChange: (folder: Id | null) => void }) {
  const t = useTexts()
  const folders = useQuery(foldersIn(props.project)).data ?? []
  if (folders.length === 0) return null
  return (
    <Select
      label={t.folders.into}
      value={props.value ?? ''}
      onChange={(it) => props.onChange(it === '' ? null : it)}
      options={[{ id: '', label: t.folders.none }, ...folders.map((it) => ({ id: it.id, label: it.name }))]}
    />
  )
}
