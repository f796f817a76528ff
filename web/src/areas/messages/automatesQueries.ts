// SPDX-License-Identifier: EUPL-1.2
// What the messages area asks of the server about the programs of a channel. See `queries.ts`.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, ifMatch } from '@/api/client'
import type { Hook, HookPatch, Id, NewBot, NewHook } from '@/api/types'
import { keys } from './keys'

export const automatesOf = (channel: Id) =>
  queryOptions({
    queryKey: keys.automates(channel),
    queryFn: ({ signal }) =>
      answer(api.GET('/channels/{channel}/automates', { params: { path: { channel } }, signal })),
    // When each was last used is told to nobody: opened again, it is asked again.
    staleTime: 0,
  })

/** What is done with the hooks and bots of one channel. Addresses and secrets are in no cache: they are shown once. */
export function useAutomates(channel: Id) {
  const cache = useQueryClient()
  const after = { onSuccess: () => cache.invalidateQueries({ queryKey: keys.automates(channel) }), gcTime: 0 }
  const path = (hook: Id) => ({ path: { channel, hook } })
  const makeHook = useMutation({
    mutationFn: (body: NewHook) =>
      answer(api.POST('/channels/{channel}/hooks', { params: { path: { channel } }, body })),
    ...after,
  })
  const editHook = useMutation({
    mutationFn: ({ hook, patch }: { hook: Hook; patch: HookPatch }) =>
      answer(
        api.PATCH('/channels/{channel}/hooks/{hook}', {
          params: { ...path(hook.id), header: ifMatch(hook) },
          body: patch,
        }),
      ),
    ...after,
  })
  const renewHook = useMutation({
    mutationFn: (hook: Id) => answer(api.POST('/channels/{channel}/hooks/{hook}/address', { params: path(hook) })),
    ...after,
  })
  const removeHook = useMutation({
    mutationFn: (hook: Id) => answer(api.DELETE('/channels/{channel}/hooks/{hook}', { params: path(hook) })),
    ...after,
  })
  const makeBot = useMutation({
    mutationFn: (body: NewBot) => answer(api.POST('/channels/{channel}/bots', { params: { path: { channel } }, body })),
    ...after,
  })
  const removeBot = useMutation({
    mutationFn: (bot: Id) =>
      answer(api.DELETE('/channels/{channel}/bots/{bot}', { params: { path: { channel, bot } } })),
    ...after,
  })
  return { makeHook, editHook, renewHook, removeHook, makeBot, removeBot }
}
