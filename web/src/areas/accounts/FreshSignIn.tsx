// SPDX-License-Identifier: EUPL-1.2
import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { Button, Dialog, Form, PasswordField, ProblemLine } from '@/ui'
import s from './forms.module.css'
import { answerIdentity, useIsIdentityAsked } from './freshSignIn'
import { confirmSession } from './queries'
import { useTexts } from './texts'
import { useFaults } from './useFaults'

/**
 * Often opened over another dialog, which holds the focus until it has heard of this one: a plain `autoFocus` is taken
 * back.
 */
function takeFocus(field: HTMLInputElement | null): () => void {
  const frame = requestAnimationFrame(() => field?.focus())
  return () => cancelAnimationFrame(frame)
}

/** Asked by the API client for operations that want a recent sign-in; the operation goes on by itself afterwards. */
export function FreshSignIn() {
  const t = useTexts()
  const isAsked = useIsIdentityAsked()
  const formId = useId()
  const [password, setPassword] = useState('')
  const confirm = useMutation({ mutationFn: confirmSession })
  const { reset } = confirm
  const faults = useFaults(confirm.error, ['password'], { 'session.refused': 'password' })

  // Nothing typed is kept once the dialog has gone.
  useEffect(() => {
    if (isAsked) return
    setPassword('')
    reset()
  }, [isAsked, reset])

  return (
    <Dialog
      title={t.fresh.title}
      isOpen={isAsked}
      onClose={() => answerIdentity(false)}
      size="sm"
      footer={
        <>
          <Button onPress={() => answerIdentity(false)}>{t.fresh.cancel}</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={confirm.isPending} busyLabel={t.fresh.sending}>
            {t.fresh.send}
          </Button>
        </>
      }
    >
      <div className={s.stack}>
        <p>{t.fresh.text}</p>
        <Form id={formId} onSubmit={() => confirm.mutate(password, { onSuccess: () => answerIdentity(true) })}>
          <PasswordField
            label={t.fields.password}
            autoComplete="current-password"
            ref={takeFocus}
            value={password}
            onChange={setPassword}
            error={faults.of.password}
            isRequired
          />
          <ProblemLine problem={faults.rest} />
        </Form>
      </div>
    </Dialog>
  )
}
