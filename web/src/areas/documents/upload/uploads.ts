// SPDX-License-Identifier: EUPL-1.2
// The one queue of this window: it goes on wherever one is.

import { useSyncExternalStore } from 'react'
import { answer, api } from '@/api/client'
import { queryClient } from '@/api/query'
import type { Id } from '@/api/types'
import { sendFile } from '@/api/upload'
import { hear } from '../live'
import { makeFolder } from '../queries'
import { KeptUploads } from './kept'
import { type Item, UploadQueue } from './queue'

let queue: UploadQueue | null = null
let owner: Id | null = null

const uploadIn = (url: string): Id => url.split('/').pop() ?? ''

/** The queue of who is signed in; another account begins with an empty one. */
export function uploadsOf(account: Id): UploadQueue {
  if (queue && owner === account) return queue
  queue?.stop()
  const kept = new KeptUploads(account)
  const made = new UploadQueue({
    sendFile: (it, folder, file, tell, signal) =>
      sendFile(
        {
          folder,
          file,
          draft: it.draft,
          name: it.name,
          version: it.version,
          url: it.url,
          onUrl: tell.url,
          onProgress: tell.progress,
        },
        signal,
      ),
    turn: async (it) => {
      const { file = null, revision = null } = it.version ?? {}
      const upload = await answer(
        api.PUT('/uploads/{upload}/file', {
          params: { path: { upload: uploadIn(it.url ?? '') } },
          body: { name: it.name, file, revision },
        }),
      )
      return upload.entry
    },
    makeFolder: async (it, folder) => (await makeFolder(folder, it.name, it.draft)).id,
    forget: (it) => {
      if (it.url === null) return
      void answer(api.DELETE('/uploads/{upload}', { params: { path: { upload: uploadIn(it.url) } } })).catch(() => {})
    },
    keep: kept.keep,
    drop: kept.drop,
    isReadable,
    arrived: (it, folder, entry) => hear(queryClient, { project: it.project, entry, folders: [folder] }),
    now: () => Date.now(),
    later: (tell, ms) => void setTimeout(tell, ms),
  })
  queue = made
  owner = account
  void kept.takeOver().then((left) => made.restore(left))
  return made
}

const EMPTY: readonly Item[] = []

export const useUploadItems = (uploads: UploadQueue | null): readonly Item[] =>
  useSyncExternalStore(
    (tell) => uploads?.watch(tell) ?? (() => {}),
    () => uploads?.items ?? EMPTY,
  )

async function isReadable(file: Blob): Promise<boolean> {
  if (file.size === 0) return true
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}
