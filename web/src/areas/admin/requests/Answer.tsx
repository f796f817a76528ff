// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { isProblem } from '@/api/problem'
import type { AccessRequest } from '@/api/types'
import { Button, Dialog, Form, ProblemLine, TextArea, TextField, toast } from '@/ui'
import css from '../admin.module.css'
import { OrganisationField } from '../OrganisationField'
import { useApprove, useRefuse } from '../queries'
import { useTexts } from '../texts'

/** The server's limit for the text of a refusal. */
const REASON_MAX = 1000
const FUNCTION_MAX = 100

const nameOf = (request: AccessRequest) => `${request.given_name} ${request.family_name}`

export function ApproveDialog({ request, onClose }: { request: AccessRequest; onClose: () => void }) {
  const all = useTexts()
  const t = all.requests
  const approve = useApprove()
  const [organisation, setOrganisation] = useState<string | null>(request.organisation.id)
  const [role, setRole] = useState('')
  const name = nameOf(request)

  const submit = () => {
    if (organisation === null) return
    approve.mutate(
      { id: request.id, organisation, ...(role.trim() === '' ? {} : { function: role.trim() }) },
      {
        onSuccess: () => {
          toast({ text: t.approved(name), tone: 'success' })
          onClose()
        },
      },
    )
  }
  const isAnswered = isProblem(approve.error, 'access_request.answered')

  return (
    <Dialog
      keepsOnOutsidePress
      title={t.approveTitle(name)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{isAnswered ? all.close : all.cancel}</Button>
          {!isAnswered && (
            <Button type="submit" form="approve" variant="primary" isBusy={approve.isPending} busyLabel={t.approveBusy}>
              {t.approveSubmit}
            </Button>
          )}
        </>
      }
    >
      <Form id="approve" onSubmit={submit}>
        <p className={css.quiet}>{t.approveBody}</p>
        <OrganisationField
          label={t.approveOrganisation}
          value={organisation}
          onChange={setOrganisation}
          error={organisation === null ? all.create.errors.organisations : undefined}
        />
        <TextField label={t.approveFunction} value={role} onChange={setRole} maxLength={FUNCTION_MAX} isOptional />
        <ProblemLine problem={approve.error} />
      </Form>
    </Dialog>
  )
}

export function RefuseDialog({ request, onClose }: { request: AccessRequest; onClose: () => void }) {
  const all = useTexts()
  const t = all.requests
  const refuse = useRefuse()
  const [reason, setReason] = useState('')
  const [isChecked, setChecked] = useState(false)
  const name = nameOf(request)

  const submit = () => {
    setChecked(true)
    if (reason.trim() === '') return
    refuse.mutate(
      { id: request.id, reason: reason.trim() },
      {
        onSuccess: () => {
          toast({ text: t.refused(name) })
          onClose()
        },
      },
    )
  }
  const isAnswered = isProblem(refuse.error, 'access_request.answered')

  return (
    <Dialog
      keepsOnOutsidePress
      title={t.refuseTitle(name)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{isAnswered ? all.close : all.cancel}</Button>
          {!isAnswered && (
            <Button type="submit" form="refuse" variant="danger" isBusy={refuse.isPending} busyLabel={t.refuseBusy}>
              {t.refuseSubmit}
            </Button>
          )}
        </>
      }
    >
      <Form id="refuse" onSubmit={submit}>
        <TextArea
          label={t.refuseReason}
          hint={t.refuseHint}
          value={reason}
          onChange={setReason}
          error={isChecked && reason.trim() === '' ? t.refuseRequired : undefined}
          maxLength={REASON_MAX}
          rows={4}
          isRequired
          autoFocus
        />
        <ProblemLine problem={refuse.error} />
      </Form>
    </Dialog>
  )
}
