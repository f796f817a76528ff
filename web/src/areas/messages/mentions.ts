// SPDX-License-Identifier: EUPL-1.2
// Whom a text names. On the way: `@[name](acc_…)`, `@[name](grp_…)`, `@[name](everyone)`. In the composer: « @name »,
// beside a list that says who is meant.

import type { Id } from '@/api/types'

/** Someone named in a draft. `id` is `acc_…`, `grp_…` or `everyone`. */
export interface Named {
  id: Id
  name: string
}

export const EVERYONE = 'everyone'

const MARKUP = /@\[((?:[^[\]\\\n]|\\.)*)\]\((acc_[\w-]+|grp_[\w-]+|everyone)\)/g

export const isMentionTarget = (href: string): boolean => /^(?:acc_[\w-]+|grp_[\w-]+|everyone)$/.test(href)

/**
 * Whether a message names this person, or everyone. Of groups the browser does not know who is in them: for those the
 * counter is the server's, asked for with the next list.
 */
export function mentionsMe(body: string, me: Id): boolean {
  if (!body.includes('@[')) return false
  return [...outsideCode(body).matchAll(MARKUP)].some(([, , id]) => id === me || id === EVERYONE)
}

const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/g
const outsideCode = (text: string) => text.replace(CODE, ' ')

const escaped = (name: string) => name.replace(/[[\]\\]/g, '\\$&')
const unescaped = (name: string) => name.replace(/\\(.)/g, '$1')
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What is typed, as it is sent. What stands in code names nobody. */
export function toMarkup(text: string, named: readonly Named[]): string {
  const longestFirst = [...named].sort((a, b) => b.name.length - a.name.length)
  if (longestFirst.length === 0) return text
  const byName = new Map(longestFirst.map((it) => [it.name, it.id]))
  const names = new RegExp(
    `(^|[^\\p{L}\\p{N}@])@(${longestFirst.map((it) => literal(it.name)).join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  )
  return text
    .split(CODE)
    .map((part, index) =>
      // Odd parts are the code itself.
      index % 2 === 1
        ? part
        : part.replace(names, (_, before: string, name: string) => `${before}@[${escaped(name)}](${byName.get(name)})`),
    )
    .join('')
}

/** What was sent, as it is typed again. Names are those of today where they are known. */
export function fromMarkup(body: string, nameOf: (id: Id) => string | undefined): { text: string; named: Named[] } {
  const named = new Map<string, Named>()
  const text = body
    .split(CODE)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(MARKUP, (_, said: string, id: string) => {
            const name = nameOf(id) ?? unescaped(said)
            named.set(id, { id, name })
            return `@${name}`
          }),
    )
    .join('')
  return { text, named: [...named.values()] }
}
