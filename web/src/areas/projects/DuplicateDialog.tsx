// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { newDraft } from '@/api/draft'
import { useMe } from '@/api/me'
import type { Project } from '@/api/types'
import { Button, Checkbox, Dialog, Form, ProblemLine, Select, TextField, toast, useNavigateTo } from '@/ui'
import { useDuplicate } from './queries'
import { useTexts } from './texts'

/** A new project with the same tools and rules, and none of the content. */
export function DuplicateDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useTexts()
  const navigate = useNavigateTo()
  const duplicate = useDuplicate()
  const { organisations } = useMe()
  const [draft] = useState(newDraft)
  const [name, setName] = useState(t.duplicate.nameProposed(project.name))
  const [withMembers, setWithMembers] = useState(false)
  // Where the project is, if that is mine too.
  const first = organisations.find((it) => it.id === project.organisation?.id) ?? organisations[0]
  const [organisation, setOrganisation] = useState(first?.id)
  const [error, setError] = useState<string>()

  const submit = () => {
    if (name.trim() === '') return setError(t.create.nameMissing)
    duplicate.mutate(
      {
        project: project.id,
        draft,
        name: name.trim(),
        with_members: withMembers,
        ...(organisations.length > 1 && organisation ? { organisation } : {}),
      },
      {
        onSuccess: (copy) => {
          toast({ text: t.duplicate.done(copy.name) })
          onClose()
          navigate(`/p/${copy.id}`)
        },
      },
    )
  }

  return (
    <Dialog
      title={t.duplicate.title(project.name)}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.duplicate.cancel}</Button>
          <Button variant="primary" type="submit" form="duplicate" isBusy={duplicate.isPending}>
            {t.duplicate.submit}
          </Button>
        </>
      }
    >
      <Form id="duplicate" onSubmit={submit}>
        <p>{t.duplicate.intro}</p>
        <TextField
          label={t.duplicate.name}
          value={name}
          onChange={(it) => {
            setName(it)
            setError(undefined)
          }}
          error={error}
          maxLength={120}
        />
        {organisations.length > 1 && (
          <Select
            label={t.duplicate.organisation}
            value={organisation ?? null}
            onChange={setOrganisation}
            options={organisations.map((it) => ({ id: it.id, label: it.name }))}
          />
        )}
        <Checkbox
          label={t.duplicate.withMembers}
          hint={t.duplicate.withMembersHint}
          isSelected={withMembers}
          onChange={setWithMembers}
        />
        <ProblemLine problem={duplicate.error} />
      </Form>
    </Dialog>
  )
}
