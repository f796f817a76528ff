// SPDX-License-Identifier: EUPL-1.2
import { NotificationsPage as Page } from '../areas/notifications/NotificationsPage'
import { Saved, useReplyTo } from './notificationParts'

/** On a screen that has no room beside the page. */
export function NotificationsPage() {
  return <Page saved={<Saved />} replyTo={useReplyTo()} />
}
