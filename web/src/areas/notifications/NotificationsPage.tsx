// SPDX-License-Identifier: EUPL-1.2
import { oneOf, useAddress } from '@/lib/useAddress'
import { NotificationsPanel, type Slots, type Tab } from './NotificationsPanel'

const UNREAD = 'non-lues'

/** As the tabs are called in an address; without a word, everything. */
const TABS = { mentions: 'mentions', enregistrees: 'saved' } as const satisfies Record<string, Tab>

type View = keyof typeof TABS

const readSearch = (search: Record<string, unknown>): { vue?: View | undefined; etat?: typeof UNREAD | undefined } => ({
  vue: oneOf(Object.keys(TABS) as View[], search.vue),
  etat: oneOf([UNREAD], search.etat),
})

const viewOf = (tab: Tab): View | undefined => (Object.keys(TABS) as View[]).find((it) => TABS[it] === tab)

/** The notifications as a page of their own: which ones are shown stands in the address. */
export function NotificationsPage(slots: Slots) {
  const [search, change] = useAddress(readSearch)
  return (
    <NotificationsPanel
      {...slots}
      shows={[
        { tab: search.vue ? TABS[search.vue] : 'all', isUnread: search.etat === UNREAD },
        ({ tab, isUnread }) => change({ vue: viewOf(tab), etat: isUnread ? UNREAD : undefined }, { isStep: true }),
      ]}
    />
  )
}
