// SPDX-License-Identifier: EUPL-1.2
// Whom a text names. On the way: `@[name](acc_…)`, `@[name](grp_…)`, `@[name](everyone)`. In the composer: « @name »,
// beside a list that says who is meant.

import type { Id } from '@/api/types'

/** Someone named in a draft: `id` is `acc_…`, `grp_…` or `everyone`. Or a channel, `chn_…`, and where it is. */
export interface Named {
  id: Id
  name: string
  /** Of a channel: its address in this installation, from the root. */
  href?: string
}

/** Another channel, on its way: a link like any other, which every reader of the text understands. */
const CHANNEL =
  /\[#((?:[^[\]\\\n]|\\.)*)\]\((https?:\/\/[^\s/()]+)(\/(?:p\/prj_[\w-]+\/messages|conversations)\/(chn_[\w-]+))\)/g

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
  const people = namesIn(
    named.filter((it) => it.href === undefined),
    '@',
    (it) => `@[${escaped(it.name)}](${it.id})`,
  )
  const channels = namesIn(
    named.filter((it) => it.href !== undefined),
    '#',
    (it) => `[#${escaped(it.name)}](${location.origin}${it.href})`,
  )
  return text
    .split(CODE)
    .map((part, index) =>
      // Odd parts are the code itself.
      index % 2 === 1 ? part : channels(people(part)),
    )
    .join('')
}

/** Puts the written form of each of these names where it stands behind its sign; the longest first, so that none is cut. */
function namesIn(named: readonly Named[], sign: string, written: (it: Named) => string): (text: string) => string {
  if (named.length === 0) return (text) => text
  const longestFirst = [...named].sort((a, b) => b.name.length - a.name.length)
  const byName = new Map(longestFirst.map((it) => [it.name, it]))
  const names = new RegExp(
    `(^|[^\\p{L}\\p{N}${sign}[])${sign}(${longestFirst.map((it) => literal(it.name)).join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  )
  return (text) =>
    text.replace(names, (whole, before: string, name: string) => {
      const it = byName.get(name)
      return it ? `${before}${written(it)}` : whole
    })
}

/** What was sent, as it is typed again. Names are those of today where they are known. */
export function fromMarkup(body: string, nameOf: (id: Id) => string | undefined): { text: string; named: Named[] } {
  const named = new Map<string, Named>()
  const text = body
    .split(CODE)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(MARKUP, (_, said: string, id: string) => {
              const name = nameOf(id) ?? unescaped(said)
              named.set(id, { id, name })
              return `@${name}`
            })
            .replace(CHANNEL, (whole, said: string, origin: string, href: string, id: string) => {
              // One of another installation stays the link that it is.
              if (origin !== location.origin) return whole
              const name = unescaped(said)
              named.set(id, { id, name, href })
              return `#${name}`
            }),
    )
    .join('')
  return { text, named: [...named.values()] }
}
