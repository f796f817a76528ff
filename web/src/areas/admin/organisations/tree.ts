// SPDX-License-Identifier: EUPL-1.2
// The organisation tree as lists and paths: no screen, no network.

import type { Id, Organisation } from '@/api/types'

export interface Node {
  organisation: Organisation
  /** 1 at the top, as screen readers say it. */
  level: number
  children: Node[]
}

/**
 * The server's flat list as a tree, in its order. A branch administrator does not receive what is above
 * the branch, so an organisation whose parent is not in the list stands at the top.
 */
export function treeOf(organisations: readonly Organisation[]): Node[] {
  const known = new Set(organisations.map((it) => it.id))
  const byParent = new Map<Id | null, Organisation[]>()
  for (const organisation of organisations) {
    const parent = organisation.parent !== null && known.has(organisation.parent) ? organisation.parent : null
    byParent.set(parent, [...(byParent.get(parent) ?? []), organisation])
  }
  const under = (parent: Id | null, level: number): Node[] =>
    (byParent.get(parent) ?? []).map((organisation) => ({
      organisation,
      level,
      children: under(organisation.id, level + 1),
    }))
  return under(null, 1)
}

/** The organisation and everything below it. */
export function branchOf(organisations: readonly Organisation[], root: Id): Set<Id> {
  const branch = new Set<Id>([root])
  // The list may come in any order, so it is read until nothing more is found.
  for (let before = 0; before !== branch.size; ) {
    before = branch.size
    for (const it of organisations) if (it.parent !== null && branch.has(it.parent)) branch.add(it.id)
  }
  return branch
}

/** Where an organisation may go: anywhere manageable except below itself and where it already is. */
export function destinations(organisations: readonly Organisation[], moved: Organisation): Organisation[] {
  const own = branchOf(organisations, moved.id)
  return organisations.filter((it) => it.can.add_child && !own.has(it.id) && it.id !== moved.parent)
}

/** What a search keeps: the matches, and the ancestors that lead to them. Accents and case do not count. */
export function matching(organisations: readonly Organisation[], query: string): Organisation[] {
  const wanted = fold(query)
  if (wanted === '') return [...organisations]
  const byId = new Map(organisations.map((it) => [it.id, it]))
  const kept = new Set<Id>()
  for (const organisation of organisations) {
    if (!fold(organisation.name).includes(wanted)) continue
    for (let it: Organisation | undefined = organisation; it && !kept.has(it.id); ) {
      kept.add(it.id)
      it = it.parent === null ? undefined : byId.get(it.parent)
    }
  }
  return organisations.filter((it) => kept.has(it.id))
}

/** « Direction générale › Accueil »: the place of an organisation, for lists where the name alone is not enough. */
export const placeOf = (organisation: Organisation): string => organisation.path.join(' › ')

/** The place of what stands right under it. */
export const placeUnder = ({ path, name }: Organisation): string => [...path, name].join(' › ')

export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()
}
