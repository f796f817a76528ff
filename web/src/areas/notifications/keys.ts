// SPDX-License-Identifier: EUPL-1.2
// Where the query cache keeps notifications.

export interface Filter {
  about: 'all' | 'mentions'
  state: 'all' | 'unread'
}

export const everything: Filter = { about: 'all', state: 'all' }

/** Every list that there is. */
export const FILTERS: readonly Filter[] = [
  everything,
  { about: 'all', state: 'unread' },
  { about: 'mentions', state: 'all' },
  { about: 'mentions', state: 'unread' },
]

export const keys = {
  lists: ['notifications', 'list'] as const,
  list: ({ about, state }: Filter) => ['notifications', 'list', state, about] as const,
  settings: ['notifications', 'settings'] as const,
}
