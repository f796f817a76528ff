// SPDX-License-Identifier: EUPL-1.2

import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useLanguage } from '@/lib/i18n'
import { type Navigate, NavigationProvider } from './Navigation'

export interface UiProviderProps {
  /** How links of the primitives go somewhere: the router's. */
  navigate: Navigate
  children: ReactNode
}

/** Around the whole application, once: the language of the widgets and the way their links go. */
export function UiProvider({ navigate, children }: UiProviderProps) {
  const locale = useLanguage() === 'fr' ? 'fr-FR' : 'en-GB'
  return (
    <I18nProvider locale={locale}>
      <NavigationProvider value={navigate}>{children}</NavigationProvider>
    </I18nProvider>
  )
}
