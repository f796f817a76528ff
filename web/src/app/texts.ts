// SPDX-License-Identifier: EUPL-1.2
import { catalogue, type Texts } from '../lib/i18n'
import fr from './fr'

export type AppTexts = Texts<typeof fr>
export const useAppTexts = catalogue({ fr, en: () => import('./en') })
