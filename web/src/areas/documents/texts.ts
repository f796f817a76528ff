// SPDX-License-Identifier: EUPL-1.2
import { catalogue } from '@/lib/i18n'
import fr from './fr'

export const useTexts = catalogue({ fr, en: () => import('./en') })
