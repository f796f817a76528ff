// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server about folders of channels. See `queries.ts`.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, ifMatch } from '@/api/client'
import { newDraft } from '@/api/draft'
import type { Channel, ChannelFolder, Id } from '@/api/types'
import { putChannel } from './cache'
import { keys } from './keys'

/** The folders of a project that I see: of use to those who manage, who see the empty ones too. */
export const foldersIn = (project: Id) =>
  queryOptions({
    queryKey: keys.folders(project),
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/projects/{project}/channel-folders', { params: { path: { project } }, signal }))).items,
  })

/** What is done with the folders of one project. */
export function useFolders(project: Id) {
  const cache = useQueryClient()
  // Channels say the name of their folder.
  const after = {
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: keys.folders(project) }),
        cache.invalidateQueries({ queryKey: keys.mine }),
      ]),
  }
  // The same for as long as the dialog is open: pressed twice, it is one folder.
  const [draft] = useState(newDraft)
  const path = (folder: Id) => ({ path: { project, folder } })
  const make = useMutation({
    mutationFn: (name: string) =>
      answer(api.POST('/projects/{project}/channel-folders', { params: { path: { project } }, body: { draft, name } })),
    ...after,
  })
  const rename = useMutation({
    mutationFn: ({ folder, name }: { folder: ChannelFolder; name: string }) =>
      answer(
        api.PATCH('/projects/{project}/channel-folders/{folder}', {
          params: { ...path(folder.id), header: ifMatch(folder) },
          body: { name },
        }),
      ),
    ...after,
  })
  const move = useMutation({
    mutationFn: ({ folder, before }: { folder: Id; before: Id | null }) =>
      answer(api.PUT('/projects/{project}/channel-folders/{folder}/place', { params: path(folder), body: { before } })),
    ...after,
  })
  const remove = useMutation({
    mutationFn: (folder: Id) =>
      answer(api.DELETE('/projects/{project}/channel-folders/{folder}', { params: path(folder) })),
    ...after,
  })
  return { make, rename, move, remove }
}

export interface PlaceOfChannel {
  channel: Pick<Channel, 'id'>
  folder: Id | null
  before: Id | null
}

/** Puts a channel into a folder, or into none, before another or as the last. */
export function usePlaceChannel() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, folder, before }: PlaceOfChannel) =>
      answer(
        api.PUT('/channels/{channel}/place', { params: { path: { channel: channel.id } }, body: { folder, before } }),
      ),
    onSuccess: (channel) => putChannel(cache, channel),
  })
}
