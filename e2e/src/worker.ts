// SPDX-License-Identifier: EUPL-1.2
import type { Page } from '@playwright/test'

/**
 * As after an update of the server: another worker comes, and waits behind the one that has this window.
 *
 * The pages' own policy lets them name one script alone, so a tab of the test's own, on which it does not hold, brings the other.
 */
export async function bringNextWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller)
      await new Promise((has) => navigator.serviceWorker.addEventListener('controllerchange', has, { once: true }))
  })
  const other = await page.context().newPage()
  const session = await page.context().newCDPSession(other)
  await session.send('Page.setBypassCSP', { enabled: true })
  await other.goto(page.url())
  await other.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js?next', { updateViaCache: 'none' })
  })
  await other.close()
}
