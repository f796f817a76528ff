// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'react'
import { Button, Form, Notice, ProblemLine, TextField } from '@/ui'
import s from './forms.module.css'
import { PublicFrame } from './PublicFrame'
import { useForgotten } from './queries'
import { useTexts } from './texts'

/** The answer is the same for a known and an unknown address. */
export function ForgottenPassword() {
  const t = useTexts()
  const forgotten = useForgotten()
  const [email, setEmail] = useState('')
  const words = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (forgotten.isSuccess) words.current?.focus()
  }, [forgotten.isSuccess])

  if (forgotten.isSuccess) {
    return (
      <PublicFrame title={t.forgotten.sentTitle} hasBack>
        <div className={s.body} ref={words} tabIndex={-1}>
          <Notice tone="success">{t.forgotten.sent(email.trim())}</Notice>
          <p className={s.hint}>{t.forgotten.sentHint}</p>
          <div>
            <Button onPress={() => forgotten.reset()}>{t.forgotten.again}</Button>
          </div>
        </div>
      </PublicFrame>
    )
  }
  return (
    <PublicFrame title={t.forgotten.title} subtitle={t.forgotten.subtitle} hasBack>
      <div className={s.body}>
        <Form label={t.forgotten.title} onSubmit={() => forgotten.mutate({ email: email.trim() })}>
          <TextField
            label={t.fields.email}
            type="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
            maxLength={254}
            isRequired
          />
          <ProblemLine problem={forgotten.error} />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            isBlock
            isBusy={forgotten.isPending}
            busyLabel={t.forgotten.sending}
          >
            {t.forgotten.send}
          </Button>
        </Form>
      </div>
    </PublicFrame>
  )
}
