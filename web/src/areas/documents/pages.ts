// SPDX-License-Identifier: EUPL-1.2
// The pages that addresses lead to: apart from `queries.ts`, whose rest comes with the screens.

import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { Id } from '@/api/types'
import { keys } from './keys'

/** The page that the address of a folder or a file is about: the top where it names none. */
export const pageOf = (project: Id, entry: Id | undefined) =>
  queryOptions({
    queryKey: (entry === undefined ? keys.top(project) : keys.entry(project, entry)) as readonly string[],
    queryFn: ({ signal }) =>
      entry === undefined
        ? answer(api.GET('/projects/{project}/documents', { params: { path: { project } }, signal }))
        : answer(api.GET('/documents/{entry}', { params: { path: { entry } }, signal })),
  })

export const topOf = (project: Id) => pageOf(project, undefined)
export const entryOf = (project: Id, entry: Id) => pageOf(project, entry)
