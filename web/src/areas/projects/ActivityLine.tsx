// SPDX-License-Identifier: EUPL-1.2
import { History } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Activity } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Avatar } from '@/ui'
import css from './ActivityCard.module.css'
import { Rich } from './Rich'
import { useTexts } from './texts'

/** Whoever makes a project is in it from the start: that he was added by himself is not news. */
export const isNews = (it: Activity): boolean =>
  it.kind !== 'project.member_added' || it.person === null || it.person.id !== it.actor?.id

/** One line of what happened. `place` says where, when that is not the page one is on. */
export function ActivityLine({ it, when, place }: { it: Activity; when: string; place?: ReactNode }) {
  const t = useTexts()
  const format = useFormat()
  const face = it.actor ?? it.person
  const sentence = t.activity[(it.kind in t.activity ? it.kind : 'other') as keyof typeof t.activity]
  // A person invited by address has no account to show yet: the address is in the details.
  const person = it.person?.name ?? it.group?.name ?? it.details.email ?? it.details.name ?? t.activity.aPerson
  return (
    <div className={css.line}>
      {face ? (
        <Avatar person={face} size={28} />
      ) : (
        <span className={css.system}>
          <History size={15} strokeWidth={1.75} aria-hidden />
        </span>
      )}
      <div className={css.words}>
        <Rich
          text={sentence}
          parts={{ who: <b key="who">{it.actor?.name ?? t.activity.system}</b>, person: <b key="person">{person}</b> }}
        />
      </div>
      {place && <div className={css.place}>{place}</div>}
      <time className={css.when} dateTime={it.at} title={format.fullDateTime(it.at)}>
        {when}
      </time>
    </div>
  )
}
