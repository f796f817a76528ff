// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AdminAccount, Person } from '@/api/types'
import { Button, Dialog, Form, ProblemLine, ProjectIcon, toast } from '@/ui'
import css from '../admin.module.css'
import { PersonField } from '../PersonField'
import { accountProjects, useHandOver } from '../queries'
import { useTexts } from '../texts'

/** Everything a leaver holds goes to one successor, in one act. */
export function HandOver({ account, onClose }: { account: AdminAccount; onClose: () => void }) {
  const all = useTexts()
  const t = all.succession
  const projects = useQuery(accountProjects(account.person.id))
  const handOver = useHandOver(account.person.id)
  const [successor, setSuccessor] = useState<Person | null>(null)
  const [isChecked, setChecked] = useState(false)
  const held = projects.data?.items.filter((it) => it.role === 'owner') ?? []

  const submit = () => {
    setChecked(true)
    if (successor === null) return
    handOver.mutate(successor.id, {
      onSuccess: (done) => {
        toast({ text: t.done(successor.name, done.projects, done.groups), tone: 'success' })
        onClose()
      },
    })
  }

  return (
    <Dialog
      keepsOnOutsidePress
      title={t.title(account.person.name)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{all.cancel}</Button>
          <Button type="submit" form="hand-over" variant="primary" isBusy={handOver.isPending} busyLabel={t.busy}>
            {t.confirm}
          </Button>
        </>
      }
    >
      <Form id="hand-over" onSubmit={submit}>
        <p>{t.lead}</p>
        <PersonField
          label={t.to}
          hint={t.toHint}
          value={successor}
          onChange={setSuccessor}
          isSuggested={(person) => person.id !== account.person.id && person.is_active && !person.is_external}
          error={isChecked && successor === null ? t.required : undefined}
        />
        {projects.data && (
          <section className={css.step}>
            <h3>{t.list(held.length)}</h3>
            <ul className={css.lines}>
              {held.map(({ project }) => (
                <li key={project.id} className={css.line}>
                  <ProjectIcon icon={project.icon} colour={project.colour} size={22} />
                  <span className={css.grow}>{project.name}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className={css.quiet}>{t.keeps}</p>
        <ProblemLine problem={handOver.error} />
      </Form>
    </Dialog>
  )
}
