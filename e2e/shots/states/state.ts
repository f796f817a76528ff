// SPDX-License-Identifier: EUPL-1.2
// One state, and what all of them do.
import type { Page } from '@playwright/test'
import type { Screen } from '../../src/screens'
import type { Words } from '../../src/words'

export interface State {
  name: string
  path: string
  who: Screen['who'] | 'colleague' | 'outsider'
  /** What is arranged before the page is opened: an answer that does not come, or comes with a fault. */
  before?: (page: Page) => Promise<unknown>
  /** Shows what is busy, and will stay so. */
  staysBusy?: boolean
  /** Has no heading yet. */
  isBare?: boolean
  act: (page: Page, words: Words) => Promise<void>
  /** Takes back what the window itself would keep for those that follow. */
  after?: (page: Page) => Promise<unknown>
  /** Only where there is room for it: some ways in are another on a phone. */
  only?: 'wide' | 'narrow'
}

export const press = async (page: Page, name: string) =>
  await page.getByRole('button', { name, exact: true }).first().click()
