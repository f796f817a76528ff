// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import type { Id } from '@/api/types'
import { Banner, Button, Form, FormActions, ProblemLine, TextField } from '@/ui'
import { useAskForAccess } from './queries'
import { useTexts } from './texts'

/**
 * On the page that says neither "refused" nor "absent". The answer is the same whether the project exists or not:
 * asking teaches nothing.
 */
export function AskForAccess({ project }: { project: Id }) {
  const t = useTexts()
  const ask = useAskForAccess()
  const [reason, setReason] = useState('')
  if (ask.isSuccess) return <Banner tone="success">{t.ask.done}</Banner>
  return (
    <Form label={t.ask.title} onSubmit={() => ask.mutate({ project, reason: reason.trim() })}>
      <p>{t.ask.intro}</p>
      <TextField
        label={t.ask.reason}
        // It comes after the dialog, which found nothing to give the focus to.
        autoFocus
        hint={t.ask.reasonHint}
        isOptional
        value={reason}
        onChange={setReason}
        maxLength={300}
      />
      <ProblemLine problem={ask.error} />
      <FormActions>
        <Button variant="primary" type="submit" isBusy={ask.isPending} busyLabel={t.ask.busy}>
          {t.ask.submit}
        </Button>
      </FormActions>
    </Form>
  )
}
