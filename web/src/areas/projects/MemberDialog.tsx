// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '@/api/problem'
import type { Member, Project, Role } from '@/api/types'
import { Banner, Button, DateField, Dialog, Form, Notice, ProblemLine, RadioGroup, toast } from '@/ui'
import { today } from './days'
import { ExternalMayNot } from './External'
import { LevelsEditor } from './LevelsEditor'
import { mayHaveExceptions, prune, ROLES } from './levels'
import { membersOf, useEditMember } from './queries'
import { useTexts } from './texts'

export const memberName = (it: Member): string => it.person?.name ?? it.group?.name ?? ''

/** Role, rights per tool with their exceptions, and the day the access ends. */
export function MemberDialog({ project, member, onClose }: { project: Project; member: Member; onClose: () => void }) {
  const t = useTexts()
  const edit = useEditMember(project.id)
  // The dialog keeps what the person is choosing; the tag of what it was opened on tells a lost race.
  const { data = [] } = useQuery(membersOf(project.id))
  const [base, setBase] = useState(member)
  const [role, setRole] = useState<Role>(member.role)
  const [exceptions, setExceptions] = useState(member.own_levels)
  const [endsOn, setEndsOn] = useState(member.ends_on)
  const [isLost, setLost] = useState(false)
  const name = memberName(member)

  // Handing over is another act: the list offers owner only to those who are.
  const roles = ROLES.filter((it) => {
    if (it === 'owner') return member.role === 'owner'
    // An outsider never says who may what.
    return it !== 'manager' || !member.is_external || member.role === 'manager'
  })

  const save = () => {
    const kept = mayHaveExceptions(role) ? prune(role, exceptions) : {}
    edit.mutate(
      {
        member: base,
        edit: {
          ...(role === base.role ? {} : { role }),
          levels: kept,
          ...(endsOn === base.ends_on ? {} : { ends_on: endsOn }),
        },
      },
      {
        onSuccess: () => {
          toast({ text: t.members.saved(name) })
          onClose()
        },
        onError: (error) => {
          if (!isProblem(error, 'edit.lost_race')) return
          const current = (error.problem.current as Member | undefined) ?? data.find((it) => it.id === member.id)
          if (!current) return
          setBase(current)
          setRole(current.role)
          setExceptions(current.own_levels)
          setEndsOn(current.ends_on)
          setLost(true)
        },
      },
    )
  }

  return (
    <Dialog
      title={t.edit.title(name)}
      isOpen
      onClose={onClose}
      keepsOnOutsidePress
      footer={
        <>
          <Button onPress={onClose}>{t.edit.cancel}</Button>
          <Button variant="primary" type="submit" form="member" isBusy={edit.isPending}>
            {t.edit.save}
          </Button>
        </>
      }
    >
      <Form id="member" onSubmit={save}>
        {isLost && <Banner tone="warning">{t.edit.lost}</Banner>}
        <RadioGroup
          label={t.edit.role}
          value={role}
          onChange={(it) => {
            setRole(it)
            setExceptions(prune(it, exceptions))
          }}
          options={roles.map((id) => ({ id, label: t.roles[id], description: t.roleHelp[id] }))}
          hint={member.is_external ? t.edit.externalNote : member.role === 'owner' ? undefined : t.edit.ownerNote}
        />
        {mayHaveExceptions(role) && (
          <LevelsEditor
            role={role}
            exceptions={exceptions}
            available={project.available_modules}
            isExternal={member.is_external}
            onChange={setExceptions}
          />
        )}
        {role !== 'owner' && (
          <DateField
            label={t.edit.ends}
            hint={t.edit.endsHint}
            isOptional
            value={endsOn}
            onChange={setEndsOn}
            min={today()}
          />
        )}
        {member.is_external && (
          <Notice tone="warning">
            <ExternalMayNot />
          </Notice>
        )}
        {!isLost && <ProblemLine problem={edit.error} />}
      </Form>
    </Dialog>
  )
}
