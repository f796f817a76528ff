// SPDX-License-Identifier: EUPL-1.2
// What the addresses of documents carry: the order of a folder, the panel beside a file.

import { oneOf } from '@/lib/useAddress'

export type By = 'name' | 'changed' | 'size'

export interface Order {
  by: By
  isDescending: boolean
}

const WORDS = { nom: 'name', modifie: 'changed', taille: 'size' } as const satisfies Record<string, By>
type Word = keyof typeof WORDS

export interface FolderSearch {
  tri?: Word | undefined
  sens?: 'decroissant' | undefined
}

export const readFolderSearch = (search: Record<string, unknown>): FolderSearch => ({
  tri: oneOf(Object.keys(WORDS) as Word[], search.tri),
  sens: oneOf(['decroissant'] as const, search.sens),
})

export const orderOf = ({ tri, sens }: FolderSearch): Order => ({
  by: WORDS[tri ?? 'nom'],
  isDescending: sens === 'decroissant',
})

/** The usual order leaves no trace in the address. */
export const searchOf = ({ by, isDescending }: Order): FolderSearch => ({
  tri: (Object.keys(WORDS) as Word[]).find((it) => WORDS[it] === by && by !== 'name'),
  sens: isDescending ? 'decroissant' : undefined,
})

export type Panel = 'versions' | 'details'

export interface FileSearch extends FolderSearch {
  panneau?: Panel | undefined
  version?: number | undefined
}

export const readFileSearch = (search: Record<string, unknown>): FileSearch => {
  const version = Number(search.version)
  return {
    ...readFolderSearch(search),
    panneau: oneOf(['versions', 'details'] as const, search.panneau),
    version: Number.isSafeInteger(version) && version > 0 ? version : undefined,
  }
}
