// SPDX-License-Identifier: EUPL-1.2
// What the buttons of the composer do to its text. Pure.

/** A text and what is selected in it. */
export interface Edit {
  text: string
  from: number
  to: number
}

/** Puts a mark on both sides of the selection, or takes it away. */
export function wrapped({ text, from, to }: Edit, mark: string): Edit {
  const size = mark.length
  const isMarked = text.slice(from - size, from) === mark && text.slice(to, to + size) === mark
  if (isMarked && from >= size)
    return {
      text: text.slice(0, from - size) + text.slice(from, to) + text.slice(to + size),
      from: from - size,
      to: to - size,
    }
  const selected = text.slice(from, to)
  // Several lines of code stand in a block of their own.
  if (mark === '`' && selected.includes('\n')) {
    const open = '```\n'
    return {
      text: `${text.slice(0, from)}${open}${selected}\n\`\`\`${text.slice(to)}`,
      from: from + open.length,
      to: to + open.length,
    }
  }
  return { text: text.slice(0, from) + mark + selected + mark + text.slice(to), from: from + size, to: to + size }
}

/** Begins each selected line so, or takes it away where all have it. */
export function indented({ text, from, to }: Edit, mark: string): Edit {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const lines = text.slice(start, to).split('\n')
  const isAll = lines.every((it) => it.startsWith(mark))
  const next = lines.map((it) => (isAll ? it.slice(mark.length) : mark + it))
  const by = isAll ? -mark.length : mark.length
  return {
    text: text.slice(0, start) + next.join('\n') + text.slice(to),
    from: Math.max(start, from + by),
    to: to + by * lines.length,
  }
}

export const listed = (edit: Edit): Edit => indented(edit, '- ')

/** A link around the selection; the address is selected, to be typed or pasted. */
export function linked({ text, from, to }: Edit): Edit {
  const words = text.slice(from, to)
  const isAddress = /^https?:\/\/\S+$/.test(words)
  const made = isAddress ? `[](${words})` : `[${words}](https://)`
  const at = isAddress ? from + 1 : from + words.length + 3
  return { text: text.slice(0, from) + made + text.slice(to), from: at, to: isAddress ? at : at + 'https://'.length }
}

/** An address pasted over words makes a link of them. `null`: it is pasted like anything else. */
export function linkedTo({ text, from, to }: Edit, pasted: string): Edit | null {
  const words = text.slice(from, to)
  const address = pasted.trim()
  if (!/^(?:https?:\/\/|mailto:)\S+$/.test(address)) return null
  // Over an address, another one; what has brackets or lines of its own is no name of a link.
  if (words.trim() === '' || /[[\]\n]|^https?:\/\/\S+$/.test(words) || isInCode(text, from)) return null
  const made = `[${words}](${address.replace(/[()]/g, (it) => (it === '(' ? '%28' : '%29'))})`
  const at = from + made.length
  return { text: text.slice(0, from) + made + text.slice(to), from: at, to: at }
}

/** Whether a block of code is open where the caret is. */
export function isInCode(text: string, caret: number): boolean {
  let open = ''
  for (const line of text.slice(0, caret).split('\n')) {
    const [, mark = '', rest = ''] = /^[ >]*(`{3,}|~{3,})(.*)$/.exec(line) ?? []
    if (mark === '') continue
    if (open === '') {
      // Code within a line has its marks on both sides.
      if (!(mark.startsWith('`') && rest.includes('`'))) open = mark
    } else if (mark.startsWith(open) && rest.trim() === '') open = ''
  }
  return open !== ''
}

/** What a line of a list or a quotation begins with: the quotation, then the point, the number or the box. */
const BEGINNING = /^([ \t]*(?:> ?)*)((?:[-*+]|(\d{1,9})([.)]))[ \t]+(?:\[[ xX]\][ \t]+)?)?/

/** The next line of a list or a quotation begins as this one does; after an empty one it ends. `null`: it is none. */
export function continued({ text, from, to }: Edit): Edit | null {
  if (isInCode(text, from)) return null
  const start = text.lastIndexOf('\n', from - 1) + 1
  const [beginning = '', quote = '', point = '', number, sign] = BEGINNING.exec(text.slice(start, from)) ?? []
  if (point === '' && !quote.includes('>')) return null
  const end = text.indexOf('\n', from)
  const rest = text.slice(start + beginning.length, end < 0 ? text.length : end)
  if (rest.trim() === '') {
    // The point goes first, the quotation after it.
    const left = point === '' ? '' : quote
    return { text: text.slice(0, start) + left + text.slice(to), from: start + left.length, to: start + left.length }
  }
  const next = number === undefined ? point.replace(/\[[xX]\]/, '[ ]') : `${Number(number) + 1}${sign} `
  const line = `\n${quote}${next}`
  const at = from + line.length
  return { text: text.slice(0, from) + line + text.slice(to), from: at, to: at }
}
