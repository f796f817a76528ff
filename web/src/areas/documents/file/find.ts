// SPDX-License-Identifier: EUPL-1.2
// Finds words in a text whatever their case and accents, at the places where they stand. Pure.

/** From where to where, in the text as it is. */
export type Place = readonly [from: number, to: number]

const foldOne = (it: string): string => it.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Each letter folded by itself, so that every one knows where it was. Spaces of any kind and number are one. */
function folded(text: string): { letters: string; at: number[] } {
  let letters = ''
  const at: number[] = []
  let index = 0
  for (const it of text) {
    const isSpace = /\s/.test(it)
    const fold = isSpace ? ' ' : foldOne(it)
    if (!(isSpace && letters.endsWith(' ')))
      for (const letter of fold) {
        letters += letter
        at.push(index)
      }
    index += it.length
  }
  at.push(index)
  return { letters, at }
}

export function placesOf(text: string, query: string): Place[] {
  const wanted = folded(query.trim()).letters
  if (wanted === '') return []
  const { letters, at } = folded(text)
  const places: Place[] = []
  for (let from = letters.indexOf(wanted); from >= 0; from = letters.indexOf(wanted, from + wanted.length))
    places.push([at[from] ?? 0, at[from + wanted.length] ?? text.length])
  return places
}
