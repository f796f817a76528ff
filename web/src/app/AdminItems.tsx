// SPDX-License-Identifier: EUPL-1.2
// The pages of the administration, for the column and for the sheet of small screens. Loaded with the administration.

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Me } from '../api/types'
import { adminNavigation, useAdminCounters, useAdminNavigationTexts } from '../areas/admin'

export interface AdminItem {
  href: string
  icon: LucideIcon
  label: string
  /** What waits there, and the words for it. */
  count: number
  said: string
}

export function AdminItems({ me, children }: { me: Me; children: (item: AdminItem) => ReactNode }) {
  const t = useAdminNavigationTexts()
  const counters = useAdminCounters()
  return adminNavigation(me).map(({ href, icon, label, counter }) => {
    const count = counter === null ? 0 : counters[counter]
    return children({ href, icon, label: t[label], count, said: t.waiting(count) })
  })
}
