// SPDX-License-Identifier: EUPL-1.2
// In which order channels are listed, how a project's list is divided, and what of a folded folder is seen.

import type { Channel, ChannelFolder, Id } from '@/api/types'
import { byRank } from '@/lib/order'
import { callsOf } from './counts'

/** Some channels of the list, under the name of their folder; `null`: in none. */
export interface Section {
  folder: ChannelFolder | null
  channels: readonly Channel[]
}

const byTime = (a: Channel, b: Channel) =>
  Date.parse(b.last_posted_at ?? '1970-01-01') - Date.parse(a.last_posted_at ?? '1970-01-01')

/** By rank among the project's, the main one first; by their last message among conversations. */
export const sortedChannels = (channels: readonly Channel[], isProject: boolean): Channel[] =>
  [...channels].sort(isProject ? (a, b) => Number(b.is_main) - Number(a.is_main) || byRank(a, b) : byTime)

/** The folders of these channels and those that hold none yet, in order. What a channel says of its folder is the newer. */
export function foldersOf(channels: readonly Channel[], more: readonly ChannelFolder[]): ChannelFolder[] {
  const all = new Map(more.map((it) => [it.id, it]))
  for (const { folder } of channels)
    if (folder && Number(folder.etag) >= Number(all.get(folder.id)?.etag ?? 0)) all.set(folder.id, folder)
  return [...all.values()].sort(byRank)
}

/** What is in no folder comes first. Channels stay in the order in which they are given. */
export function sectionsOf(channels: readonly Channel[], folders: readonly ChannelFolder[]): Section[] {
  const inFolder = new Map<Id | null, Channel[]>()
  for (const it of channels) {
    const at = it.folder?.id ?? null
    const before = inFolder.get(at)
    if (before) before.push(it)
    else inFolder.set(at, [it])
  }
  const sections: Section[] = folders.map((folder) => ({ folder, channels: inFolder.get(folder.id) ?? [] }))
  return [{ folder: null, channels: inFolder.get(null) ?? [] }, ...sections]
}

const isNew = (it: Channel): boolean => callsOf(it) > 0 || (it.unread > 0 && !it.is_muted)

/** What a folded folder goes on showing: where one is, and where something is new. */
export const staysShown = (it: Channel, current: Id | null): boolean => it.id === current || isNew(it)

/** What is new in a folder as a whole. */
export function newsOf(channels: readonly Channel[]): { calls: number; unread: number } {
  let calls = 0
  let unread = 0
  for (const it of channels) {
    calls += callsOf(it)
    if (!it.is_muted) unread += it.unread
  }
  return { calls, unread }
}

const keyOf = (project: Id) => `plano.foldedFolders.${project}`

/** The folders that are folded on this device. */
export function readFolded(project: Id): ReadonlySet<Id> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(project)) ?? '[]')
    return new Set(Array.isArray(kept) ? kept.filter((it) => typeof it === 'string') : [])
  } catch {
    return new Set()
  }
}

/** Those that are gone are forgotten. */
export function keepFolded(project: Id, folded: ReadonlySet<Id>, folders: readonly ChannelFolder[]): void {
  const kept = folders.map((it) => it.id).filter((it) => folded.has(it))
  try {
    if (kept.length === 0) localStorage.removeItem(keyOf(project))
    else localStorage.setItem(keyOf(project), JSON.stringify(kept))
  } catch {
    // Storage refused or full: it lasts as long as the page.
  }
}
