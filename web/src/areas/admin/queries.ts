// SPDX-License-Identifier: EUPL-1.2
// The only file of the administration that names API paths.

import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { API, answer, api, bytes, ifMatch } from '@/api/client'
import type {
  AccountPatch,
  AdminAccount,
  AdminAccountPage,
  BulkAction,
  BulkOutcome,
  Group,
  Id,
  Import,
  NewAccount,
  Organisation,
  OrganisationPatch,
  RequestStatus,
  Settings,
} from '@/api/types'
import type { AccountFilters } from './accounts/filters'
import type { JournalFilters } from './journal/filters'
import { type AdminSubject, subjectKey } from './keys'

export type AccountPage = AdminAccountPage
/** `null` is the same as absent, and is not sent. */
export type AccountEdit = { [K in keyof AccountPatch]: NonNullable<AccountPatch[K]> }
export type OrganisationEdit = OrganisationPatch
export type { BulkAction, BulkOutcome, RequestStatus }

type Query = Record<string, string | number | undefined>
const params = <const Q extends Query>(query: Q) => ({ params: { query } })

// ---- accounts --------------------------------------------------------------------------------------

/** Enough to fill a screen twice; few enough for an old machine to draw at once. */
export const ACCOUNTS_PER_PAGE = 50

const accountQuery = (filters: AccountFilters) => ({
  q: filters.q,
  organisation: filters.organisation,
  status: filters.status,
  role: filters.role,
  sort: filters.sort,
})

export const accountsIn = (filters: AccountFilters, after: string | undefined) =>
  queryOptions({
    queryKey: [...subjectKey('accounts'), 'page', filters, after ?? null],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/admin/accounts', {
          ...params({ ...accountQuery(filters), after, limit: ACCOUNTS_PER_PAGE }),
          signal,
        }),
      ),
    // The rows on screen stay until the next ones are there, so that nothing jumps while typing.
    placeholderData: keepPreviousData,
  })

/** Where the browser downloads the filtered list. */
export function accountsExportHref(filters: AccountFilters): string {
  return withQuery(`${API}/admin/accounts/export`, accountQuery(filters))
}

export const account = (id: Id) =>
  queryOptions({
    queryKey: [...subjectKey('accounts'), 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/accounts/{account}', { params: { path: { account: id } }, signal })),
  })

export const accountProjects = (id: Id) =>
  queryOptions({
    queryKey: [...subjectKey('accounts'), 'projects', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/accounts/{account}/projects', { params: { path: { account: id } }, signal })),
  })

export function useCreateAccount() {
  const changed = useChanged('accounts', 'organisations')
  return useMutation({
    mutationFn: (body: NewAccount) => answer(api.POST('/admin/accounts', { body })),
    onSuccess: changed,
  })
}

export function useEditAccount(shown: AdminAccount) {
  const changed = useAccountChanged(shown.person.id)
  return useMutation({
    mutationFn: (body: AccountPatch) =>
      answer(
        api.PATCH('/admin/accounts/{account}', {
          params: { path: { account: shown.person.id }, header: ifMatch(shown) },
          body,
        }),
      ),
    onSuccess: changed,
  })
}

const ACCOUNT_ACTIONS = {
  deactivate: (account: Id) => api.PUT('/admin/accounts/{account}/deactivation', { params: { path: { account } } }),
  reactivate: (account: Id) => api.DELETE('/admin/accounts/{account}/deactivation', { params: { path: { account } } }),
  promote: (account: Id) => api.PUT('/admin/accounts/{account}/administration', { params: { path: { account } } }),
  demote: (account: Id) => api.DELETE('/admin/accounts/{account}/administration', { params: { path: { account } } }),
} as const

/** Deactivates, reactivates, promotes or demotes one account. Never optimistic: these are rights. */
export function useAccountAction(action: keyof typeof ACCOUNT_ACTIONS) {
  const changed = useChanged('accounts', 'organisations')
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: Id) => answer(ACCOUNT_ACTIONS[action](id)),
    onSuccess: (after) => {
      cache.setQueryData(account(after.person.id).queryKey, after)
      return changed()
    },
  })
}

export function useInviteAgain() {
  return useMutation({
    mutationFn: (id: Id) =>
      answer(
        api.POST('/admin/accounts/{account}/invitation', {
          params: { path: { account: id } },
        }),
      ),
  })
}

export function useEndSessions() {
  return useMutation({
    mutationFn: (id: Id) =>
      answer(api.DELETE('/admin/accounts/{account}/sessions', { params: { path: { account: id } } })),
  })
}

export function useHandOver(from: Id) {
  const changed = useChanged('accounts', 'groups')
  return useMutation({
    mutationFn: (to: Id) =>
      answer(
        api.PUT('/admin/accounts/{account}/succession', {
          params: { path: { account: from } },
          body: { to },
        }),
      ),
    onSuccess: changed,
  })
}

export function useBulk() {
  const changed = useChanged('accounts', 'organisations', 'groups')
  return useMutation({
    mutationFn: async (order: { accounts: Id[]; action: BulkAction; target?: Id }) =>
      (await answer(api.POST('/admin/accounts/bulk', { body: order }))).items,
    onSettled: changed,
  })
}

/** People to choose from: a successor, an administrator, a member of a group. */
export const people = (q: string) =>
  queryOptions({
    queryKey: ['admin', 'people', q],
    queryFn: ({ signal }) => answer(api.GET('/people', { ...params({ q, limit: 10 }), signal })),
  })

// ---- access requests -------------------------------------------------------------------------------

export const accessRequests = (status: RequestStatus, organisation: Id | undefined) =>
  infiniteQueryOptions({
    queryKey: [...subjectKey('requests'), 'list', status, organisation ?? null],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/admin/access-requests', {
          ...params({ status, organisation, after: pageParam, limit: 50 }),
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })

/** The counter of the navigation and the banner over the accounts: how many wait, and since when. */
export const waitingRequests = queryOptions({
  queryKey: [...subjectKey('requests'), 'waiting'],
  queryFn: ({ signal }) =>
    answer(api.GET('/admin/access-requests', { ...params({ status: 'waiting', limit: 1 }), signal })),
})

export function useApprove() {
  const changed = useChanged('requests', 'accounts', 'organisations')
  return useMutation({
    mutationFn: ({ id, ...body }: { id: Id; organisation: Id; function?: string }) =>
      answer(
        api.PUT('/admin/access-requests/{request}/approval', {
          params: { path: { request: id } },
          body,
        }),
      ),
    // Also after a refusal: someone else may have answered first, and the list must show it.
    onSettled: changed,
  })
}

export function useRefuse() {
  const changed = useChanged('requests')
  return useMutation({
    mutationFn: ({ id, reason }: { id: Id; reason: string }) =>
      answer(
        api.PUT('/admin/access-requests/{request}/refusal', {
          params: { path: { request: id } },
          body: { reason },
        }),
      ),
    onSettled: changed,
  })
}

// ---- organisations ---------------------------------------------------------------------------------

export const organisations = queryOptions({
  queryKey: [...subjectKey('organisations'), 'tree'],
  queryFn: async ({ signal }) => (await answer(api.GET('/admin/organisations', { signal }))).items,
})

export function useCreateOrganisation() {
  const changed = useChanged('organisations')
  return useMutation({
    mutationFn: (body: { draft: string; name: string; parent: Id | null }) =>
      answer(api.POST('/admin/organisations', { body })),
    onSuccess: changed,
  })
}

export function useEditOrganisation() {
  const changed = useChanged('organisations', 'accounts')
  return useMutation({
    mutationFn: ({ shown, edit }: { shown: Organisation; edit: OrganisationPatch }) =>
      answer(
        api.PATCH('/admin/organisations/{organisation}', {
          params: { path: { organisation: shown.id }, header: ifMatch(shown) },
          body: edit,
        }),
      ),
    // Also after a lost race, so that the panel shows what the other person wrote.
    onSettled: changed,
  })
}

export function useDeleteOrganisation() {
  const changed = useChanged('organisations')
  return useMutation({
    mutationFn: (organisation: Id) =>
      answer(api.DELETE('/admin/organisations/{organisation}', { params: { path: { organisation } } })),
    onSettled: changed,
  })
}

export function useAppoint(organisation: Id) {
  const changed = useChanged('organisations', 'accounts')
  return useMutation({
    mutationFn: (account: Id) =>
      answer(
        api.PUT('/admin/organisations/{organisation}/administrators/{account}', {
          params: { path: { organisation, account } },
        }),
      ),
    onSuccess: changed,
  })
}

export function useDismiss(organisation: Id) {
  const changed = useChanged('organisations', 'accounts')
  return useMutation({
    mutationFn: (account: Id) =>
      answer(
        api.DELETE('/admin/organisations/{organisation}/administrators/{account}', {
          params: { path: { organisation, account } },
        }),
      ),
    onSuccess: changed,
  })
}

// ---- imports ---------------------------------------------------------------------------------------

/** How often a running import is asked again: often enough to see it move, far from a load for the server. */
const PROGRESS_EVERY_MS = 1000

export const imports = queryOptions({
  queryKey: [...subjectKey('imports'), 'list'],
  queryFn: async ({ signal }) => (await answer(api.GET('/admin/imports', { signal }))).items,
})

export const importOf = (id: Id) =>
  queryOptions({
    queryKey: [...subjectKey('imports'), 'one', id],
    queryFn: ({ signal }) => answer(api.GET('/admin/imports/{import}', { params: { path: { import: id } }, signal })),
    refetchInterval: (query) => (query.state.data?.status === 'running' ? PROGRESS_EVERY_MS : false),
  })

export const faultsHref = (id: Id) => `${API}/admin/imports/${encodeURIComponent(id)}/faults`

export function useCheckFile() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ file, draft, organisation }: { file: File; draft: string; organisation?: Id }) =>
      answer(
        api.POST('/admin/imports', {
          params: { query: { draft, file_name: file.name, ...(organisation ? { organisation } : {}) } },
          // Systems name the type of a CSV file in many ways, Excel's among them; the server takes one.
          ...bytes(new Blob([file], { type: 'text/csv' })),
        }),
      ),
    onSuccess: (checked) => {
      cache.setQueryData(importOf(checked.id).queryKey, checked)
      return cache.invalidateQueries({ queryKey: imports.queryKey })
    },
  })
}

export function useRunImport(id: Id) {
  const told = useImportTold()
  return useMutation({
    mutationFn: (body: { skip_faulty: boolean }) =>
      answer(api.PUT('/admin/imports/{import}/run', { params: { path: { import: id } }, body })),
    onSuccess: told,
  })
}

export function usePauseImport(id: Id) {
  const told = useImportTold()
  return useMutation({
    mutationFn: () => answer(api.PUT('/admin/imports/{import}/pause', { params: { path: { import: id } } })),
    onSuccess: told,
  })
}

export function useSendWave(id: Id) {
  const told = useImportTold()
  return useMutation({
    mutationFn: (size: number) =>
      answer(api.POST('/admin/imports/{import}/waves', { params: { path: { import: id } }, body: { size } })),
    onSuccess: told,
  })
}

function useImportTold() {
  const cache = useQueryClient()
  return (after: Import) => {
    cache.setQueryData(importOf(after.id).queryKey, after)
    return cache.invalidateQueries({ queryKey: imports.queryKey })
  }
}

// ---- groups ----------------------------------------------------------------------------------------

export const groups = queryOptions({
  queryKey: [...subjectKey('groups'), 'list'],
  queryFn: async ({ signal }) => (await answer(api.GET('/admin/groups', { signal }))).items,
})

export const groupMembers = (group: Id) =>
  infiniteQueryOptions({
    queryKey: [...subjectKey('groups'), 'members', group],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/admin/groups/{group}/members', {
          params: { path: { group }, query: { after: pageParam, limit: 100 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })

export function useCreateGroup() {
  const changed = useChanged('groups')
  return useMutation({
    mutationFn: (body: { draft: string; name: string; organisation: Id | null }) =>
      answer(api.POST('/admin/groups', { body })),
    onSuccess: changed,
  })
}

export function useRenameGroup() {
  const changed = useChanged('groups')
  return useMutation({
    mutationFn: ({ shown, name }: { shown: Group; name: string }) =>
      answer(
        api.PATCH('/admin/groups/{group}', {
          params: { path: { group: shown.id }, header: ifMatch(shown) },
          body: { name },
        }),
      ),
    onSettled: changed,
  })
}

export function useDeleteGroup() {
  const changed = useChanged('groups')
  return useMutation({
    mutationFn: (group: Id) => answer(api.DELETE('/admin/groups/{group}', { params: { path: { group } } })),
    onSuccess: changed,
  })
}

export function useGroupMember(group: Id) {
  const changed = useChanged('groups')
  return useMutation({
    mutationFn: ({ account, isIn }: { account: Id; isIn: boolean }) => {
      const at = { params: { path: { group, account } } }
      return answer(
        isIn
          ? api.PUT('/admin/groups/{group}/members/{account}', { ...at })
          : api.DELETE('/admin/groups/{group}/members/{account}', at),
      )
    },
    onSettled: changed,
  })
}

// ---- journal ---------------------------------------------------------------------------------------

const journalQuery = (filters: JournalFilters) => ({
  q: filters.q,
  kind: filters.kind,
  account: filters.account,
  from: filters.from,
  to: filters.to,
})

export const journal = (filters: JournalFilters) =>
  infiniteQueryOptions({
    queryKey: [...subjectKey('journal'), 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/admin/journal', {
          ...params({ ...journalQuery(filters), after: pageParam, limit: 100 }),
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    // Lines are added by everyone's acts and no frame says so: opening the page reads it again.
    staleTime: 0,
  })

export const journalExportHref = (filters: JournalFilters): string =>
  withQuery(`${API}/admin/journal/export`, journalQuery(filters))

export const integrity = queryOptions({
  queryKey: [...subjectKey('journal'), 'integrity'],
  queryFn: ({ signal }) => answer(api.GET('/admin/journal/integrity', { signal })),
})

// ---- jobs ------------------------------------------------------------------------------------------

export type JobStatus = 'waiting' | 'dead'

export const jobs = (status: JobStatus) =>
  infiniteQueryOptions({
    queryKey: [...subjectKey('jobs'), status],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/admin/jobs', { ...params({ status, after: pageParam }), signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  })

export function useRetryJob() {
  const changed = useChanged('jobs')
  return useMutation({
    mutationFn: (job: Id) => answer(api.POST('/admin/jobs/{job}/retry', { params: { path: { job } } })),
    onSettled: changed,
  })
}

export function useDeleteJob() {
  const changed = useChanged('jobs')
  return useMutation({
    mutationFn: (job: Id) => answer(api.DELETE('/admin/jobs/{job}', { params: { path: { job } } })),
    onSettled: changed,
  })
}

// ---- settings --------------------------------------------------------------------------------------

export const settings = queryOptions({
  queryKey: [...subjectKey('settings')],
  queryFn: ({ signal }) => answer(api.GET('/admin/settings', { signal })),
})

export function useSaveSettings() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ etag, ...body }: Settings) =>
      answer(api.PUT('/admin/settings', { params: { header: ifMatch({ etag }) }, body })),
    onSuccess: (saved) => {
      cache.setQueryData(settings.queryKey, saved)
      // The name, the languages and the legal links are shown outside the administration too.
      return cache.invalidateQueries({ queryKey: ['instance'] })
    },
  })
}

// ---- shared ----------------------------------------------------------------------------------------

/** Marks subjects as changed; the screens that show them ask again. */
function useChanged(...subjects: AdminSubject[]) {
  const cache = useQueryClient()
  return () =>
    Promise.all(subjects.map((it) => cache.invalidateQueries({ queryKey: subjectKey(it) }))).then(() => undefined)
}

function useAccountChanged(id: Id) {
  const cache = useQueryClient()
  const changed = useChanged('accounts', 'organisations')
  return (after: AdminAccount) => {
    cache.setQueryData(account(id).queryKey, after)
    return changed()
  }
}

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value))
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
