// SPDX-License-Identifier: EUPL-1.2
import type { Page } from '@playwright/test'
import { camille } from '../src/people'
import { expect, test } from '../src/test'
import { bringNextWorker } from '../src/worker'

interface Manifest {
  id: string
  name: string
  short_name: string
  start_url: string
  scope: string
  display: string
  icons: { src: string; sizes: string; type: string; purpose: string }[]
}

/** As wide and high as the browser itself finds it. */
async function sizeOf(page: Page, src: string): Promise<string> {
  return await page.evaluate(async (path) => {
    const image = new Image()
    image.src = path
    await image.decode()
    return `${image.naturalWidth}x${image.naturalHeight}`
  }, src)
}

test('Plano can be installed: its manifest says what it is, and every icon has the size it says', async ({ plano }) => {
  await plano.setUp(camille)
  const page = await plano.windowOf(camille)
  const link = await page.locator('link[rel=manifest]').getAttribute('href')
  expect(link).not.toBeNull()
  const answer = await page.request.get(new URL(link ?? '', plano.url).toString())
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toMatch(/^application\/manifest\+json/)
  const manifest = (await answer.json()) as Manifest
  expect(manifest).toMatchObject({ id: '/', name: 'Plano', start_url: '/', scope: '/', display: 'standalone' })
  // What stands under the icon is cut off after some twelve letters.
  expect(manifest.short_name.length).toBeLessThanOrEqual(12)

  for (const { src, sizes, type } of manifest.icons) {
    const icon = await page.request.get(new URL(src, plano.url).toString())
    expect(icon.status(), src).toBe(200)
    expect(icon.headers()['content-type'], src).toMatch(new RegExp(`^${type.replace('+', '\\+')}`))
    if (sizes !== 'any') expect(await sizeOf(page, src), src).toBe(sizes)
  }
  // What browsers ask for before they offer to install, as it is and in a round or square mask.
  for (const purpose of ['any', 'maskable'])
    for (const size of ['192x192', '512x512'])
      expect(
        manifest.icons.filter((it) => it.purpose === purpose && it.sizes === size && it.type === 'image/png'),
        `${purpose} ${size}`,
      ).toHaveLength(1)

  // The browser's own judgement: it has read the manifest and found no fault.
  const devtools = await page.context().newCDPSession(page)
  const read = await devtools.send('Page.getAppManifest')
  expect(read.errors).toEqual([])
  expect(read.url).toBe(new URL(link ?? '', plano.url).toString())
})

test('with the server stopped, a new window opens the shell and says what is the matter', async ({ plano }) => {
  await plano.setUp(camille)
  const page = await plano.windowOf(camille)
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

  await plano.watch.whileAway(async () => {
    await plano.program.stop()
    const opened = await page.context().newPage()
    // The address an installed Plano starts with, and one deep inside.
    for (const path of ['/', '/reglages/profil']) {
      await opened.goto(path)
      await expect(opened.getByText('Le serveur ne répond pas.').first()).toBeVisible()
    }
    await plano.program.serve()
    await expect(opened.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible({ timeout: 30_000 })
  })
})

test('a new version waits until the person takes it', async ({ plano }) => {
  await plano.setUp(camille)
  const page = await plano.windowOf(camille)
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  const waits = page.getByText('Une nouvelle version de Plano est prête.')
  await expect(waits).toHaveCount(0)
  await bringNextWorker(page)
  await expect(waits).toBeVisible()
  const loaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Recharger' }).click()
  await loaded
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  // Its window is the new one's now. It asks for its own address again, which here is that of another version still.
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toContain('/sw.js?next')
})
