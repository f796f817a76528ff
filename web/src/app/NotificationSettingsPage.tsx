// SPDX-License-Identifier: EUPL-1.2
// Two areas meet here: the settings frame of accounts, and what notifications lets a person choose.

import { SettingsPage } from '../areas/accounts/settings/SettingsPage'
import { NotificationSettings } from '../areas/notifications/NotificationSettings'
import { useAppTexts } from './texts'

export function NotificationSettingsPage() {
  const t = useAppTexts().notificationSettings
  return (
    <SettingsPage title={t.title} subtitle={t.subtitle}>
      <NotificationSettings />
    </SettingsPage>
  )
}
