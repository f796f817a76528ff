// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Project, ProjectAccessRequest, Role } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Avatar, Button, Card, Select, toast, VisuallyHidden } from '@/ui'
import { ExternalBadge } from './External'
import { failed } from './problems'
import { requestsOf, useAnswerRequest } from './queries'
import css from './RequestsCard.module.css'
import { Rich } from './Rich'
import { useTexts } from './texts'

const GIVEN: readonly Role[] = ['member', 'reader', 'manager']

/** Who asks to come in, answered in one click. Draws nothing when nobody asks. */
export function RequestsCard({ project }: { project: Project }) {
  const t = useTexts()
  const { data = [] } = useQuery(requestsOf(project.id))
  if (data.length === 0) return null
  return (
    <Card title={t.requests.title} isFlush>
      <ul>
        {data.map((it) => (
          <li key={it.id}>
            <RequestLine it={it} project={project} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function RequestLine({ it, project }: { it: ProjectAccessRequest; project: Project }) {
  const t = useTexts()
  const format = useFormat()
  const answer = useAnswerRequest(project.id)
  const [role, setRole] = useState<Role>('member')
  const { name } = it.person

  const reply = (given: Role | null) =>
    answer.mutate(
      { request: it.id, role: given },
      {
        onSuccess: () => toast({ text: given ? t.requests.accepted(name) : t.requests.refused(name) }),
        onError: failed,
      },
    )

  return (
    <div className={css.line}>
      <Avatar person={it.person} size={36} />
      <div className={css.words}>
        <p className={css.asks}>
          <Rich text={t.requests.asks} parts={{ person: <b>{name}</b> }} /> {it.person.is_external && <ExternalBadge />}
        </p>
        <p className={css.reason}>{it.reason || t.requests.noReason}</p>
        <p className={css.about}>
          {[it.person.function, it.person.organisation].filter(Boolean).map((words) => `${words} · `)}
          <time dateTime={it.asked_at} title={format.fullDateTime(it.asked_at)}>
            {format.relative(it.asked_at)}
          </time>
        </p>
      </div>
      <div className={css.answers}>
        <Select
          label={t.requests.as}
          isLabelHidden
          size="sm"
          value={role}
          onChange={setRole}
          options={GIVEN.map((id) => ({ id, label: t.roles[id] }))}
        />
        <Button variant="primary" size="sm" isBusy={answer.isPending} onPress={() => reply(role)}>
          {t.requests.accept}
          <VisuallyHidden> {name}</VisuallyHidden>
        </Button>
        <Button size="sm" isDisabled={answer.isPending} onPress={() => reply(null)}>
          {t.requests.refuse}
          <VisuallyHidden> {name}</VisuallyHidden>
        </Button>
      </div>
    </div>
  )
}
