// SPDX-License-Identifier: EUPL-1.2
// Lines of the journal in words. A kind this version does not know is shown by its family and its code: nothing is hidden.

import type { JournalEntry } from '@/api/types'
import type { AdminTexts } from '../texts'

/** Families of kinds, in the order of the filter. The server takes a family or an exact kind. */
export const KINDS = [
  'account',
  'organisation',
  'group',
  'import',
  'project',
  'channel',
  'message',
  'folder',
  'file',
  'document',
  'settings',
  'job',
  'journal',
] as const

type Words = AdminTexts['journal']

/** « Compte de Camille Rovère suspendu ». */
export function actOf(entry: JournalEntry, t: Words): string {
  const act = t.acts[entry.kind]
  const who = entry.account?.name ?? entry.details.name ?? entry.details.email ?? ''
  if (act) return act(who, entry.organisation?.name ?? entry.details.organisation ?? '')
  const family = entry.kind.slice(0, entry.kind.indexOf('.'))
  const known = t.kindGroups[family]
  return known === undefined ? entry.kind : t.unknown(known, entry.kind)
}

/** What else was written with the line: each detail with its name, known or not. */
export function detailsOf(entry: JournalEntry, t: Words): [term: string, value: string][] {
  const lines: [string, string][] = []
  if (entry.account !== null) lines.push([t.detailNames.account ?? 'account', entry.account.name])
  if (entry.organisation !== null) lines.push([t.detailNames.organisation ?? 'organisation', entry.organisation.name])
  for (const [name, value] of Object.entries(entry.details)) {
    const term = t.detailNames[name] ?? name
    if (!lines.some(([known, said]) => known === term && said === value)) lines.push([term, value])
  }
  lines.push([t.detailNames.kind ?? 'kind', entry.kind])
  return lines
}
