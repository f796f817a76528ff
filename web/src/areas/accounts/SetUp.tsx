// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import { Button, Form, Link, Notice, ProblemLine, TextField } from '@/ui'
import { useLanguage } from '../../lib/i18n'
import s from './forms.module.css'
import { NewPasswordField } from './NewPasswordField'
import { PublicFrame } from './PublicFrame'
import { useSetUp } from './queries'
import { useTexts } from './texts'
import { useToken } from './token'
import { useEnter } from './useEnter'
import { useFaults } from './useFaults'

const FIELDS = ['instance_name', 'organisation_name', 'given_name', 'family_name', 'email', 'password']

/** From the link in the server's journal to the first account. */
export function SetUp() {
  const t = useTexts()
  const language = useLanguage()
  const token = useToken()
  const enter = useEnter()
  const setUp = useSetUp()
  const faults = useFaults(setUp.error, FIELDS)
  const [form, setForm] = useState({
    instance_name: '',
    organisation_name: '',
    given_name: '',
    family_name: '',
    email: '',
    password: '',
  })
  const set = (name: keyof typeof form) => (value: string) => setForm((it) => ({ ...it, [name]: value }))

  if (token === null) {
    return (
      <PublicFrame title={t.setUp.title} hasBack>
        <div className={s.body}>
          <Notice tone="warning">{t.setUp.noToken}</Notice>
        </div>
      </PublicFrame>
    )
  }
  const isOver = setUp.error && faults.rest?.code === 'setup.already_done'
  return (
    <PublicFrame title={t.setUp.title} subtitle={t.setUp.subtitle} isWide>
      <div className={s.body}>
        <Form
          label={t.setUp.title}
          onSubmit={() => setUp.mutate({ token, ...form, email: form.email.trim(), language }, { onSuccess: enter })}
        >
          <h2 className={s.legend}>{t.setUp.instance}</h2>
          <TextField
            label={t.setUp.instanceName}
            hint={t.setUp.instanceHint}
            autoComplete="organization"
            value={form.instance_name}
            onChange={set('instance_name')}
            error={faults.of.instance_name}
            maxLength={100}
            isRequired
          />
          <TextField
            label={t.setUp.organisation}
            hint={t.setUp.organisationHint}
            autoComplete="off"
            value={form.organisation_name}
            onChange={set('organisation_name')}
            error={faults.of.organisation_name}
            maxLength={100}
            isRequired
          />
          <h2 className={s.legend}>{t.setUp.account}</h2>
          <div className={s.pair}>
            <TextField
              label={t.fields.givenName}
              autoComplete="given-name"
              value={form.given_name}
              onChange={set('given_name')}
              error={faults.of.given_name}
              maxLength={100}
              isRequired
            />
            <TextField
              label={t.fields.familyName}
              autoComplete="family-name"
              value={form.family_name}
              onChange={set('family_name')}
              error={faults.of.family_name}
              maxLength={100}
              isRequired
            />
          </div>
          <TextField
            label={t.fields.email}
            type="email"
            autoComplete="username"
            value={form.email}
            onChange={set('email')}
            error={faults.of.email}
            maxLength={254}
            isRequired
          />
          <NewPasswordField
            label={t.fields.password}
            isAdmin
            value={form.password}
            onChange={set('password')}
            error={faults.of.password}
            about={[form.given_name, form.family_name, form.email, form.instance_name]}
          />
          <ProblemLine
            problem={faults.rest}
            action={isOver ? <Link href="/connexion">{t.signIn.send}</Link> : undefined}
          />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            isBlock
            isBusy={setUp.isPending}
            busyLabel={t.setUp.sending}
          >
            {t.setUp.send}
          </Button>
        </Form>
      </div>
    </PublicFrame>
  )
}
