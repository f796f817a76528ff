// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id, WhoCanSee } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Avatar, Badge, Button, Dialog, ProblemLine, SearchField, SkeletonList } from '@/ui'
import { ExternalBadge } from './External'
import { matches } from './order'
import { accessTo } from './queries'
import { plain, Rich } from './Rich'
import { useTexts } from './texts'
import css from './WhoCanSee.module.css'

type Seer = WhoCanSee['items'][number]

const SEARCH_FROM = 8

/** Everyone who can see an object, and every reason why: the server's own answer, from the engine that decides. */
export function WhoCanSeeDialog({ object, onClose }: { object: Id; onClose: () => void }) {
  const t = useTexts()
  const query = useQuery(accessTo(object))
  const [search, setSearch] = useState('')
  const items = query.data?.items ?? []
  const shown = items.filter((it) => matches(search, [it.person.name, it.person.organisation, it.person.function]))
  return (
    <Dialog
      title={t.whoCanSee.title}
      isOpen
      onClose={onClose}
      footer={<Button onPress={onClose}>{t.whoCanSee.close}</Button>}
    >
      <p className={css.intro}>{t.whoCanSee.intro}</p>
      {items.length >= SEARCH_FROM && <SearchField label={t.whoCanSee.search} value={search} onChange={setSearch} />}
      <p className={css.count} role="status">
        {query.isSuccess && t.whoCanSee.count(shown.length)}
      </p>
      {query.isPending && <SkeletonList label={t.whoCanSee.title} rows={5} />}
      <ProblemLine problem={query.error} />
      {query.isSuccess && shown.length === 0 && <p className={css.none}>{t.whoCanSee.none}</p>}
      <ul className={css.list}>
        {shown.map((it) => (
          <SeerLine key={it.person.id} it={it} />
        ))}
      </ul>
    </Dialog>
  )
}

function SeerLine({ it }: { it: Seer }) {
  const t = useTexts()
  const format = useFormat()
  return (
    <li className={css.line}>
      <Avatar person={it.person} size={36} />
      <div className={css.words}>
        <p className={css.name}>
          {it.person.name} <Badge>{t.roles[it.role]}</Badge> {it.person.is_external && <ExternalBadge />}
        </p>
        <ul>
          {it.why.map((reason) => {
            const when = [
              t.whoCanSee.since(format.date(reason.since)),
              ...(reason.ends_on ? [t.whoCanSee.until(format.date(reason.ends_on))] : []),
            ].join(', ')
            return (
              <li key={`${reason.via}${reason.group?.id ?? ''}${reason.since}`} className={css.reason}>
                {reason.via === 'group' ? (
                  <Rich text={t.whoCanSee.group} parts={{ group: <b>{reason.group?.name}</b> }} />
                ) : (
                  t.whoCanSee.direct
                )}
                {reason.invited_by && plain(t.whoCanSee.by, { who: reason.invited_by.name })}, {when}
              </li>
            )
          })}
        </ul>
      </div>
    </li>
  )
}
