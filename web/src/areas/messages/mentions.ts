// SPDX-License-Identifier: EUPL-1.2
// Whom a text names. On the way: `@[name](acc_…)`, `@[name](grp_…)`, `@[name](everyone)`. In the composer: « @name »,
// beside a list that says who is meant.

import type { Id } from '@/api/types'

/** Someone named in a draft: `id` is `acc_…`, `grp_…` or `everyone`. Or a channel, `chn_…`, and where it is. */
export interface Named {
  id: Id
  /** As it stands in the text, where no two are called the same. */
  name: string
  /** What stands between the brackets on its way, where that is not the name. */
  said?: string
  /** Of a channel: its address in this installation, from the root. */
  href?: string
}

/** Another channel, on its way: a link like any other, which every reader of the text understands. */
const CHANNEL =
  /\[#((?:[^[\]\\\n]|\\.)*)\]\((https?:\/\/[^\s/()]+)(\/(?:p\/prj_[\w-]+\/messages|conversations)\/(chn_[\w-]+))\)/g

export const EVERYONE = 'everyone'

/** Of today, of whoever is met; else `said`, their name when they were named. */
export type NameOf = (id: Id, said?: string) => string

const MARKUP = /@\[((?:[^[\]\\\n]|\\.)*)\]\((acc_[\w-]+|grp_[\w-]+|everyone)\)/g

/**
 * Whether a message names this person, or everyone. Of groups the browser does not know who is in them: for those the
 * counter is the server's, asked for with the next list.
 */
export function mentionsMe(body: string, me: Id): boolean {
  if (!body.includes('@[')) return false
  return [...outsideCode(body).matchAll(MARKUP)].some(([, , id]) => id === me || id === EVERYONE)
}

/** Whether a message names a group, in which I may be. */
export const namesGroup = (body: string): boolean =>
  body.includes('](grp_') && [...outsideCode(body).matchAll(MARKUP)].some(([, , id]) => id?.startsWith('grp_'))

const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/g
const outsideCode = (text: string) => text.replace(CODE, ' ')

const escaped = (name: string) => name.replace(/[[\]\\]/g, '\\$&')
const unescaped = (name: string) => name.replace(/\\(.)/g, '$1')
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const signOf = (it: Named) => (it.href === undefined ? '@' : '#')
const labelOf = (it: Named) => it.said ?? escaped(it.name)
const written = (it: Named) =>
  it.href === undefined ? `@[${labelOf(it)}](${it.id})` : `[#${labelOf(it)}](${location.origin}${it.href})`

/** What is typed, as it is sent. What stands in code names nobody. */
export function toMarkup(text: string, named: readonly Named[]): string {
  return eachNamed(text, named, written)
}

/** Which of these still stand in a text: a name that was taken out of it goes on being known. */
export function standingIn(text: string, named: readonly Named[]): Named[] {
  const standing = new Set<Named>()
  eachNamed(text, named, (it) => {
    standing.add(it)
    return ''
  })
  return [...standing]
}

/** Puts something where each of these stands in a text, but for its code. */
function eachNamed(text: string, named: readonly Named[], put: (it: Named) => string): string {
  const withSign = (sign: '@' | '#') => {
    const these = named.filter((it) => signOf(it) === sign)
    return namesIn(these, sign, put)
  }
  const [people, channels] = [withSign('@'), withSign('#')]
  return text
    .split(CODE)
    .map((part, index) =>
      // Odd parts are the code itself.
      index % 2 === 1 ? part : channels(people(part)),
    )
    .join('')
}

/** A name that ends with a letter ends there: « @Ann » is not in « @Anne ». */
const whole = (name: string) => (/[\p{L}\p{N}]$/u.test(name) ? `${literal(name)}(?![\\p{L}\\p{N}])` : literal(name))

/** Puts something in place of each of these names behind its sign; the longest first, so that none is cut. */
function namesIn(named: readonly Named[], sign: string, put: (it: Named) => string): (text: string) => string {
  if (named.length === 0) return (text) => text
  const longestFirst = [...named].sort((a, b) => b.name.length - a.name.length)
  const byName = new Map(longestFirst.map((it) => [it.name, it]))
  const names = new RegExp(
    `(^|[^\\p{L}\\p{N}${sign}[])${sign}(${longestFirst.map((it) => whole(it.name)).join('|')})`,
    'gu',
  )
  return (text) =>
    text.replace(names, (all, before: string, name: string) => {
      const it = byName.get(name)
      return it ? `${before}${put(it)}` : all
    })
}

/** What was sent, to be read. Names are those of today where they are known. */
export function fromMarkup(body: string, nameOf: (id: Id) => string | undefined): { text: string } {
  return {
    text: eachWritten(body, ({ id, said, sign }) => `${sign}${(sign === '@' && nameOf(id)) || unescaped(said)}`),
  }
}

/** What tells people of one name apart, if anything does: what they do. */
export type HintOf = (id: Id) => string | undefined

/**
 * What was sent, as it is typed again. Names are those of today where they are known, and each stands for one alone: sent
 * unchanged, it is what it was.
 */
export function forWriting(
  body: string,
  nameOf: (id: Id) => string | undefined,
  hintOf: HintOf,
): { text: string; named: Named[] } {
  const named: Named[] = []
  const text = eachWritten(body, ({ id, said, sign, href }) => {
    const before = named.find((it) => it.id === id && labelOf(it) === said)
    if (before) return `${sign}${before.name}`
    const then = unescaped(said)
    const { name } = calledApart({ id, name: (sign === '@' && nameOf(id)) || then, ...href }, named, hintOf, then)
    named.push({ id, name, ...(said === escaped(name) ? {} : { said }), ...href })
    return `${sign}${name}`
  })
  return { text, named }
}

/** How somebody is called in a text that names these already: the same again, or by a name that none of them has. */
export function calledIn(named: readonly Named[], it: Named, hintOf: HintOf): Named {
  return named.find(({ id }) => id === it.id) ?? calledApart(it, named, hintOf)
}

/** One name stands for one alone; a channel is called with another sign. */
export const isCalledAs = (it: Named, other: Named): boolean => it.name === other.name && signOf(it) === signOf(other)

/** By the name, or another that they have; else with what they do beside it, if nobody of that name does the same; else counted. */
function calledApart(it: Named, named: readonly Named[], hintOf: HintOf, other = it.name): Named {
  const beside = named.filter((each) => signOf(each) === signOf(it))
  const isFree = (name: string) => beside.every((each) => each.name !== name)
  const plain = [it.name, other].find(isFree)
  if (plain !== undefined) return plain === it.name ? it : { ...it, name: plain, said: escaped(it.name) }
  const namesakes = beside.filter((each) => each.name === it.name || unescaped(labelOf(each)) === it.name)
  const hint = hintOf(it.id) ?? ''
  const tells = hint !== '' && namesakes.every(({ id }) => hintOf(id) !== hint)
  const apart = [...(tells ? [hint] : []), ...beside.map((_, at) => at + 2)].map((mark) => `${it.name} (${mark})`)
  return { ...it, name: apart.find(isFree) ?? it.name, said: escaped(it.name) }
}

interface Written {
  id: Id
  said: string
  sign: '@' | '#'
  href: { href?: string }
}

/** Puts something where a text that was sent names somebody, or another channel of this installation. */
function eachWritten(body: string, put: (it: Written) => string): string {
  return body
    .split(CODE)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            // Without a name there is nothing that could be typed.
            .replace(MARKUP, (all, said: string, id: string) =>
              said === '' ? all : put({ id, said, sign: '@', href: {} }),
            )
            .replace(CHANNEL, (all, said: string, origin: string, href: string, id: string) =>
              // One of another installation stays the link that it is.
              said === '' || origin !== location.origin ? all : put({ id, said, sign: '#', href: { href } }),
            ),
    )
    .join('')
}
