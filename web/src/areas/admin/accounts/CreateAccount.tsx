// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { newDraft } from '@/api/draft'
import { useInstance } from '@/api/me'
import { isProblem } from '@/api/problem'
import type { AdminAccount, Id } from '@/api/types'
import { Button, Checkbox, Dialog, Form, ProblemLine, Select, TextField, toast } from '@/ui'
import css from '../admin.module.css'
import { OrganisationsField } from '../OrganisationField'
import { useCreateAccount } from '../queries'
import { useTexts } from '../texts'

const NAME_MAX = 100

interface CreateProps {
  /** The list is filtered on an organisation: the account probably belongs there. */
  organisation: Id | undefined
  onClose: () => void
  onOpen: (created: AdminAccount) => void
}

export function CreateAccount({ organisation, onClose, onOpen }: CreateProps) {
  const all = useTexts()
  const t = all.create
  const instance = useInstance()
  const create = useCreateAccount()
  // Kept until the server has answered, so that trying again after a cut cannot create two accounts.
  const [draft, setDraft] = useState(newDraft)
  const [email, setEmail] = useState('')
  const [givenName, setGivenName] = useState('')
  const [familyName, setFamilyName] = useState('')
  const [role, setRole] = useState('')
  const [organisations, setOrganisations] = useState<Id[]>(organisation === undefined ? [] : [organisation])
  const [language, setLanguage] = useState<'fr' | 'en' | null>(null)
  const [isInvited, setInvited] = useState(true)
  const [isChecked, setChecked] = useState(false)
  const isTaken = isProblem(create.error, 'account.email_taken')

  /** Another content is another account: the server would refuse the old key for it. */
  const edited =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      setDraft(newDraft())
    }

  const submit = () => {
    setChecked(true)
    if (organisations.length === 0) return
    create.mutate(
      {
        draft,
        email: email.trim(),
        given_name: givenName.trim(),
        family_name: familyName.trim(),
        ...(role.trim() === '' ? {} : { function: role.trim() }),
        organisations,
        language: language ?? instance?.default_language ?? 'fr',
        invite: isInvited,
      },
      {
        onSuccess: (created) => {
          toast({
            text: t.created(created.person.name),
            tone: 'success',
            action: { label: t.open, onAction: () => onOpen(created) },
          })
          onClose()
        },
      },
    )
  }

  return (
    <Dialog
      keepsOnOutsidePress
      title={t.title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{all.cancel}</Button>
          <Button type="submit" form="create-account" variant="primary" isBusy={create.isPending} busyLabel={t.busy}>
            {t.submit}
          </Button>
        </>
      }
    >
      <Form id="create-account" onSubmit={submit}>
        <TextField
          label={t.email}
          hint={t.emailHint}
          type="email"
          value={email}
          onChange={edited(setEmail)}
          error={isTaken ? t.errors.emailTaken : undefined}
          autoComplete="off"
          maxLength={254}
          isRequired
          autoFocus
        />
        <div className={css.pair}>
          <TextField
            label={t.givenName}
            value={givenName}
            onChange={edited(setGivenName)}
            maxLength={NAME_MAX}
            autoComplete="off"
            isRequired
          />
          <TextField
            label={t.familyName}
            value={familyName}
            onChange={edited(setFamilyName)}
            maxLength={NAME_MAX}
            autoComplete="off"
            isRequired
          />
        </div>
        <TextField label={t.function} value={role} onChange={edited(setRole)} maxLength={NAME_MAX} isOptional />
        <OrganisationsField
          label={t.organisations}
          hint={t.organisationsHint}
          value={organisations}
          onChange={edited(setOrganisations)}
          error={isChecked && organisations.length === 0 ? t.errors.organisations : undefined}
        />
        <Select
          label={t.language}
          value={language ?? instance?.default_language ?? 'fr'}
          onChange={edited((value: string) => setLanguage(value === 'en' ? 'en' : 'fr'))}
          options={[
            { id: 'fr', label: all.languages.fr },
            { id: 'en', label: all.languages.en },
          ]}
        />
        <Checkbox label={t.invite} hint={t.inviteHint} isSelected={isInvited} onChange={edited(setInvited)} />
        {!isTaken && <ProblemLine problem={create.error} />}
      </Form>
    </Dialog>
  )
}
