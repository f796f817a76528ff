// SPDX-License-Identifier: EUPL-1.2
import { oneOf, useAddress } from '@/lib/useAddress'
import { NotificationsPanel } from './NotificationsPanel'

const UNREAD = 'non-lues'

const readSearch = (search: Record<string, unknown>): { etat?: typeof UNREAD | undefined } => ({
  etat: oneOf([UNREAD], search.etat),
})

/** The notifications as a page of their own: which ones are shown stands in the address. */
export function NotificationsPage() {
  const [search, change] = useAddress(readSearch)
  return (
    <NotificationsPanel
      shows={[
        search.etat === UNREAD ? 'unread' : 'all',
        (filter) => change({ etat: filter === 'unread' ? UNREAD : undefined }, { isStep: true }),
      ]}
    />
  )
}
