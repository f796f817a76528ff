// SPDX-License-Identifier: EUPL-1.2
import { Button, Link, Notice } from '@/ui'
import s from './forms.module.css'
import { LinkRefused, Working } from './LinkStates'
import { PublicFrame } from './PublicFrame'
import { useConfirmEmail } from './queries'
import { useTexts } from './texts'
import { useToken } from './token'
import { useOnce } from './useOnce'

/** From the link sent to the new address. */
export function EmailChange() {
  const t = useTexts()
  const token = useToken()
  const confirm = useConfirmEmail()
  useOnce(token, confirm.mutate)
  return (
    <PublicFrame title={t.emailChange.title}>
      <div className={s.body}>
        {token === null && <Notice tone="warning">{t.link.missing}</Notice>}
        {token !== null && confirm.isPending && <Working words={t.emailChange.checking} />}
        {confirm.isSuccess && (
          <>
            <Notice tone="success">{t.emailChange.done}</Notice>
            <div>
              <Button variant="primary" href="/">
                {t.emailChange.continue}
              </Button>
            </div>
          </>
        )}
        {confirm.error && (
          <LinkRefused
            error={confirm.error}
            onRetry={() => token !== null && confirm.mutate(token)}
            way={<Link href="/reglages/profil">{t.profile.changeEmail}</Link>}
          />
        )}
      </div>
    </PublicFrame>
  )
}
