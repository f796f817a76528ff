// SPDX-License-Identifier: EUPL-1.2
import { cx } from '@/lib/cx'
import { categoryClass, drawIcon } from '@/ui'
import s from './FileIcon.module.css'
import { type Kind, LOOKS } from './kinds'

/** What kind of file it is, by a shape and a colour; the words are beside it. */
export function FileIcon({ kind, size = 32 }: { kind: Kind; size?: 24 | 32 | 56 }) {
  const { icon, colour } = LOOKS[kind]
  return (
    <span className={cx(s.file, s[`s${size}`], categoryClass(colour))} aria-hidden="true">
      {drawIcon(icon, size === 24 ? 15 : size === 32 ? 18 : 30)}
    </span>
  )
}

export function FolderShape({ isNarrowed = false, size = 26 }: { isNarrowed?: boolean; size?: number }) {
  return (
    <svg
      className={cx(s.folder, categoryClass(isNarrowed ? 'cat-10' : 'cat-2'))}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d="M3 6.75C3 5.5 4 4.5 5.25 4.5h3.6c.6 0 1.2.25 1.6.7l1.1 1.3h7.2C20 6.5 21 7.5 21 8.75v8.5c0 1.25-1 2.25-2.25 2.25H5.25C4 19.5 3 18.5 3 17.25z" />
    </svg>
  )
}
