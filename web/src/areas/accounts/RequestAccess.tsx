// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Button, Form, Notice, ProblemLine, Select, TextArea, TextField } from '@/ui'
import { newDraft } from '../../api/draft'
import { useInstance } from '../../api/me'
import { useFormat } from '../../lib/format'
import { useLanguage } from '../../lib/i18n'
import s from './forms.module.css'
import { PublicFrame } from './PublicFrame'
import { openOrganisations, useRequestAccess } from './queries'
import { useTexts } from './texts'
import { useFaults } from './useFaults'

const REASON_MAX = 500
const FIELDS = ['given_name', 'family_name', 'email', 'organisation', 'unit', 'reason']

export function RequestAccess() {
  const t = useTexts()
  const language = useLanguage()
  const format = useFormat()
  const instance = useInstance()
  const organisations = useQuery(openOrganisations)
  const request = useRequestAccess()
  const faults = useFaults(request.error, FIELDS, { 'email.domain_refused': 'email' })
  // Kept until the server has answered, so that sending again after a failure makes one request.
  const [draft, setDraft] = useState(newDraft)
  const [form, setForm] = useState({ given_name: '', family_name: '', email: '', unit: '', reason: '' })
  const [organisation, setOrganisation] = useState<string | null>(null)
  const set = (name: keyof typeof form) => (value: string) => change(() => setForm((it) => ({ ...it, [name]: value })))
  /** Another content is another request. */
  const change = (apply: () => void) => {
    apply()
    if (request.error) setDraft(newDraft())
  }
  const domains = instance?.access_requests.email_domains ?? []

  if (instance && !instance.access_requests.open) {
    return (
      <PublicFrame title={t.request.closedTitle} subtitle={t.request.closed} hasBack>
        {null}
      </PublicFrame>
    )
  }
  if (request.isSuccess) {
    return <Sent email={form.email.trim()} onAgain={() => request.reset()} />
  }
  return (
    <PublicFrame title={t.request.title} subtitle={t.request.subtitle} hasBack isWide>
      <div className={s.body}>
        {organisations.data?.length === 0 && <Notice tone="warning">{t.request.none}</Notice>}
        <ProblemLine problem={organisations.error} />
        <Form
          label={t.request.title}
          onSubmit={() => {
            if (organisation === null) return
            request.mutate({
              draft,
              given_name: form.given_name.trim(),
              family_name: form.family_name.trim(),
              email: form.email.trim(),
              organisation,
              reason: form.reason.trim(),
              language,
              ...(form.unit.trim() === '' ? {} : { unit: form.unit.trim() }),
            })
          }}
        >
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
            label={t.fields.workEmail}
            type="email"
            autoComplete="email"
            hint={
              domains.length > 0
                ? t.request.domains(
                    format.list(
                      domains.map((it) => `@${it}`),
                      'or',
                    ),
                  )
                : undefined
            }
            value={form.email}
            onChange={set('email')}
            error={faults.of.email}
            maxLength={254}
            isRequired
          />
          <div className={s.pair}>
            <Select
              label={t.request.organisation}
              placeholder={t.request.organisationPlaceholder}
              value={organisation}
              onChange={(id) => change(() => setOrganisation(id))}
              options={(organisations.data ?? []).map((it) => ({
                id: it.id,
                label: it.name,
                ...(it.path.length > 1 ? { description: it.path.slice(0, -1).join(' › ') } : {}),
              }))}
              error={faults.of.organisation}
              isRequired
            />
            <TextField
              label={t.request.unit}
              isOptional
              placeholder={t.request.unitExample}
              value={form.unit}
              onChange={set('unit')}
              error={faults.of.unit}
              maxLength={100}
            />
          </div>
          <TextArea
            label={t.request.reason}
            hint={t.request.reasonHint}
            value={form.reason}
            onChange={set('reason')}
            error={faults.of.reason}
            maxLength={REASON_MAX}
            isRequired
          />
          <ProblemLine problem={faults.rest} />
          <div className={s.actions}>
            <Button type="submit" variant="primary" size="lg" isBusy={request.isPending} busyLabel={t.request.sending}>
              {t.request.send}
            </Button>
            <Button variant="ghost" size="lg" href="/connexion">
              {t.request.cancel}
            </Button>
          </div>
        </Form>
      </div>
    </PublicFrame>
  )
}

function Sent({ email, onAgain }: { email: string; onAgain: () => void }) {
  const t = useTexts()
  const words = useRef<HTMLDivElement>(null)
  // The form has gone with the focus in it.
  useEffect(() => words.current?.focus(), [])
  return (
    <PublicFrame title={t.request.sentTitle} hasBack>
      <div className={s.body} ref={words} tabIndex={-1}>
        <Notice tone="success">{t.request.sent(email)}</Notice>
        <p className={s.hint}>{t.request.sentHint}</p>
        <div>
          <Button onPress={onAgain}>{t.request.again}</Button>
        </div>
      </div>
    </PublicFrame>
  )
}
