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
