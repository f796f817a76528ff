// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Button, Form, Notice, ProblemLine, TextField } from '@/ui'
import type { InvitationView } from '../../api/types'
import { useFormat } from '../../lib/format'
import { useLanguage } from '../../lib/i18n'
import s from './forms.module.css'
import { LinkRefused, Working } from './LinkStates'
import { NewPasswordField } from './NewPasswordField'
import { PublicFrame } from './PublicFrame'
import { invitationOf, useAcceptInvitation } from './queries'
import { useTexts } from './texts'
import { useToken } from './token'
import { useEnter } from './useEnter'
import { useFaults } from './useFaults'

/** From the link in the mail to an account. */
export function Invitation() {
  const t = useTexts()
  const token = useToken()
  const invitation = useQuery({ ...invitationOf(token ?? ''), enabled: token !== null })
  const { refetch, isFetching } = invitation
  // The token stays out of the key of the query, which therefore does not see that it is another.
  const asked = useRef(token)
  useEffect(() => {
    if (asked.current === token) return
    asked.current = token
    void refetch()
  }, [token, refetch])

  return (
    <PublicFrame title={t.invitation.title} hasBack>
      <div className={s.body}>
        {token === null && <Notice tone="warning">{t.link.missing}</Notice>}
        {isFetching && <Working words={t.invitation.checking} />}
        {!isFetching && invitation.error && (
          <LinkRefused error={invitation.error} onRetry={() => void refetch()} way={t.invitation.expired} />
        )}
        {!isFetching && invitation.data && token !== null && (
          <Acceptance key={token} token={token} view={invitation.data} />
        )}
      </div>
    </PublicFrame>
  )
}

function Acceptance({ token, view }: { token: string; view: InvitationView }) {
  const t = useTexts()
  const language = useLanguage()
  const format = useFormat()
  const enter = useEnter()
  const accept = useAcceptInvitation()
  const faults = useFaults(accept.error, ['given_name', 'family_name', 'password'])
  const [givenName, setGivenName] = useState(view.given_name)
  const [familyName, setFamilyName] = useState(view.family_name)
  const [password, setPassword] = useState('')

  return (
    <>
      <div className={s.facts}>
        <p>{view.invited_by ? t.invitation.by(view.invited_by) : t.invitation.noOne}</p>
        {view.project && <p>{t.invitation.project(view.project)}</p>}
        {view.organisation && <p>{t.invitation.organisation(view.organisation)}</p>}
        <p>{t.invitation.account(view.email)}</p>
      </div>
      {view.is_external && (
        <Notice>
          {t.invitation.external} {view.access_ends_on && t.invitation.until(format.date(view.access_ends_on))}
        </Notice>
      )}
      <Form
        label={t.invitation.title}
        onSubmit={() =>
          accept.mutate(
            { token, given_name: givenName.trim(), family_name: familyName.trim(), password, language },
            { onSuccess: enter },
          )
        }
      >
        {/* For the password manager, which otherwise would not know which account this is. */}
        <input type="email" name="email" autoComplete="username" value={view.email} readOnly hidden />
        <div className={s.pair}>
          <TextField
            label={t.fields.givenName}
            autoComplete="given-name"
            value={givenName}
            onChange={setGivenName}
            error={faults.of.given_name}
            maxLength={100}
            isRequired
          />
          <TextField
            label={t.fields.familyName}
            autoComplete="family-name"
            value={familyName}
            onChange={setFamilyName}
            error={faults.of.family_name}
            maxLength={100}
            isRequired
          />
        </div>
        <NewPasswordField
          label={t.fields.password}
          value={password}
          onChange={setPassword}
          error={faults.of.password}
          about={[givenName, familyName, view.email]}
        />
        <ProblemLine problem={faults.rest} />
        <Button
          type="submit"
          variant="primary"
          size="lg"
          isBlock
          isBusy={accept.isPending}
          busyLabel={t.invitation.sending}
        >
          {t.invitation.send}
        </Button>
      </Form>
    </>
  )
}
