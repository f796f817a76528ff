// SPDX-License-Identifier: EUPL-1.2
import { useInfiniteQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { Group, Person } from '@/api/types'
import { Avatar, IconButton, LoadMore, Notice, ProblemLine, SidePanel, toast } from '@/ui'
import css from '../admin.module.css'
import { PersonField } from '../PersonField'
import { groupMembers, useGroupMember } from '../queries'
import { useTexts } from '../texts'
import { useFailure } from '../useFailure'
import { Waiting } from '../Waiting'

/** Who is in a group, and the way to add or remove them. */
export function GroupSheet({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useTexts().groups
  return (
    <SidePanel title={t.panel(group.name)} onClose={onClose}>
      <div className={css.sheet}>
        <p className={css.quiet}>
          {group.organisation?.name ?? t.everywhere} · {t.people(group.people)} · {t.projects(group.projects)}
        </p>
        <Members group={group} />
      </div>
    </SidePanel>
  )
}

function Members({ group }: { group: Group }) {
  const t = useTexts().groups
  const query = useInfiniteQuery(groupMembers(group.id))
  const change = useGroupMember(group.id)
  const failed = useFailure()
  const members = query.data?.pages.flatMap((it) => it.items) ?? []
  const isIn = new Set(members.map((it) => it.id))

  const add = (person: Person) =>
    change.mutate(
      { account: person.id, isIn: true },
      { onSuccess: () => toast({ text: t.added(person.name), tone: 'success' }), onError: failed },
    )
  const remove = (person: Person) =>
    change.mutate(
      { account: person.id, isIn: false },
      {
        onSuccess: () =>
          toast({ text: t.removed(person.name), action: { label: t.undo, onAction: () => add(person) } }),
        onError: failed,
      },
    )

  return (
    <section className={css.part} aria-labelledby="group-members">
      <h3 id="group-members">{t.members}</h3>
      {group.can.manage ? (
        <PersonField
          label={t.add}
          hint={t.addHint}
          value={null}
          onChange={(person) => person && add(person)}
          isSuggested={(it) => it.is_active && !isIn.has(it.id)}
          isForSeveral
        />
      ) : (
        <Notice>{t.readOnly}</Notice>
      )}
      <ProblemLine problem={change.error} />
      {!query.data ? (
        <Waiting query={query} rows={4} />
      ) : members.length === 0 ? (
        <p className={css.quiet}>{t.noMembers}</p>
      ) : (
        <ul className={css.lines} aria-label={t.members}>
          {members.map((person) => (
            <li key={person.id} className={css.line}>
              <Avatar person={person} size={28} />
              <span className={css.grow}>
                {person.name}
                {person.function !== null && <span className={css.whoMail}>{person.function}</span>}
              </span>
              {group.can.manage && (
                <IconButton size="sm" icon={X} label={t.remove(person.name)} onPress={() => remove(person)} />
              )}
            </li>
          ))}
        </ul>
      )}
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </section>
  )
}
