// SPDX-License-Identifier: EUPL-1.2
// Where the query cache keeps notifications.

export type Filter = 'all' | 'unread'

export const keys = {
  lists: ['notifications', 'list'] as const,
  list: (state: Filter) => ['notifications', 'list', state] as const,
  settings: ['notifications', 'settings'] as const,
}
