// SPDX-License-Identifier: EUPL-1.2
// How my projects are laid out: pinned ones in my order, the others in categories of my own. Pure.

import type { Id, Project } from '@/api/types'
import { byRank } from '@/lib/order'

const alphabetical = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' })

export const byName = (a: { name: string; id: Id }, b: { name: string; id: Id }): number =>
  alphabetical.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)

const byMyRank = (a: Project, b: Project): number => byRank(a.my, b.my) || byName(a, b)

export const pinnedOf = (projects: readonly Project[]): Project[] =>
  projects.filter((it) => it.my.pinned).sort(byMyRank)

export interface Group {
  /** `null`: no category. */
  category: string | null
  projects: Project[]
}

/** Projects by category, categories and projects in alphabetical order, those without a category last. */
export function grouped(projects: readonly Project[]): Group[] {
  const groups = new Map<string | null, Project[]>()
  for (const project of projects) {
    const list = groups.get(project.my.category)
    if (list) list.push(project)
    else groups.set(project.my.category, [project])
  }
  return [...groups]
    .map(([category, list]) => ({ category, projects: list.sort(byName) }))
    .sort((a, b) => {
      if (a.category === null) return 1
      if (b.category === null) return -1
      return alphabetical.compare(a.category, b.category)
    })
}

export const categoriesOf = (projects: readonly Project[]): string[] =>
  [...new Set(projects.flatMap((it) => (it.my.category === null ? [] : [it.my.category])))].sort(alphabetical.compare)

/** Puts `id` at `index` of a list, counted once it has left its place. */
export function moved<T extends { id: Id }>(list: readonly T[], id: Id, index: number): T[] {
  const it = list.find((each) => each.id === id)
  if (!it) return [...list]
  const others = list.filter((each) => each.id !== id)
  const at = Math.max(0, Math.min(index, others.length))
  return [...others.slice(0, at), it, ...others.slice(at)]
}

/** What the server is told of a place in a list: the one before it, `null` for the first. */
export function placeAfter(list: readonly { id: Id }[], id: Id): Id | null {
  const at = list.findIndex((it) => it.id === id)
  return list[at - 1]?.id ?? null
}

/** Folds case and accents away, so that "ecole" finds "École". */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Every word asked for is somewhere in one of the texts. */
export function matches(query: string, texts: readonly (string | null | undefined)[]): boolean {
  const hay = folded(texts.filter(Boolean).join(' '))
  return folded(query)
    .split(/\s+/)
    .every((word) => hay.includes(word))
}
