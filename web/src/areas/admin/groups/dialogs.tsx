// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { newDraft } from '@/api/draft'
import { useMe } from '@/api/me'
import type { Group, Id } from '@/api/types'
import { Button, Dialog, Form, ProblemLine, TextField, toast } from '@/ui'
import { OrganisationField } from '../OrganisationField'
import { useCreateGroup, useRenameGroup } from '../queries'
import { useTexts } from '../texts'

const NAME_MAX = 100

export function CreateGroup({ onClose, onCreated }: { onClose: () => void; onCreated: (created: Group) => void }) {
  const all = useTexts()
  const t = all.groups
  const me = useMe()
  const create = useCreateGroup()
  const [draft, setDraft] = useState(newDraft)
  const [name, setName] = useState('')
  // A branch administrator cannot make a group of the whole installation.
  const [organisation, setOrganisation] = useState<Id | null>(
    me.is_instance_admin ? null : (me.administers[0]?.id ?? null),
  )
  const submit = () =>
    create.mutate(
      { draft, name: name.trim(), organisation },
      {
        onSuccess: (created) => {
          toast({ text: t.created(created.name), tone: 'success' })
          onClose()
          onCreated(created)
        },
      },
    )
  return (
    <Dialog
      title={t.createTitle}
      isOpen
      onClose={onClose}
      keepsOnOutsidePress
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{all.cancel}</Button>
          <Button type="submit" form="create-group" variant="primary" isBusy={create.isPending}>
            {t.submit}
          </Button>
        </>
      }
    >
      <Form id="create-group" onSubmit={submit}>
        <TextField
          label={t.name}
          value={name}
          onChange={(next) => {
            setName(next)
            setDraft(newDraft())
          }}
          maxLength={NAME_MAX}
          isRequired
          autoFocus
        />
        <OrganisationField
          label={t.organisation}
          hint={t.organisationHint}
          value={organisation}
          onChange={(next) => {
            setOrganisation(next)
            setDraft(newDraft())
          }}
          {...(me.is_instance_admin ? { noneLabel: t.everywhere } : {})}
        />
        <ProblemLine problem={create.error} />
      </Form>
    </Dialog>
  )
}

export function RenameGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const all = useTexts()
  const t = all.groups
  const rename = useRenameGroup()
  const [name, setName] = useState(group.name)
  const submit = () => {
    if (name.trim() === group.name) return onClose()
    rename.mutate(
      { shown: group, name: name.trim() },
      {
        onSuccess: () => {
          toast({ text: t.renamed, tone: 'success' })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title={t.renameTitle}
      isOpen
      onClose={onClose}
      keepsOnOutsidePress
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{all.cancel}</Button>
          <Button type="submit" form="rename-group" variant="primary" isBusy={rename.isPending}>
            {t.renameSubmit}
          </Button>
        </>
      }
    >
      <Form id="rename-group" onSubmit={submit}>
        <TextField label={t.name} value={name} onChange={setName} maxLength={NAME_MAX} isRequired autoFocus />
        <ProblemLine problem={rename.error} />
      </Form>
    </Dialog>
  )
}
