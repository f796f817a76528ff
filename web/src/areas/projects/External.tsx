// SPDX-License-Identifier: EUPL-1.2
import { Globe } from 'lucide-react'
import { Badge } from '@/ui'
import css from './External.module.css'
import { useTexts } from './texts'

/** The mark of an outsider, the same everywhere and always in words. */
export function ExternalBadge() {
  return (
    <Badge tone="warning" icon={Globe}>
      {useTexts().external.badge}
    </Badge>
  )
}

/** In plain words, what an outsider may never do, whatever his role. */
export function ExternalMayNot() {
  const t = useTexts()
  return (
    <>
      <span className={css.title}>{t.external.mayNotTitle}</span>
      <ul className={css.list}>
        {t.external.mayNot.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ul>
    </>
  )
}
