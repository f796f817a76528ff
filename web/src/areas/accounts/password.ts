// SPDX-License-Identifier: EUPL-1.2
// Advice while a password is being chosen. The server decides: it also knows a long list of leaked passwords.

export type Advice =
  | { kind: 'missing'; characters: number }
  | { kind: 'repeated' }
  | { kind: 'sequence' }
  | { kind: 'personal' }
  | { kind: 'common' }
  | { kind: 'fair' }
  | { kind: 'strong' }

/** Words that begin most of the leaked passwords, in both languages. */
const COMMON = [
  'motdepasse',
  'password',
  'bonjour',
  'soleil',
  'azerty',
  'qwerty',
  'bienvenue',
  'welcome',
  'doudou',
  'iloveyou',
  'jetaime',
  'admin',
  'plano',
  'marseille',
  'loulou',
]
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'azertyuiopqsdfghjklmwxcvbn', 'qwertyuiopasdfghjklzxcvbnm']
/** Shorter pieces of a name stand in many honest words. */
const PERSONAL_MIN = 4
/** Beyond the minimum by this much, a phrase is no longer worth guessing at. */
const STRONG_BONUS = 6

/** `about` holds what others know of the person: names, address. */
export function adviseOn(password: string, minLength: number, about: readonly string[]): Advice | null {
  if (password === '') return null
  const plain = fold(password)
  const letters = plain.replace(/[^\p{L}\p{N}]/gu, '')
  const length = Array.from(password).length
  if (length < minLength) return { kind: 'missing', characters: minLength - length }
  if (new Set(letters).size < Math.min(6, minLength / 2) || /(.)\1{4,}/u.test(plain) || isRepeatedPiece(letters))
    return { kind: 'repeated' }
  if (longestRun(letters) >= Math.max(5, letters.length / 2)) return { kind: 'sequence' }
  if (left(letters, COMMON) < minLength / 2 && COMMON.some((it) => letters.includes(it))) return { kind: 'common' }
  const known = about.flatMap((it) => fold(it).split(/[^\p{L}\p{N}]+/u)).filter((it) => it.length >= PERSONAL_MIN)
  if (known.some((it) => letters.includes(it)) && left(letters, known) < minLength) return { kind: 'personal' }
  return length >= minLength + STRONG_BONUS ? { kind: 'strong' } : { kind: 'fair' }
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** How much is left once known words are taken out. */
function left(letters: string, words: readonly string[]): number {
  return words.reduce((rest, word) => rest.replaceAll(word, ''), letters).length
}

function isRepeatedPiece(letters: string): boolean {
  return /^(.{1,6})\1{2,}.{0,5}$/u.test(letters)
}

function longestRun(letters: string): number {
  let longest = 0
  for (const run of RUNS) {
    const both = [run, [...run].reverse().join('')]
    for (const line of both) {
      for (let from = 0; from < letters.length; from++) {
        let length = 1
        while (from + length <= letters.length && line.includes(letters.slice(from, from + length))) length++
        longest = Math.max(longest, length - 1)
      }
    }
  }
  return longest
}
