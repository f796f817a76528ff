// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { Button } from '@/ui'
import css from '../admin.module.css'
import { integrity } from '../queries'
import { useTexts } from '../texts'

/** One line that says whether a row of the journal was changed, removed or swapped since it was written. */
export function IntegrityLine() {
  const t = useTexts().journal
  const check = useQuery(integrity)
  const again = (
    <Button size="sm" variant="ghost" isBusy={check.isFetching} onPress={() => void check.refetch()}>
      {t.check}
    </Button>
  )
  if (check.isError)
    return (
      <p className={css.integrity} data-state="waiting">
        {t.integrityFailed} {again}
      </p>
    )
  if (!check.data)
    return (
      <p className={css.integrity} data-state="waiting" role="status">
        {t.integrityChecking}
      </p>
    )
  const isIntact = check.data.intact
  const Shield = isIntact ? ShieldCheck : ShieldAlert
  return (
    <p className={css.integrity} data-state={isIntact ? 'intact' : 'broken'} role={isIntact ? 'status' : 'alert'}>
      <Shield size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>{isIntact ? t.intact(check.data.checked) : t.broken(check.data.first_broken ?? 0)}</span>
      {again}
    </p>
  )
}
