// SPDX-License-Identifier: EUPL-1.2
// What kind of thing a file is, for its icon, its words and how it is shown. By what the server found its bytes to be, and by
// the ending of its name where these say no more than « text ».

import {
  BookText,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileQuestion,
  FileSpreadsheet,
  FileText,
  FileVideo,
  Presentation,
} from 'lucide-react'
import type { Entry } from '@/api/types'
import type { Category, IconLike } from '@/ui'

export type Kind =
  | 'archive'
  | 'audio'
  | 'code'
  | 'image'
  | 'other'
  | 'pdf'
  | 'presentation'
  | 'sheet'
  | 'text'
  | 'video'
  | 'writing'

/** A colour is doubled by the icon and the word. */
export const LOOKS: Readonly<Record<Kind, { icon: IconLike; colour: Category }>> = {
  archive: { icon: FileArchive, colour: 'cat-10' },
  audio: { icon: FileAudio, colour: 'cat-8' },
  code: { icon: FileCode, colour: 'cat-10' },
  image: { icon: FileImage, colour: 'cat-9' },
  other: { icon: FileQuestion, colour: 'cat-10' },
  pdf: { icon: FileText, colour: 'cat-7' },
  presentation: { icon: Presentation, colour: 'cat-6' },
  sheet: { icon: FileSpreadsheet, colour: 'cat-4' },
  text: { icon: FileText, colour: 'cat-10' },
  video: { icon: FileVideo, colour: 'cat-8' },
  writing: { icon: BookText, colour: 'cat-2' },
}

export const endingOf = (name: string): string => {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}

const CODE = new Set(
  'bash bat c cc cfg conf cpp cs css go h hpp ini java js json jsx kt lua php pl ps1 py r rb rs sh sql svg toml ts tsx vue xml yaml yml'.split(
    ' ',
  ),
)
const SHEETS = new Set(['csv', 'tsv', 'ods', 'xls', 'xlsx'])
const SLIDES = new Set(['odp', 'ppt', 'pptx', 'key'])
const WRITINGS = new Set(['odt', 'doc', 'docx', 'rtf', 'epub', 'pages'])
const ARCHIVES = new Set(['zip', 'gz', 'tgz', 'bz2', 'xz', '7z', 'rar', 'tar', 'zst'])

/** `type` is what kind of bytes; the browser's own guess before the server has looked. */
export function kindOf(name: string, type: string): Kind {
  const ending = endingOf(name)
  if (type === 'application/pdf') return 'pdf'
  // Its bytes are a program that draws: shown as what it says.
  if (type === 'image/svg+xml') return 'code'
  if (type.startsWith('image/')) return 'image'
  if (type.startsWith('audio/')) return 'audio'
  if (type.startsWith('video/')) return 'video'
  if (SHEETS.has(ending) || /spreadsheet|ms-excel|text\/csv/.test(type)) return 'sheet'
  if (SLIDES.has(ending) || /presentation|ms-powerpoint/.test(type)) return 'presentation'
  if (WRITINGS.has(ending) || /wordprocessing|opendocument\.text|msword|\/rtf|epub/.test(type)) return 'writing'
  if (ARCHIVES.has(ending) || /zip|gzip|x-tar|x-7z|x-rar|x-bzip|x-xz|zstd/.test(type)) return 'archive'
  if (
    CODE.has(ending) ||
    /^(?:text\/(?:html|css|javascript|xml|x-)|application\/(?:json|xml|javascript|x-sh|toml))/.test(type)
  )
    return 'code'
  if (type.startsWith('text/')) return 'text'
  return 'other'
}

export const kindOfEntry = (entry: Entry): Kind => kindOf(entry.name, entry.file?.media_type ?? '')

/** How a file is shown. */
export type Showing = 'audio' | 'csv' | 'image' | 'markdown' | 'nothing' | 'pdf' | 'text' | 'video'

/** What every browser of today draws by itself. */
const IMAGES = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/x-icon',
])
const SOUNDS = new Set(
  'audio/mpeg audio/mp4 audio/m4a audio/x-m4a audio/aac audio/ogg audio/opus audio/wav audio/x-wav audio/flac audio/x-flac audio/webm'.split(
    ' ',
  ),
)
const FILMS = new Set(['video/mp4', 'video/webm', 'video/ogg', 'video/quicktime', 'video/x-m4v'])
const TEXTS = new Set(
  'application/json application/xml application/javascript application/x-sh application/toml image/svg+xml'.split(' '),
)

export function showingOf(name: string, type: string): Showing {
  if (type === 'application/pdf') return 'pdf'
  if (IMAGES.has(type)) return 'image'
  if (SOUNDS.has(type)) return 'audio'
  if (FILMS.has(type)) return 'video'
  if (!type.startsWith('text/') && !TEXTS.has(type)) return 'nothing'
  const ending = endingOf(name)
  if (type === 'text/markdown' || ending === 'md' || ending === 'markdown') return 'markdown'
  if (type === 'text/csv' || ending === 'csv' || ending === 'tsv') return 'csv'
  return 'text'
}
