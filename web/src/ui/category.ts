// SPDX-License-Identifier: EUPL-1.2

import s from './category.module.css'

export type Category = `cat-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`
export const CATEGORIES: readonly Category[] = [
  'cat-1',
  'cat-2',
  'cat-3',
  'cat-4',
  'cat-5',
  'cat-6',
  'cat-7',
  'cat-8',
  'cat-9',
  'cat-10',
]

/** Sets `--soft`, `--ink` and `--solid` for what is inside. */
export const categoryClass = (category: Category): string => s[category] ?? ''

/** The same person has the same colour everywhere, without anyone having to store it. */
export function categoryOf(id: string): Category {
  let hash = 0
  for (let i = 0; i < id.length; i += 1) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) >>> 0
  return CATEGORIES[hash % CATEGORIES.length] ?? 'cat-1'
}
