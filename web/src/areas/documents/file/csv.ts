// SPDX-License-Identifier: EUPL-1.2
// Reads a table kept as text (RFC 4180), whatever separates its cells: a comma, a semicolon as French spreadsheets have it, a tab.

/** More is not looked at on a page: the file can be downloaded. */
export const ROWS_MAX = 1_000
export const COLUMNS_MAX = 60

export interface Sheet {
  rows: string[][]
  /** There is more of it. */
  isCut: boolean
}

const SEPARATORS = [';', '\t', ','] as const

/** The one that is most often in the first line, outside quotes. */
function separatorOf(text: string): string {
  const bare = (text.split('\n', 1)[0] ?? '').replace(/"(?:[^"]|"")*"/g, '')
  const counts = SEPARATORS.map((it) => ({ it, count: bare.split(it).length - 1 }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).it
}

export function readSheet(text: string): Sheet {
  const body = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(body)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  let isCut = false
  const endRow = () => {
    if (row.length > COLUMNS_MAX) isCut = true
    rows.push(row.slice(0, COLUMNS_MAX))
    row = []
  }
  while (at < body.length) {
    if (rows.length >= ROWS_MAX) return { rows, isCut: true }
    let cell = ''
    if (body[at] === '"') {
      at += 1
      for (;;) {
        const end = body.indexOf('"', at)
        if (end < 0) {
          cell += body.slice(at)
          at = body.length
          break
        }
        cell += body.slice(at, end)
        at = end + 1
        if (body[at] !== '"') break
        cell += '"'
        at += 1
      }
    }
    while (at < body.length && body[at] !== separator && body[at] !== '\n') {
      if (body[at] !== '\r') cell += body[at]
      at += 1
    }
    row.push(cell)
    const isEnd = at >= body.length || body[at] === '\n'
    if (body[at] === separator && at + 1 >= body.length) row.push('')
    at += 1
    if (isEnd) endRow()
  }
  if (row.length > 0) endRow()
  return { rows, isCut }
}
