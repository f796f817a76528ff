// SPDX-License-Identifier: EUPL-1.2
// The only file of the area that names paths of the API.

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, bytes } from '../../api/client'
import { noteHere } from '../../api/here'
import { instanceQuery, meQuery } from '../../api/me'
import type {
  Acceptance,
  Display,
  Id,
  Me,
  MePatch,
  NewAccessRequest,
  NewAppPassword,
  NewSession,
  PasswordChange,
  Person,
  SetUp,
} from '../../api/types'

// ---- getting in ---------------------------------------------------------------------------

/** Each way in answers with who is there: the frame then opens without asking again. */
function useEntry<Body>(call: (body: Body) => Promise<Me>, stays: (body: Body) => boolean = () => false) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSuccess: (me, body) => {
      noteHere(me.account.id, stays(body))
      // Whatever an earlier person of this tab has read is forgotten.
      const instance = cache.getQueryData(instanceQuery.queryKey)
      cache.clear()
      if (instance) cache.setQueryData(instanceQuery.queryKey, instance)
      cache.setQueryData(meQuery.queryKey, me)
    },
  })
}

export const useSignIn = () =>
  useEntry(
    (body: NewSession) => answer(api.POST('/session', { body })),
    (body) => body.stay_signed_in ?? false,
  )

export const useSetUp = () => {
  const cache = useQueryClient()
  return useEntry(async (body: SetUp) => {
    const me = await answer(api.POST('/setup', { body }))
    cache.removeQueries({ queryKey: instanceQuery.queryKey })
    return me
  })
}

export const useCompleteReset = () =>
  useEntry((body: { token: string; password: string }) => answer(api.POST('/password-resets/completion', { body })))

export const useAcceptInvitation = () =>
  useEntry((body: Acceptance) => answer(api.POST('/invitations/acceptance', { body })))

export const useForgotten = () =>
  useMutation({ mutationFn: (body: { email: string }) => answer(api.POST('/password-resets', { body })) })

export const invitationOf = (token: string) =>
  queryOptions({
    // The token is a secret: it stays out of the key, which tools may show.
    queryKey: ['invitation'],
    queryFn: ({ signal }) => answer(api.POST('/invitations/inspection', { body: { token }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })

// ---- asking for access ---------------------------------------------------------------------

export const openOrganisations = queryOptions({
  queryKey: ['access-requests', 'organisations'],
  queryFn: ({ signal }) => answer(api.GET('/access-requests/organisations', { signal })).then((it) => it.items),
})

export const useRequestAccess = () =>
  useMutation({
    mutationFn: (body: NewAccessRequest) => answer(api.POST('/access-requests', { body })),
  })

export const useConfirmRequest = () =>
  useMutation({
    mutationFn: (token: string) => answer(api.POST('/access-requests/confirmation', { body: { token } })),
  })

export const useConfirmEmail = () =>
  useMutation({
    mutationFn: (token: string) => answer(api.POST('/email-changes/confirmation', { body: { token } })),
  })

// ---- oneself --------------------------------------------------------------------------------

/** Confirms the sign-in for ten minutes. A wrong password is `session.refused`. */
export const confirmSession = (password: string): Promise<void> =>
  answer(api.POST('/session/confirmation', { body: { password } }))

export function useChangeProfile() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: MePatch) => answer(api.PATCH('/me', { body })),
    onSuccess: (me) => cache.setQueryData(meQuery.queryKey, me),
  })
}

/** Seen at once, because a display choice is judged by looking at it; taken back if it could not be kept. */
export function useChangeDisplay() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: Display) => answer(api.PUT('/me/display', { body })),
    onMutate: (display) => {
      const before = cache.getQueryData(meQuery.queryKey)
      cache.setQueryData(meQuery.queryKey, (me) => me && { ...me, display })
      return before
    },
    onError: (_error, _display, before) => cache.setQueryData(meQuery.queryKey, before),
  })
}

export function useChangePhoto() {
  const cache = useQueryClient()
  const shown = (account: Person) => cache.setQueryData(meQuery.queryKey, (me) => me && { ...me, account })
  return {
    put: useMutation({
      mutationFn: (photo: Blob) => answer(api.PUT('/me/photo', bytes(photo))),
      onSuccess: shown,
    }),
    remove: useMutation({ mutationFn: () => answer(api.DELETE('/me/photo', {})), onSuccess: shown }),
  }
}

export function useChangePassword() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: PasswordChange) => answer(api.PUT('/me/password', { body })),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: meQuery.queryKey })
      void cache.invalidateQueries({ queryKey: sessionsQuery.queryKey })
      void cache.invalidateQueries({ queryKey: appPasswordsQuery.queryKey })
    },
  })
}

export const useChangeEmail = () =>
  useMutation({ mutationFn: (email: string) => answer(api.POST('/me/email', { body: { email } })) })

export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => answer(api.GET('/me/sessions', { signal })).then((it) => it.items),
  staleTime: 0,
})

export function useEndSession() {
  const cache = useQueryClient()
  const settled = () => cache.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  return {
    one: useMutation({
      mutationFn: (session: Id) => answer(api.DELETE('/me/sessions/{session}', { params: { path: { session } } })),
      onSettled: settled,
    }),
    others: useMutation({ mutationFn: () => answer(api.DELETE('/me/sessions', {})), onSettled: settled }),
  }
}

export const appPasswordsQuery = queryOptions({
  queryKey: ['me', 'app-passwords'],
  queryFn: ({ signal }) => answer(api.GET('/me/app-passwords', { signal })).then((it) => it.items),
})

export function useAppPasswords() {
  const cache = useQueryClient()
  const settled = () => cache.invalidateQueries({ queryKey: appPasswordsQuery.queryKey })
  return {
    create: useMutation({
      mutationFn: (body: NewAppPassword) => answer(api.POST('/me/app-passwords', { body })),
      onSettled: settled,
      // The secret is shown once: it does not wait in a cache for the next reader.
      gcTime: 0,
    }),
    remove: useMutation({
      mutationFn: (app_password: Id) =>
        answer(api.DELETE('/me/app-passwords/{app_password}', { params: { path: { app_password } } })),
      onSettled: settled,
    }),
  }
}

export const personSheet = (account: Id) =>
  queryOptions({
    queryKey: ['people', 'sheet', account],
    queryFn: ({ signal }) => answer(api.GET('/people/{account}', { params: { path: { account } }, signal })),
  })
