// SPDX-License-Identifier: EUPL-1.2
import type appFr from '../../web/src/app/fr'
import type accountsFr from '../../web/src/areas/accounts/fr'
import type adminFr from '../../web/src/areas/admin/fr'
import type messagesFr from '../../web/src/areas/messages/fr'
import type notificationsFr from '../../web/src/areas/notifications/fr'
import type projectsFr from '../../web/src/areas/projects/fr'
import type uiFr from '../../web/src/ui/fr'

export type Language = 'fr' | 'en'

export interface Words {
  app: typeof appFr
  accounts: typeof accountsFr
  admin: typeof adminFr
  messages: typeof messagesFr
  notifications: typeof notificationsFr
  projects: typeof projectsFr
  ui: typeof uiFr
}

/** The client's own words, for what is done in both languages. French has the types: the compiler holds English to them. */
export async function wordsIn(language: Language): Promise<Words> {
  const load = async (path: string) => {
    const module = (await import(`../../web/src/${path}/${language}.ts`)) as { default?: unknown; en?: unknown }
    return module.en ?? module.default
  }
  const [app, accounts, admin, messages, notifications, projects, ui] = await Promise.all(
    ['app', 'areas/accounts', 'areas/admin', 'areas/messages', 'areas/notifications', 'areas/projects', 'ui'].map(load),
  )
  return { app, accounts, admin, messages, notifications, projects, ui } as Words
}
