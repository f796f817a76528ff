// SPDX-License-Identifier: EUPL-1.2
// The door: what the shell takes from this area, beside its routes and `onHome`.

export { listenToNotifications } from './live'
export { NotificationSettings } from './NotificationSettings'
export { NotificationsPanel } from './NotificationsPanel'
