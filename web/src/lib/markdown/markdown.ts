// SPDX-License-Identifier: EUPL-1.2
// Reads the Markdown of a message, or of a file, into a small tree of our own. `marked` only cuts the text into tokens: no HTML is made
// anywhere, what it takes for HTML stays text, and addresses are let through one by one.

import type { Token, Tokens } from 'marked'
import type { Id } from '@/api/types'
import { DEPTH_MAX, tokensOf } from './lexer'
import { unbroken } from './unbroken'

export type Inline =
  | { is: 'text'; text: string }
  | { is: 'strong' | 'em' | 'del'; inside: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'link'; href: string; inside: Inline[] }
  | { is: 'mention'; id: Id; said: string }
  | { is: 'break' }

export type Block =
  | { is: 'paragraph'; inside: Inline[] }
  | { is: 'heading'; level: number; inside: Inline[] }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'list'; isOrdered: boolean; start: number; items: { blocks: Block[]; isDone: boolean | null }[] }
  | { is: 'code'; language: string; text: string }
  | { is: 'table'; head: Inline[][]; rows: Inline[][][]; align: ('left' | 'center' | 'right' | null)[] }
  | { is: 'rule' }

const isMentionTarget = (href: string): boolean => /^(?:acc_[\w-]+|grp_[\w-]+|everyone)$/.test(href)

/** The same for everyone who reads: GitHub's Markdown; of a message, with the line breaks as they were typed. */
export function read(body: string, how: 'message' | 'file' = 'message'): Block[] {
  try {
    return blocksOf(tokensOf(body, how), 0)
  } catch {
    // A text no parser can read is still somebody's message.
    return [{ is: 'paragraph', inside: [{ is: 'text', text: body }] }]
  }
}

function blocksOf(tokens: readonly Token[], depth: number): Block[] {
  return tokens.flatMap((token) => blockOf(token, depth))
}

function blockOf(token: Token, depth: number): Block[] {
  if (depth > DEPTH_MAX) return plain(token.raw)
  switch (token.type) {
    case 'space':
      return []
    // To Markdown the address of a link, to people a line like any other: « [Urgent]: rappel ».
    case 'def':
      return plain(token.raw)
    case 'paragraph':
      return [{ is: 'paragraph', inside: inlinesOf((token as Tokens.Paragraph).tokens, depth) }]
    case 'heading':
      return [
        {
          is: 'heading',
          level: (token as Tokens.Heading).depth,
          inside: inlinesOf((token as Tokens.Heading).tokens, depth),
        },
      ]
    case 'text': {
      const { tokens } = token as Tokens.Text
      return [{ is: 'paragraph', inside: tokens ? inlinesOf(tokens, depth) : [{ is: 'text', text: token.raw }] }]
    }
    case 'blockquote':
      return [{ is: 'quote', blocks: blocksOf((token as Tokens.Blockquote).tokens, depth + 1) }]
    case 'code': {
      const { text, lang } = token as Tokens.Code
      return [{ is: 'code', language: /^[\w+#.-]{1,24}/.exec(lang ?? '')?.[0] ?? '', text }]
    }
    case 'list': {
      const { ordered, start, items } = token as Tokens.List
      return [
        {
          is: 'list',
          isOrdered: ordered,
          start: typeof start === 'number' ? start : 1,
          items: items.map((it) => ({
            // The box itself is shown beside the words.
            blocks: blocksOf(
              it.tokens.filter((each) => each.type !== 'checkbox'),
              depth + 1,
            ),
            isDone: it.task ? it.checked === true : null,
          })),
        },
      ]
    }
    case 'table': {
      const { header, rows, align } = token as Tokens.Table
      return [
        {
          is: 'table',
          head: header.map((it) => inlinesOf(it.tokens, depth)),
          rows: rows.map((row) => row.map((it) => inlinesOf(it.tokens, depth))),
          align,
        },
      ]
    }
    case 'hr':
      return [{ is: 'rule' }]
    default:
      return plain(token.raw)
  }
}

/** As it was written. */
const plain = (raw: string): Block[] =>
  raw.trim() === '' ? [] : [{ is: 'paragraph', inside: textAndBreaks(raw.replace(/\n+$/, '')) }]

function textAndBreaks(raw: string): Inline[] {
  return raw.split('\n').flatMap((line, index): Inline[] => {
    const text: Inline = { is: 'text', text: line }
    return index === 0 ? [text] : [{ is: 'break' }, text]
  })
}

function inlinesOf(tokens: readonly Token[] | undefined, depth: number): Inline[] {
  const out: Inline[] = []
  for (const token of tokens ?? []) {
    const last = out.at(-1)
    if (token.type === 'link' && last?.is === 'text' && last.text.endsWith('@')) {
      const { href, text, raw } = token as Tokens.Link
      // As the server reads it: by an address that stands somewhere else nobody is named.
      if (isMentionTarget(href) && raw.endsWith(')')) {
        last.text = last.text.slice(0, -1)
        if (last.text === '') out.pop()
        out.push({ is: 'mention', id: href, said: text })
        continue
      }
    }
    for (const it of inlineOf(token, depth)) {
      const before = out.at(-1)
      if (it.is === 'text' && before?.is === 'text') before.text += it.text
      else out.push(it)
    }
  }
  return out
}

function inlineOf(token: Token, depth: number): Inline[] {
  if (depth > DEPTH_MAX) return textAndBreaks(token.raw)
  switch (token.type) {
    case 'strong':
      return [{ is: 'strong', inside: inlinesOf((token as Tokens.Strong).tokens, depth + 1) }]
    case 'em':
      return [{ is: 'em', inside: inlinesOf((token as Tokens.Em).tokens, depth + 1) }]
    case 'del':
      return [{ is: 'del', inside: inlinesOf((token as Tokens.Del).tokens, depth + 1) }]
    case 'codespan':
      return [{ is: 'code', text: (token as Tokens.Codespan).text }]
    case 'br':
      return [{ is: 'break' }]
    // The box itself is shown beside the words.
    case 'checkbox':
      return []
    case 'escape':
      return [{ is: 'text', text: (token as Tokens.Escape).text }]
    case 'text': {
      const { tokens, text } = token as Tokens.Text
      return tokens ? inlinesOf(tokens, depth) : textAndBreaks(text)
    }
    case 'link': {
      const { href, tokens } = token as Tokens.Link
      const address = safeAddress(href)
      return address === null
        ? textAndBreaks(token.raw)
        : [{ is: 'link', href: address, inside: inlinesOf(tokens, depth + 1) }]
    }
    case 'image': {
      // Never fetched: a picture elsewhere would tell its owner who reads. It is a link to it.
      const { href, text } = token as Tokens.Image
      const address = safeAddress(href)
      return address === null
        ? textAndBreaks(token.raw)
        : [{ is: 'link', href: address, inside: [{ is: 'text', text: text || address }] }]
    }
    // What looks like HTML is text.
    default:
      return textAndBreaks(token.raw)
  }
}

/** Addresses that open a page or a letter, and nothing else. `null`: it is shown as it was written. */
export function safeAddress(href: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these inside a scheme, so they hide one.
  if (/[\u0000-\u0020\u007f]/.test(href)) return null
  if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return null
  try {
    const url = new URL(href)
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

const EMOJI_ONLY =
  /^\s*(?:(?:\p{Regional_Indicator}{2}|[#*\d]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f|\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*)\s*){1,6}$/u

/** One to six emoji and nothing else: shown larger. */
export const isEmojiOnly = (body: string): boolean => body.length <= 120 && EMOJI_ONLY.test(body)

/** The words alone, in one line: for quotes, announcements, lists. */
export function words(body: string, nameOf: (id: Id, said: string) => string, max = 200): string {
  const inline = (list: readonly Inline[]): string =>
    list
      .map((it) => {
        switch (it.is) {
          case 'text':
            return unbroken(it.text)
          case 'code':
            return it.text
          case 'break':
            return ' '
          case 'mention':
            return `@${nameOf(it.id, it.said)}`
          default:
            return inline(it.inside)
        }
      })
      .join('')
  const block = (it: Block): string => {
    switch (it.is) {
      case 'paragraph':
      case 'heading':
        return inline(it.inside)
      case 'quote':
        return it.blocks.map(block).join(' ')
      case 'list':
        return it.items.map((item) => item.blocks.map(block).join(' ')).join(' ')
      case 'code':
        return it.text
      case 'table':
        return [it.head, ...it.rows].map((row) => row.map(inline).join(' ')).join(' ')
      case 'rule':
        return ''
    }
  }
  const text = read(body.slice(0, max * 8))
    .map(block)
    .join(' ')
    // Not those that hold a sign to its word.
    .replace(/[^\S\u00a0\u202f]+/g, ' ')
    .trim()
  return text.length > max ? `${text.slice(0, max).trimEnd()}…` : text
}
