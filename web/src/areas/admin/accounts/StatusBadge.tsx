// SPDX-License-Identifier: EUPL-1.2
import { Badge } from '@/ui'
import { useTexts } from '../texts'
import type { AccountStatus } from './filters'

const TONES = { active: 'success', invited: 'info', deactivated: 'neutral' } as const

export function StatusBadge({ status }: { status: AccountStatus }) {
  const t = useTexts()
  return <Badge tone={TONES[status]}>{t.status[status]}</Badge>
}
