// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import type { Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { membersOf } from './queries'
import { useTexts } from './texts'

const NAMED = 3

/** "You can ask Camille Rovère or Idriss Benkacem.": those who run the project, owners first. Empty until known. */
export function useWhoCan(project: Id, isAsked = true): string {
  const t = useTexts()
  const format = useFormat()
  const { data = [] } = useQuery({ ...membersOf(project), enabled: isAsked })
  const names = data
    .filter((it) => it.status === 'active' && !it.is_me && (it.role === 'owner' || it.role === 'manager'))
    .sort((a, b) => Number(a.role === 'manager') - Number(b.role === 'manager'))
    .flatMap(({ person }) => (person?.is_active ? [person.name] : []))
    .slice(0, NAMED)
  return names.length > 0 ? t.frame.whoCan(format.list(names, 'or')) : ''
}
