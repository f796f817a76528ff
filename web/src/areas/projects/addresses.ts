// SPDX-License-Identifier: EUPL-1.2
// Reads the addresses people paste: one a line, separated by commas or semicolons, bare or as "Nour Attali <n@x.fr>".

export interface Address {
  email: string
  given_name: string
  family_name: string
}

export interface Addresses {
  found: Address[]
  /** Pieces that hold an @ or brackets but are no address, in the words of the person. */
  bad: string[]
}

// Deliberately stricter than the standard, like the server: one @, no quotes, a domain with a dot.
const ADDRESS = /^[^\s@"'<>(),;:[\]\\]+@[^\s@"'<>(),;:[\]\\.]+(\.[^\s@"'<>(),;:[\]\\.]+)+$/

export const isAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text)

export function readAddresses(text: string): Addresses {
  const found = new Map<string, Address>()
  const bad: string[] = []
  for (const piece of pieces(text)) {
    const named = /^"?([^"<]*)"?\s*<([^>]*)>$/.exec(piece)
    const email = (named?.[2] ?? piece).trim()
    if (!isAddress(email)) {
      bad.push(piece)
      continue
    }
    const key = email.toLowerCase()
    if (!found.has(key)) found.set(key, { email, ...namesOf(named?.[1]?.trim() ?? '') })
  }
  return { found: [...found.values()], bad }
}

/** Cuts at lines, semicolons and commas; spaces cut too, unless the piece carries a name in front of `<…>`. */
function pieces(text: string): string[] {
  return text
    .split(/[\n;,]+/)
    .flatMap((part) => (part.includes('<') ? [part] : part.split(/\s+/)))
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** "Nour Attali-Faure", or "ATTALI-FAURE Nour" as directories write it. */
function namesOf(name: string): { given_name: string; family_name: string } {
  const words = name.split(/\s+/).filter(Boolean)
  if (words.length < 2) return { given_name: words[0] ?? '', family_name: '' }
  const shouted = words.filter((word) => word.length > 1 && word === word.toUpperCase() && /\p{L}/u.test(word))
  if (shouted.length > 0 && shouted.length < words.length)
    return { given_name: words.filter((it) => !shouted.includes(it)).join(' '), family_name: shouted.join(' ') }
  return { given_name: words[0] ?? '', family_name: words.slice(1).join(' ') }
}
