// SPDX-License-Identifier: EUPL-1.2
import { catalogue, type Texts } from '../lib/i18n'
import fr from './fr'

export type ApiTexts = Texts<typeof fr>

/** The sentences for problems, in the language in use. */
export const useApiTexts = catalogue({ fr, en: () => import('./en') })
