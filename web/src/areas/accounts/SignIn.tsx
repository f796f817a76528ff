// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { Button, Checkbox, Form, Link, Notice, PasswordField, ProblemLine, TextField } from '@/ui'
import { useInstance } from '../../api/me'
import s from './forms.module.css'
import { PublicFrame } from './PublicFrame'
import { useSignIn } from './queries'
import { useTexts } from './texts'
import { useEnter } from './useEnter'

export function SignIn() {
  const t = useTexts()
  const instance = useInstance()
  const enter = useEnter()
  const signIn = useSignIn()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [stays, setStays] = useState(false)
  const isReturning = new URLSearchParams(location.search).has('retour')

  const send = () => signIn.mutate({ email: email.trim(), password, stay_signed_in: stays }, { onSuccess: enter })

  return (
    <PublicFrame title={t.signIn.title} subtitle={t.signIn.subtitle}>
      <div className={s.body}>
        {instance && !instance.is_set_up && <Notice tone="warning">{t.signIn.notSetUp}</Notice>}
        {isReturning && !signIn.error && <Notice>{t.signIn.returning}</Notice>}
        <Form onSubmit={send} label={t.signIn.title}>
          <ProblemLine problem={signIn.error} />
          <TextField
            label={t.fields.email}
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
            maxLength={254}
            isRequired
          />
          <div className={s.withLink}>
            <PasswordField
              label={t.fields.password}
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              isRequired
            />
            <span className={s.aside}>
              <Link href="/mot-de-passe-oublie">{t.signIn.forgotten}</Link>
            </span>
          </div>
          <Checkbox label={t.signIn.stay} isSelected={stays} onChange={setStays} />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            isBlock
            isBusy={signIn.isPending}
            busyLabel={t.signIn.sending}
          >
            {t.signIn.send}
          </Button>
        </Form>
      </div>
      {instance?.access_requests.open && (
        <p className={s.other}>
          {t.signIn.noAccount} <Link href="/demande-acces">{t.signIn.request}</Link>
        </p>
      )}
    </PublicFrame>
  )
}
