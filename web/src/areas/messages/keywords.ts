// SPDX-License-Identifier: EUPL-1.2
// The words of which one is told, found in a text as the server finds them: whole words, whatever their case and accents.

import { folded } from './emoji'

/** As the server folds: ligatures are spelt out. */
const fold = (word: string): string => folded(word).replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss')

/** Words of a text with where they stand. */
function tokens(text: string): { at: number; end: number; folded: string }[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((it) => ({
    at: it.index,
    end: it.index + it[0].length,
    folded: fold(it[0]),
  }))
}

export interface Found {
  text: string
  isFound: boolean
}

export type Finder = (text: string) => readonly Found[] | null

/** Cuts a text where one of the words stands; `null`: nowhere. */
export function finderOf(words: readonly string[]): Finder | null {
  const sought = words.map((it) => tokens(it).map((each) => each.folded)).filter((it) => it.length > 0)
  if (sought.length === 0) return null
  const byFirst = new Map<string, string[][]>()
  for (const it of sought) byFirst.set(it[0] ?? '', [...(byFirst.get(it[0] ?? '') ?? []), it])
  return (text) => {
    const all = tokens(text)
    const pieces: Found[] = []
    let done = 0
    for (let place = 0; place < all.length; place++) {
      const begin = all[place]
      const hit = byFirst
        .get(begin?.folded ?? '')
        ?.find((it) => it.every((folded, next) => all[place + next]?.folded === folded))
      if (!begin || !hit) continue
      const end = all[place + hit.length - 1]?.end ?? begin.end
      if (begin.at > done) pieces.push({ text: text.slice(done, begin.at), isFound: false })
      pieces.push({ text: text.slice(begin.at, end), isFound: true })
      done = end
      place += hit.length - 1
    }
    if (pieces.length === 0) return null
    if (done < text.length) pieces.push({ text: text.slice(done), isFound: false })
    return pieces
  }
}
