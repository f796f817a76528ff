// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { newDraft } from '@/api/draft'
import { isProblem } from '@/api/problem'
import type { Id, Organisation } from '@/api/types'
import { Banner, Button, Dialog, Form, ProblemLine, TextField, toast } from '@/ui'
import css from '../admin.module.css'
import { OrganisationField } from '../OrganisationField'
import { useCreateOrganisation, useEditOrganisation } from '../queries'
import { useTexts } from '../texts'
import { destinations, placeUnder } from './tree'

const NAME_MAX = 200

interface CreateProps {
  under: Organisation | null
  onClose: () => void
  onCreated: (created: Organisation) => void
}

export function CreateOrganisation({ under, onClose, onCreated }: CreateProps) {
  const all = useTexts()
  const t = all.organisations
  const create = useCreateOrganisation()
  const [draft, setDraft] = useState(newDraft)
  const [name, setName] = useState('')

  const submit = () =>
    create.mutate(
      { draft, name: name.trim(), parent: under?.id ?? null },
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
      title={under === null ? t.createTitle : t.createUnderTitle(under.name)}
      isOpen
      onClose={onClose}
      keepsOnOutsidePress
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{all.cancel}</Button>
          <Button type="submit" form="create-organisation" variant="primary" isBusy={create.isPending}>
            {t.submit}
          </Button>
        </>
      }
    >
      <Form id="create-organisation" onSubmit={submit}>
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
        <p className={css.quiet}>
          {t.parent} {under === null ? t.top : placeUnder(under)}
        </p>
        <ProblemLine problem={create.error} />
      </Form>
    </Dialog>
  )
}

export function RenameOrganisation({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const all = useTexts()
  const t = all.organisations
  const edit = useEditOrganisation()
  const [shown] = useState(organisation)
  const [name, setName] = useState(organisation.name)
  const submit = () => {
    if (name.trim() === shown.name) return onClose()
    edit.mutate(
      { shown, edit: { name: name.trim() } },
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
          <Button type="submit" form="rename-organisation" variant="primary" isBusy={edit.isPending}>
            {t.renameSubmit}
          </Button>
        </>
      }
    >
      <Form id="rename-organisation" onSubmit={submit}>
        <TextField label={t.name} value={name} onChange={setName} maxLength={NAME_MAX} isRequired autoFocus />
        <EditProblem error={edit.error} />
      </Form>
    </Dialog>
  )
}

interface MoveProps {
  organisation: Organisation
  all: readonly Organisation[]
  /** Only the installation's administrators may put an organisation at the top. */
  mayBeTop: boolean
  onClose: () => void
}

export function MoveOrganisation({ organisation, all, mayBeTop, onClose }: MoveProps) {
  const texts = useTexts()
  const t = texts.organisations
  const edit = useEditOrganisation()
  const [shown] = useState(organisation)
  // Nothing is proposed: whoever presses too soon would move a whole branch to the top.
  const [parent, setParent] = useState<Id | null>()
  const [isChecked, setChecked] = useState(false)
  const places = destinations(all, shown)
  const isTopNew = mayBeTop && shown.parent !== null
  const isMissing = parent === undefined || (parent === null && !isTopNew)

  const submit = () => {
    setChecked(true)
    if (isMissing) return
    edit.mutate(
      { shown, edit: { parent } },
      {
        onSuccess: (moved) => {
          const target = all.find((it) => it.id === moved.parent)
          toast({ text: target ? t.moved(moved.name, target.name) : t.movedTop(moved.name), tone: 'success' })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title={t.moveTitle(shown.name)}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{texts.cancel}</Button>
          <Button type="submit" form="move-organisation" variant="primary" isBusy={edit.isPending}>
            {t.moveSubmit}
          </Button>
        </>
      }
    >
      <Form id="move-organisation" onSubmit={submit}>
        <p className={css.quiet}>{t.moveHint}</p>
        <OrganisationField
          label={t.moveTo}
          among={places}
          value={parent}
          onChange={setParent}
          {...(isTopNew ? { noneLabel: t.top } : {})}
          error={isChecked && isMissing ? texts.bulk.choose : undefined}
        />
        <EditProblem error={edit.error} />
      </Form>
    </Dialog>
  )
}

export function EditProblem({ error }: { error: unknown }) {
  const t = useTexts().organisations
  return isProblem(error, 'edit.lost_race') ? <Banner tone="warning">{t.lost}</Banner> : <ProblemLine problem={error} />
}
