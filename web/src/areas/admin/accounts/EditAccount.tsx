// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { isProblem } from '@/api/problem'
import type { AdminAccount } from '@/api/types'
import { Banner, Button, Dialog, Form, ProblemLine, TextField, toast } from '@/ui'
import css from '../admin.module.css'
import { OrganisationsField } from '../OrganisationField'
import { type AccountEdit, useEditAccount } from '../queries'
import { useTexts } from '../texts'

const NAME_MAX = 100

export function EditAccount({ account, onClose }: { account: AdminAccount; onClose: () => void }) {
  const all = useTexts()
  const t = all.account
  const { person } = account
  const edit = useEditAccount(account)
  const [givenName, setGivenName] = useState(person.given_name)
  const [familyName, setFamilyName] = useState(person.family_name)
  const [role, setRole] = useState(person.function ?? '')
  const [organisations, setOrganisations] = useState(account.organisations.map((it) => it.id))
  const [isChecked, setChecked] = useState(false)
  // An external person belongs to no organisation: that is what being external means.
  const needsOrganisation = account.role !== 'external'
  const isLost = isProblem(edit.error, 'edit.lost_race')

  const submit = () => {
    setChecked(true)
    if (needsOrganisation && organisations.length === 0) return
    const changes = changesOf(account, {
      given_name: givenName.trim(),
      family_name: familyName.trim(),
      function: role.trim(),
      organisations,
    })
    if (Object.keys(changes).length === 0) return onClose()
    edit.mutate(changes, {
      onSuccess: () => {
        toast({ text: t.saved, tone: 'success' })
        onClose()
      },
    })
  }

  return (
    <Dialog
      keepsOnOutsidePress
      title={t.editTitle}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{all.cancel}</Button>
          <Button type="submit" form="edit-account" variant="primary" isBusy={edit.isPending} busyLabel={t.saving}>
            {t.save}
          </Button>
        </>
      }
    >
      <Form id="edit-account" onSubmit={submit}>
        <div className={css.pair}>
          <TextField label={t.givenName} value={givenName} onChange={setGivenName} maxLength={NAME_MAX} isRequired />
          <TextField label={t.familyName} value={familyName} onChange={setFamilyName} maxLength={NAME_MAX} isRequired />
        </div>
        <TextField label={t.function} value={role} onChange={setRole} maxLength={NAME_MAX} isOptional />
        {needsOrganisation && (
          <OrganisationsField
            label={t.organisations}
            value={organisations}
            names={account.organisations}
            onChange={setOrganisations}
            error={isChecked && organisations.length === 0 ? all.create.errors.organisations : undefined}
          />
        )}
        {isLost ? <Banner tone="warning">{t.lost}</Banner> : <ProblemLine problem={edit.error} />}
      </Form>
    </Dialog>
  )
}

/** Only what changed is sent: what another administrator changes meanwhile is not written over. */
function changesOf(account: AdminAccount, typed: Required<AccountEdit>): AccountEdit {
  const changes: AccountEdit = {}
  if (typed.given_name !== account.person.given_name) changes.given_name = typed.given_name
  if (typed.family_name !== account.person.family_name) changes.family_name = typed.family_name
  if (typed.function !== (account.person.function ?? '')) changes.function = typed.function
  const before = account.organisations.map((it) => it.id)
  if (typed.organisations.join() !== before.join()) changes.organisations = typed.organisations
  return changes
}
