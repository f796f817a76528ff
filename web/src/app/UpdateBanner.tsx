// SPDX-License-Identifier: EUPL-1.2
import { RefreshCw } from 'lucide-react'
import { Button } from '@/ui'
import { useAppTexts } from './texts'
import s from './UpdateBanner.module.css'
import { postponeUpdate, takeUpdate, useUpdate } from './worker'

/** A new version waits. The person chooses when: a page that reloads by itself would take a half-written text away. */
export function UpdateBanner() {
  const t = useAppTexts()
  const update = useUpdate()
  if (!update) return null
  return (
    <section className={s.banner} aria-label={t.update.title}>
      <RefreshCw size={18} strokeWidth={1.75} aria-hidden="true" />
      <p className={s.text} role="status">
        <b>{t.update.title}</b> {t.update.text}
      </p>
      <span className={s.actions}>
        <Button size="sm" variant="ghost" onPress={postponeUpdate}>
          {t.update.later}
        </Button>
        <Button size="sm" onPress={() => takeUpdate(update)}>
          {t.update.reload}
        </Button>
      </span>
    </section>
  )
}
