// SPDX-License-Identifier: EUPL-1.2
// Three areas meet here: the settings frame of accounts, what notifications lets a person choose, and the words that
// messages tell of.

import { SettingsPage } from '../areas/accounts/settings/SettingsPage'
import { KeywordSettings } from '../areas/messages/KeywordSettings'
import { NotificationSettings } from '../areas/notifications/NotificationSettings'
import { useAppTexts } from './texts'

export function NotificationSettingsPage() {
  const t = useAppTexts().notificationSettings
  return (
    <SettingsPage title={t.title} subtitle={t.subtitle}>
      <NotificationSettings />
      <KeywordSettings />
    </SettingsPage>
  )
}
