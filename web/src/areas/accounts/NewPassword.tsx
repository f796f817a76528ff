// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { Button, Form, Link, Notice, ProblemLine } from '@/ui'
import s from './forms.module.css'
import { NewPasswordField } from './NewPasswordField'
import { PublicFrame } from './PublicFrame'
import { useCompleteReset } from './queries'
import { useTexts } from './texts'
import { useToken } from './token'
import { useEnter } from './useEnter'
import { useFaults } from './useFaults'

/** From the link in the mail to a new password, and in. */
export function NewPassword() {
  const t = useTexts()
  const token = useToken()
  const enter = useEnter()
  const reset = useCompleteReset()
  const faults = useFaults(reset.error, ['password'])
  const [password, setPassword] = useState('')

  if (token === null) {
    return (
      <PublicFrame title={t.newPassword.title} hasBack>
        <div className={s.body}>
          <Notice tone="warning">{t.link.missing}</Notice>
          <p>
            <Link href="/mot-de-passe-oublie">{t.newPassword.askAgain}</Link>
          </p>
        </div>
      </PublicFrame>
    )
  }
  return (
    <PublicFrame title={t.newPassword.title} subtitle={t.newPassword.subtitle} hasBack>
      <div className={s.body}>
        <Form label={t.newPassword.title} onSubmit={() => reset.mutate({ token, password }, { onSuccess: enter })}>
          <NewPasswordField
            label={t.fields.newPassword}
            value={password}
            onChange={setPassword}
            error={faults.of.password}
          />
          <ProblemLine
            problem={faults.rest}
            {...(faults.rest?.status === 403
              ? { action: <Link href="/mot-de-passe-oublie">{t.newPassword.askAgain}</Link> }
              : {})}
          />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            isBlock
            isBusy={reset.isPending}
            busyLabel={t.newPassword.sending}
          >
            {t.newPassword.send}
          </Button>
        </Form>
      </div>
    </PublicFrame>
  )
}
