// SPDX-License-Identifier: EUPL-1.2
import { catalogue, type Texts } from '../../lib/i18n'
import fr from './fr'

export type AccountTexts = Texts<typeof fr>
export const useTexts = catalogue({ fr, en: () => import('./en') })
