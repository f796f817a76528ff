// SPDX-License-Identifier: EUPL-1.2
// Names of files and folders, as the server takes them: to offer another one where it refuses.

/** Most bytes of a name. */
const NAME_BYTES_MAX = 255

const RESERVED = /[/\\<>:"|?*]/g
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)\s*$/i
/** Controls, marks of direction, letters that show nothing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/** A name in its stem and its ending, with the dot; `.profil` has no ending. */
export function parted(name: string): [stem: string, ending: string] {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
}

/** As much of a text as fits, whole characters only. */
function cut(text: string, bytes: number): string {
  let kept = ''
  let room = bytes
  for (const it of text) {
    room -= bytesOf(it)
    if (room < 0) break
    kept += it
  }
  return kept
}

/** The nearest name that every system can have. */
export function corrected(name: string): string {
  let clean = name
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(RESERVED, '-')
    .trim()
    .replace(/[. ]+$/, '')
  const [first = ''] = clean.split('.')
  if (DEVICE.test(first)) clean = `_${clean}`
  if (clean === '') clean = '_'
  const [stem, ending] = parted(clean)
  const room = NAME_BYTES_MAX - bytesOf(ending)
  return bytesOf(clean) <= NAME_BYTES_MAX ? clean : `${cut(stem, room).trimEnd()}${ending}`
}

/** The second of two that would have the same name: « plan (2).pdf ». One that has a number gets the next. */
export function numbered(name: string, number: number): string {
  const [stem, ending] = parted(name)
  const bare = stem.replace(/ \(\d+\)$/, '')
  const mark = ` (${number})`
  return `${cut(bare, NAME_BYTES_MAX - bytesOf(mark) - bytesOf(ending)).trimEnd()}${mark}${ending}`
}
