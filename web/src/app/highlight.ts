// SPDX-License-Identifier: EUPL-1.2

export interface Piece {
  text: string
  isHit: boolean
}

/** Lower case without accents: « École » is found by « ecole », as on the server. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether each word of the question begins a word of the text. */
export function matches(text: string, question: string): boolean {
  const words = fold(text).split(/[^\p{L}\p{N}]+/u)
  return fold(question)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .every((wanted) => words.some((word) => word.startsWith(wanted)))
}

/** Cuts a text where a word of the question stands in it, accents and case aside. */
export function highlight(text: string, question: string): Piece[] {
  const wanted = fold(question)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  if (wanted.length === 0) return [{ text, isHit: false }]
  // One folded character per original character, so that positions are the same in both.
  const characters = Array.from(text)
  const folded = characters.map((it) => fold(it).charAt(0) || ' ')
  const isHit = new Array<boolean>(characters.length).fill(false)
  const plain = folded.join('')
  for (const word of wanted) {
    for (let at = plain.indexOf(word); at !== -1; at = plain.indexOf(word, at + 1)) {
      const before = plain.charAt(at - 1)
      if (before === '' || !/[\p{L}\p{N}]/u.test(before)) isHit.fill(true, at, at + word.length)
    }
  }
  const pieces: Piece[] = []
  characters.forEach((character, at) => {
    const last = pieces.at(-1)
    const hit = isHit[at] ?? false
    if (last && last.isHit === hit) last.text += character
    else pieces.push({ text: character, isHit: hit })
  })
  return pieces
}
