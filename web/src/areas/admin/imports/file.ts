// SPDX-License-Identifier: EUPL-1.2
// What is known about an import file before the server reads it, and the example people start from.

import type { Import, ImportFault } from '@/api/types'

/** The server's own limit; refused here first, so that nobody waits for an upload that cannot succeed. */
export const FILE_MAX_BYTES = 8 * 1024 * 1024

export type Unsuitable = 'too_large' | 'not_csv' | 'empty'

export function unsuitable(file: { name: string; size: number }): Unsuitable | null {
  if (!/\.(csv|tsv|txt)$/i.test(file.name)) return 'not_csv'
  if (file.size === 0) return 'empty'
  if (file.size > FILE_MAX_BYTES) return 'too_large'
  return null
}

/** A CSV that spreadsheets open rightly in French: semicolons, and a mark that says UTF-8. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function cell(value: string): string {
  // A spreadsheet runs a cell that begins like a formula; the quote in front keeps it text.
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[;"\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** How far an import is, from 0 to 1. Lines left out at the start do not count. */
export function progressOf(it: Pick<Import, 'created' | 'valid'>): number {
  return it.valid === 0 ? 1 : Math.min(1, it.created / it.valid)
}

/** People created by this import who have not been invited yet. */
export const toInvite = (it: Pick<Import, 'created' | 'invited'>): number => Math.max(0, it.created - it.invited)

export interface FaultFilter {
  code?: string | undefined
  q?: string | undefined
}

export function filterFaults(faults: readonly ImportFault[], filter: FaultFilter): ImportFault[] {
  const wanted = (filter.q ?? '').trim().toLowerCase()
  return faults.filter(
    (it) =>
      (filter.code === undefined || it.code === filter.code) &&
      (wanted === '' || String(it.line) === wanted || it.value.toLowerCase().includes(wanted)),
  )
}

/** The kinds of fault present, most frequent first, with their number. */
export function faultCounts(faults: readonly ImportFault[]): { code: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const it of faults) counts.set(it.code, (counts.get(it.code) ?? 0) + 1)
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count)
}

/** Lines that carry at least one fault: a line with two faults is left out once. */
export function faultyLines(it: Pick<Import, 'lines' | 'valid' | 'existing'>): number {
  return Math.max(0, it.lines - it.valid - it.existing)
}
