// SPDX-License-Identifier: EUPL-1.2

import type { Texts } from '@/lib/i18n'
import { inEnglish } from '../../../lib/counts'
import type fr from './fr'

const { grouped } = inEnglish

export const en: Texts<typeof fr> = {
  label: 'Administration',
  accounts: 'Accounts',
  requests: 'Access requests',
  import: 'Import',
  organisations: 'Organisations and offices',
  groups: 'Groups',
  journal: 'Journal',
  jobs: 'Background jobs',
  settings: 'Installation settings',
  waiting: (count: number) => (count === 1 ? '1 waiting request' : `${grouped(count)} waiting requests`),
}
