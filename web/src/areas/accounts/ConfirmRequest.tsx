// SPDX-License-Identifier: EUPL-1.2
import { Link, Notice } from '@/ui'
import s from './forms.module.css'
import { LinkRefused, Working } from './LinkStates'
import { PublicFrame } from './PublicFrame'
import { useConfirmRequest } from './queries'
import { useTexts } from './texts'
import { useToken } from './token'
import { useOnce } from './useOnce'

/** From the link in the mail: the address is confirmed, the request waits for the administration. */
export function ConfirmRequest() {
  const t = useTexts()
  const token = useToken()
  const confirm = useConfirmRequest()
  useOnce(token, confirm.mutate)
  return (
    <PublicFrame title={t.confirmRequest.title} hasBack>
      <div className={s.body}>
        {token === null && <Notice tone="warning">{t.link.missing}</Notice>}
        {token !== null && confirm.isPending && <Working words={t.confirmRequest.checking} />}
        {confirm.data && (
          <Notice tone={confirm.data.status === 'refused' ? 'warning' : 'success'}>
            {t.confirmRequest[confirm.data.status]}
          </Notice>
        )}
        {confirm.error && (
          <LinkRefused
            error={confirm.error}
            onRetry={() => token !== null && confirm.mutate(token)}
            way={<Link href="/demande-acces">{t.confirmRequest.again}</Link>}
          />
        )}
      </div>
    </PublicFrame>
  )
}
