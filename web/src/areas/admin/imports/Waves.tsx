// SPDX-License-Identifier: EUPL-1.2
import { Send } from 'lucide-react'
import { useState } from 'react'
import type { Import } from '@/api/types'
import { Button, Form, NumberField, ProblemLine, toast } from '@/ui'
import css from '../admin.module.css'
import { useSendWave } from '../queries'
import { useTexts } from '../texts'
import { toInvite } from './file'

/** A first wave small enough to answer the questions it raises. */
const FIRST_WAVE = 50

export function Waves({ shown }: { shown: Import }) {
  const t = useTexts().import
  const send = useSendWave(shown.id)
  const left = toInvite(shown)
  const [typed, setTyped] = useState<number | null>(FIRST_WAVE)
  const size = typed === null ? null : Math.min(typed, left)

  const submit = () => {
    if (size === null || size < 1) return
    send.mutate(size, { onSuccess: () => toast({ text: t.waveSent(size), tone: 'success' }) })
  }

  return (
    <section className={css.step} aria-labelledby="import-waves">
      <h2 id="import-waves">{t.wavesTitle}</h2>
      <p className={css.quiet}>{t.wavesLead}</p>
      <p role="status">{t.waveLeft(left)}</p>
      {left > 0 && (
        <Form onSubmit={submit} isStacked={false}>
          <div className={css.waves}>
            <div className={css.waveSize}>
              <NumberField
                label={t.waveSize}
                value={size}
                onChange={setTyped}
                min={1}
                max={left}
                error={size === null ? t.waveSizeError(left) : undefined}
                isRequired
              />
            </div>
            <Button
              type="submit"
              variant={shown.status === 'done' ? 'primary' : 'secondary'}
              icon={Send}
              isBusy={send.isPending}
              busyLabel={t.waveBusy}
            >
              {t.waveSend(size ?? 0)}
            </Button>
          </div>
        </Form>
      )}
      <ProblemLine problem={send.error} />
    </section>
  )
}
