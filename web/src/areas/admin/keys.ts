// SPDX-License-Identifier: EUPL-1.2
// Apart from the queries, because the live frames need only this and are listened to from the first page on.

/** What `admin.changed` names; also the second part of every key here, so that one frame finds its queries. */
export type AdminSubject =
  | 'accounts'
  | 'requests'
  | 'organisations'
  | 'groups'
  | 'imports'
  | 'journal'
  | 'jobs'
  | 'settings'

export const subjectKey = (subject: AdminSubject) => ['admin', subject] as const
