// SPDX-License-Identifier: EUPL-1.2

import { useState } from 'react'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import s from './Avatar.module.css'
import { categoryClass, categoryOf } from './category'
import { useTooltip } from './Tooltip'
import { useUiTexts } from './texts'
import { VisuallyHidden } from './VisuallyHidden'

/** What an avatar needs to know of a person: `Person` of the API fits. */
export interface AvatarPerson {
  id: string
  name: string
  given_name?: string
  family_name?: string
  photo?: string | null
}

export type AvatarSize = 20 | 24 | 28 | 32 | 36 | 40 | 64 | 96 | 'sm' | 'md' | 'lg' | 'xl'
const PIXELS = { sm: 24, md: 32, lg: 40, xl: 64 } as const
const pixels = (size: AvatarSize) => (typeof size === 'number' ? size : PIXELS[size])

export type Presence = 'online' | 'busy' | 'away' | 'offline'

export interface AvatarProps {
  person: AvatarPerson
  size?: AvatarSize
  presence?: Presence
  /** Alone, without the name beside it: it then says who it is. */
  isNamed?: boolean
  /** A ring of the person's colour: speaking, editing here. */
  isRinged?: boolean
}

export function Avatar({ person, size = 32, presence, isNamed, isRinged }: AvatarProps) {
  const t = useUiTexts()
  const presenceText = presence && t.people.presence[presence]
  const name = [person.name, presenceText].filter(Boolean).join(', ')
  const tooltip = useTooltip(name)
  return (
    <span
      className={cx(s.avatar, s[`s${pixels(size)}`], isRinged && s.ring, categoryClass(categoryOf(person.id)))}
      {...(isNamed ? { role: 'img', 'aria-label': name, ...tooltip } : {})}
    >
      <Face person={person} />
      {presence && <span className={cx(s.presence, s[presence])} aria-hidden="true" />}
      {presenceText && !isNamed && <VisuallyHidden>{presenceText}</VisuallyHidden>}
    </span>
  )
}

function Face({ person }: { person: AvatarPerson }) {
  const [failed, setFailed] = useState<string>()
  if (person.photo && person.photo !== failed) {
    const photo = person.photo
    return <img className={s.photo} src={photo} alt="" draggable={false} onError={() => setFailed(photo)} />
  }
  return <span aria-hidden="true">{initials(person)}</span>
}

/** « Nour Attali-Faure » is NA; « Support » is S. */
export function initials(person: AvatarPerson): string {
  const words = person.name.split(/\s+/).filter(Boolean)
  const given = person.given_name?.trim() || words[0] || ''
  const family = person.family_name?.trim() || (words.length > 1 ? words.at(-1) : '') || ''
  return (first(given) + first(family)).toLocaleUpperCase()
}

const first = (word: string) => [...word].find((it) => /\p{L}|\p{N}/u.test(it)) ?? ''

export interface AvatarStackProps {
  people: readonly AvatarPerson[]
  /** How many in all, when `people` is only the beginning. */
  total?: number
  max?: number
  size?: AvatarSize
}

/** Several people in little room; read as one sentence. */
export function AvatarStack({ people, total = people.length, max = 4, size = 28 }: AvatarStackProps) {
  const t = useUiTexts()
  const format = useFormat()
  const shown = people.slice(0, total > max ? Math.max(1, max - 1) : max)
  const others = total - shown.length
  const names = shown.map((it) => it.name)
  const label = others > 0 ? t.people.andOthers(names.join(', '), others) : format.list(names)
  if (total === 0) return null
  return (
    <span className={s.stack} role="img" aria-label={label}>
      {shown.map((person) => (
        <Avatar key={person.id} person={person} size={size} />
      ))}
      {others > 0 && (
        <span className={cx(s.avatar, s[`s${pixels(size)}`], s.others)} aria-hidden="true">
          +{Math.min(others, 99)}
        </span>
      )}
    </span>
  )
}
